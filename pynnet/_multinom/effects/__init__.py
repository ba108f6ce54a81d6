"""What a multinomial model says in probabilities."""

__all__: list[str] = []
