"""The search: which fits, in which order, by whom, and what is made of them."""

__all__: list[str] = []
