"""Tests of the room _caret."""
