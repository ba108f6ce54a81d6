"""Tests of the network and its search, in NumPy and in C."""
