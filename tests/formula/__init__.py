"""Tests of R's formulas: from text and data to a design matrix."""
