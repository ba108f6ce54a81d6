"""Tests of multinom(), and of what its models say."""
