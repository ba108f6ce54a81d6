"""How fast pynnet is, beside R and other libraries, and how much memory it takes."""

__all__: list[str] = []
