"""The text of a formula and its meaning as terms; nothing here knows of data.

A text is cut into tokens (`tokens`), read as an expression (`parser`, `expressions`), given its
meaning as variables and terms (`variables`, `term_sets`, `term_algebra`, `terms`), and written as R
writes it (`deparse`, `text`). `update` changes a formula by a formula, `one_term` by a term;
`uses` says how an expression uses a variable, `packages` where R has a function, `terms_in_parts`
has what a file keeps; `error_places` shows where an error came up.

May import: limits.
"""

__all__: list[str] = []
