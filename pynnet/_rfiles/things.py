"""What R's files hold and Python has no use for, by name only: functions, environments."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["RThing"]


@dataclass(frozen=True, slots=True, repr=False)
class RThing:
    """An object of R's of which nothing but its kind is known here.

    Attributes
    ----------
    kind : str
        What it is: "function", "environment R_GlobalEnv", "external pointer", ...
    """

    kind: str

    def __repr__(self) -> str:
        return f"<R's {self.kind}>"
