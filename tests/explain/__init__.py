"""Tests of what a network has learned."""
