"""Tests of R's files: what is read of them, what is written, what is refused."""
