"""From Python's objects to nodes.

`vectors`, `frames` and `plain` take arrays, pandas objects and lists; `terms`, `networks` and
`searches` fits; `formulas` a formula as R prints it. `write` has the public function.

May import: `format` and `language`.
"""

__all__: list[str] = []
