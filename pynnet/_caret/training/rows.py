"""The data that all fits of train() share, and what is fitted to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..preprocessing import PreProcess, preprocess
from .candidates import Candidate
from .control import TrainControl

__all__ = ["TrainingRows"]


@dataclass(frozen=True, slots=True, eq=False)
class TrainingRows:
    """The data that all fits share, and what is fitted to them.

    Attributes
    ----------
    x : DataFrame
        Predictors.
    y : Categorical or ndarray
        The response.
    lev : tuple of str or None
        Its classes.
    weights : ndarray or None
        Case weights.
    methods : tuple of str
        What preprocessing does, if anything.
    candidate : Candidate
        What is fitted.
    method : str
        Its name.
    options : dict
        Further arguments of the fits.
    settings : list of dict
        The parameters that are tried.
    control : TrainControl
        How they are judged.
    """

    x: pd.DataFrame
    y: Any
    lev: tuple[str, ...] | None
    weights: Any
    methods: tuple[str, ...]
    candidate: Candidate
    method: str
    options: dict[str, Any]
    settings: list[dict[str, Any]]
    control: TrainControl

    def preprocessing(self, x: pd.DataFrame) -> PreProcess | None:
        """What preprocessing learns of predictors, if there is any."""
        if not self.methods:
            return None
        return preprocess(x, list(self.methods), **self.control.preproc_options)
