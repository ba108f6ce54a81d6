"""Tests of tune(): hyperparameters chosen on rows held out."""
