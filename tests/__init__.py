"""Tests that need no R; what they compare with was recorded from R and lies beside them."""
