"""The design matrix, and what is needed to make it again for new data.

`build` goes from a formula and data to a `Design`. Its columns are specified (`make_spec`, `spec`)
and put together (`blocks`, `assembly`, `offsets`) by patsy or without it (`patsy_assembly`;
`term_parts`, `direct_assembly`). `restored_spec`, `remembered` and
`spline_pieces` take and give what R keeps of the same.
`model_matrix` and `update_formula` have the public functions.

May import: all other floors.
"""

__all__: list[str] = []
