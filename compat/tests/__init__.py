"""pynnet held to R: to what was recorded, and to what R gives there and then."""

__all__: list[str] = []
