"""Expressions become columns, and columns rows.

`evaluate` interprets an expression on the columns of the data, the user's own names (`environment`)
and functions (`own_functions`); `model_frame` evaluates all variables and chooses the rows.

May import: functions, coding, language, limits.
"""

__all__: list[str] = []
