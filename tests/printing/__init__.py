"""Tests of R's text of numbers and tables."""
