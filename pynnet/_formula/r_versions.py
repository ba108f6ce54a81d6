"""The versions of R whose functions a formula may call, where these differ."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias, cast, get_args

from pynnet._ground import one_word

__all__ = ["LATEST", "RVersion", "checked_version"]

RVersion: TypeAlias = Literal["4.2", "4.5"]  # those that pynnet is compared with
LATEST: RVersion = "4.5"


def checked_version(r_version: Any) -> RVersion:
    """Return the version of R that a user asks for; None asks for the latest."""
    if r_version is None:
        return LATEST
    return cast(RVersion, one_word("r_version", r_version, get_args(RVersion)))
