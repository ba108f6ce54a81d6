"""Tests of fits that travel: what is written of them, what is read, what is refused."""
