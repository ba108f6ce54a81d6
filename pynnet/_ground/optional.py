"""Optional dependencies: imported where they are used, and named when they are missing."""

from __future__ import annotations

import importlib
from types import ModuleType

__all__ = ["require"]


def require(package: str, extra: str, caller: str) -> ModuleType:
    """Import an optional package or one of its modules.

    Parameters
    ----------
    package : str
        What is imported, ``"matplotlib"`` or ``"tqdm.auto"``.
    extra : str
        The extra of pynnet that installs it.
    caller : str
        What needs it, in the user's words: ``"plot()"``, ``"progress=True"``.

    Returns
    -------
    types.ModuleType
        The module.

    Raises
    ------
    ImportError
        If the package is not installed. A package that is there but fails to import raises what
        it raises: another installation of it would not help.

    Examples
    --------
    >>> require("json", extra="plot", caller="plot()").dumps([1])
    '[1]'
    """
    try:
        return importlib.import_module(package)
    except ModuleNotFoundError as error:
        root = package.partition(".")[0]
        if error.name is None or not f"{package}.".startswith(f"{error.name}."):
            raise  # the package is there, something that it needs is not
        raise ImportError(
            f"{caller} needs the package {root}, which is not installed. "
            f'Install it with: pip install "pynnet[{extra}]"',
            name=root,
        ) from error
