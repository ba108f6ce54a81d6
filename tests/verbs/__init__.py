"""Tests of nnet(): from arguments to a fitted network."""
