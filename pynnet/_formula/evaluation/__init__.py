"""Expressions become columns, and columns rows.

`evaluate` interprets an expression on the columns of the data, the user's own names (`environment`,
`own_names`) and functions (`own_functions`), in a `scope`. What is no call of a function of columns
is one of the `forms`: conditions, functions, `lists`, functions that make functions
(`made_functions`) or call them (`applying`); what comes out are `values`. `model_frame` evaluates
all variables and chooses the rows, each variable once (`shared_variables`, `single_calls`,
`constant_values`); `across_rows` and `old_rows` know what of it hangs on other rows.

May import: functions, coding, language, limits.
"""

__all__: list[str] = []
