"""Two fits side by side: what each consists of, how far apart they are, and why.

`quantities` takes fits apart, `distances` measures, `causes` looks for what made them differ,
`validate` tells it all.

May import: reading.
"""

__all__: list[str] = []
