"""Tests of R's random numbers."""
