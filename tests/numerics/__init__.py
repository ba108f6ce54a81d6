"""Tests of the arithmetic that rounds as R's."""
