"""Tests of the room _sklearn."""
