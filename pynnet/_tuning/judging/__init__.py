"""What predictions are worth: metrics by name, a user's own, and scikit-learn's scorers.

May import: the rooms below. Knows nothing of searches.
"""

__all__: list[str] = []
