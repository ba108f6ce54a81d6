from collections.abc import Callable

import numpy as np
import numpy.typing as npt

_Floats = npt.NDArray[np.float64]

sources: str

class Objective:
    blocks: int
    passes: int
    def __new__(
        cls,
        x: _Floats,
        targets: _Floats,
        case_weights: _Floats,
        decay: _Floats,
        network: tuple[int, ...],
        threads: int,
    ) -> Objective: ...
    def value(self, wts: _Floats, /) -> float: ...
    def gradient(self, wts: _Floats, into: _Floats, /) -> None: ...
    def minimise(
        self,
        wts: _Floats,
        mask: npt.NDArray[np.bool_],
        rules: tuple[float, ...],
        report: Callable[[int, float], object] | None,
        stop: bytearray | None = None,
        /,
    ) -> tuple[float, int, int, int, int, bytes]: ...

def outputs(
    x: _Floats,
    wts: _Floats,
    into: _Floats,
    cases: int,
    network: tuple[int, ...],
    /,
) -> None: ...
def use_table(heads: bytes, tails: bytes, /) -> bool: ...
def library_exp(x: float, /) -> float: ...
def library_log(x: float, /) -> float: ...
def exp(x: _Floats, into: _Floats, /) -> None: ...
def instruction_sets() -> list[str]: ...
def use_instructions(name: str, /) -> str: ...
