"""Finished work in a file, from which it goes on after an interruption; knows nothing of tuning.

May import: the ground.
Other floors use `opened_checkpoint` of `checkpoint`, and `digest` of `digest`.
"""

__all__: list[str] = []
