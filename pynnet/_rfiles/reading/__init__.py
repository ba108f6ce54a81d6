"""From nodes to Python's objects.

`vectors`, `frames` and `plain` make arrays, pandas objects and lists; `times` dates. `terms`,
`networks`, `models` and `searches` make pynnet's own fits, of `fields`. `read` has the public
functions.

May import: `format`, `language` and `things`.
"""

__all__: list[str] = []
