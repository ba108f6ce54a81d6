"""Scoring programs written for others: SQL, C, ONNX, PMML. Each walks a program, no fit."""

__all__: list[str] = []
