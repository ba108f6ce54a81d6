"""From Python's objects to nodes.

`vectors`, `frames` and `plain` take arrays, pandas objects and lists; `terms`, `networks` and
`searches` fits. `write` has the public function.

May import: `format`, `language` and `paths`.
"""

__all__: list[str] = []
