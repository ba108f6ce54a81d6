"""Tests of the room _verbs."""
