"""How levels become columns, and how these are named.

`contrasts` has R's matrices, `term_coding` chooses between contrast and all levels in each term,
`layout` puts both together: all that follows from kinds and levels alone, and is remembered.

May import: language, limits.
"""

__all__: list[str] = []
