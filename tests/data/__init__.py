"""Tests of what users pass, as R sees it."""
