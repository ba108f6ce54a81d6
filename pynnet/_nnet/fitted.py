"""What every fitted network holds: weights, layout, options, and the cases it was fitted to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd

from pynnet._data import copied, pickled
from pynnet._formula import DesignSpec
from pynnet._ground import (
    ArgumentError,
    BoolArray,
    FloatArray,
    IntArray,
    entry,
    room_above,
)
from pynnet._network import ENTROPY, Network

from .classes.labels import ClassLabels
from .options import Options, option_names
from .prediction import Outputs, labelled_frame, pad
from .training_data import FittedRows
from .travelling.scoring import Scored
from .travelling.storing import Stored

if TYPE_CHECKING:  # matplotlib is imported where something is drawn
    from matplotlib.axes import Axes

__all__ = ["FittedNetwork", "not_stored"]

_HYPERPARAMETERS = option_names("hyperparameter")


def not_stored(asked: str, remedy: str) -> ArgumentError:
    """Return the error for what asks for cases that a fit was stored without."""
    return ArgumentError(
        "the fit was stored without the cases that it was fitted to, by slim() or "
        f"to_json(data=False), and {asked} cannot do without: {remedy}, or store it with its data."
    )


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class FittedNetwork(Stored, Scored):
    """The fields of R's fits, dots as underscores; all are read-only."""

    _remedy: ClassVar[str] = "ask the whole fit"  # where cases are missing

    wts: FloatArray
    value: float
    convergence: int
    message: str
    lev: tuple[str, ...] | None
    _second_derivatives: FloatArray | None
    terms: DesignSpec | None
    _network: Network
    _options: Options
    _evaluations: tuple[int, int] | None
    _known_path: FloatArray | None
    _known_outputs: FloatArray | None
    _known_residuals: FloatArray | None
    _rows: FittedRows | None
    _columns: tuple[str, ...] | None
    _inputs: tuple[str, ...] | None
    _vector: bool
    _labels: ClassLabels | None

    def __post_init__(self) -> None:
        H = self._second_derivatives
        of_cases = self._known_outputs, self._known_residuals
        for array in (self.wts, H, self.decay, self._known_path, *of_cases):
            if isinstance(array, np.ndarray):
                array.setflags(write=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """Copies and pickles are made anew, so that they are read-only too."""
        return pickled(self)

    def __copy__(self) -> Any:
        return copied(self)

    # How it was found --------------------------------------------------------------------------

    @property
    def path(self) -> pd.Series[float] | None:
        """The criterion at each iteration, from 1, the start; the last is `value`.

        None for fits read from R's files, which do not hold it.

        Notes
        -----
        Iterations count as in the trace, whose numbers these are, and the first and the last have
        R's bits. In between, where each case counts once and the losses are logarithms of single
        probabilities, a value may be some roundings away, a relative 1e-13: the search does not
        compute more of it than it needs. Methods of SciPy report their own iterations.

        Examples
        --------
        >>> from pynnet import load_iris, nnet
        >>> options = {"size": 2, "decay": 0.1, "maxit": 500, "trace": False}
        >>> fit = nnet("Species ~ .", load_iris(), seed=1, **options)
        >>> fit.path[[1, 10, 20]].round(6).tolist()
        [169.039159, 77.350613, 28.062858]
        """
        known = self._known_path
        if known is None:
            return None
        iterations = pd.RangeIndex(1, len(known) + 1, name="iteration")
        return pd.Series(known.copy(), iterations, name="value")

    @entry
    def plot_path(self, *, ax: Axes | None = None) -> Axes:
        """Draw the criterion against the iterations.

        Parameters
        ----------
        ax : matplotlib.axes.Axes, optional
            Where to draw. Default: a new figure.

        Returns
        -------
        matplotlib.axes.Axes
            What was drawn on.

        Raises
        ------
        ArgumentError
            If the fit was read from R's file, which does not hold its path.

        See Also
        --------
        pynnet.plot.plot_path : The same for several fits.

        Examples
        --------
        >>> from pynnet import nnet
        >>> fit = nnet([0, 1, 2], [1, 3, 5], size=0, skip=True, linout=True, seed=1, trace=False)
        >>> fit.plot_path().get_ylabel()
        'criterion'
        """
        drawn: Axes = room_above("_explain").plot_path(self, ax=ax)
        return drawn

    # What R keeps beside the weights -----------------------------------------------------------

    @property
    def n(self) -> tuple[int, int, int]:
        """Numbers of inputs, hidden units and outputs."""
        return self._network.n

    @property
    def nunits(self) -> int:
        """Number of units, the bias included."""
        return self._network.nunits

    @property
    def nsunits(self) -> int:
        """Number of units in front of the first linear one."""
        return self._network.nsunits

    @property
    def conn(self) -> IntArray:
        """Source unit of every weight, shape (n_weights,)."""
        return self._network.conn

    @property
    def nconn(self) -> IntArray:
        """Where the weights of every unit start, shape (nunits + 1,)."""
        return self._network.nconn

    @property
    def decay(self) -> float | FloatArray:
        """Weight decay as it was given."""
        return self._options.decay

    @property
    def entropy(self) -> bool:
        """Whether the criterion is the entropy."""
        return self._options.criterion is ENTROPY

    @property
    def softmax(self) -> bool:
        """Whether the outputs are probabilities made by the softmax."""
        return self._options.criterion.is_probability

    @property
    def censored(self) -> bool:
        """Whether targets mark all classes that are possible."""
        return self._options.censored

    @property
    def coefnames(self) -> tuple[str, ...] | None:
        """Names of the inputs, for fits from a formula."""
        return None if self.terms is None else self._inputs

    @property
    def xlevels(self) -> dict[str, tuple[str, ...]] | None:
        """Levels of the categorical predictors, for fits from a formula."""
        return None if self.terms is None else dict(self.terms.xlevels)

    @property
    def contrasts(self) -> dict[str, Any] | None:
        """Contrasts of the categorical predictors, for fits from a formula."""
        return None if self.terms is None else dict(self.terms.contrasts)

    @property
    def na_action(self) -> IntArray | None:
        """Positions, from 0, of the rows dropped for missing values; None if there are none."""
        self._check_cases("na_action")
        missing = None if self._rows is None else self._rows.missing
        return missing if missing is not None and len(missing) else None

    @property
    def Hessian(self) -> FloatArray | pd.DataFrame | None:
        """Second derivatives at the fitted weights, if the fit was made with ``Hess=True``."""
        return self._second_derivatives

    @property
    def hyperparameters(self) -> dict[str, Any]:
        """What was chosen, not learned: size, decay, maxit, rang, skip and the other options.

        Those that R's file of a fit does not hold are None.
        """
        options = self._options
        return {name: getattr(options, name) for name in _HYPERPARAMETERS}

    @property
    def counts(self) -> dict[str, int | None]:
        """Evaluations of the criterion (``"function"``) and of its gradient (``"gradient"``).

        None for fits read from R's files, which do not hold them.
        """
        function, gradient = (None, None) if self._evaluations is None else self._evaluations
        return {"function": function, "gradient": gradient}

    @property
    @entry
    def fitted_values(self) -> Outputs:
        """Outputs for the cases that were fitted; with na_action="exclude" others are missing."""
        self._check_cases("fitted_values")
        return self._of_cases(self._outputs)

    @property
    @entry
    def residuals(self) -> Outputs:
        """Targets minus fitted values; with na_action="exclude" other cases are missing."""
        self._check_cases("residuals")
        return self._of_cases(self._residuals)

    # How it does it ----------------------------------------------------------------------------

    @property
    def _outputs(self) -> FloatArray:
        """Outputs for the cases, which only a fit that was stored without them does not have."""
        self._check_cases("this")
        assert self._known_outputs is not None
        return self._known_outputs

    @property
    def _residuals(self) -> FloatArray:
        self._check_cases("this")
        assert self._known_residuals is not None
        return self._known_residuals

    def _check_cases(self, asked: str, remedy: str | None = None) -> None:
        """Raise if the fit was stored without its cases, which what is asked needs."""
        if self._known_outputs is None:
            raise not_stored(asked, remedy or self._remedy)

    @property
    def _fitted_index(self) -> pd.Index[Any] | None:
        return None if self._rows is None else self._rows.index[self._rows.complete]

    @property
    def _shown(self) -> tuple[pd.Index[Any] | None, BoolArray | None]:
        """Labels of the cases that results show, and which of them were fitted, if not all."""
        if self._rows is not None and self._rows.padded:
            return self._rows.index.view(), self._rows.complete
        return self._fitted_index, None

    def _of_cases(self, values: FloatArray) -> Outputs:
        index, complete = self._shown
        return self._labelled(pad(values, complete, np.nan), index)

    @property
    def _name(self) -> str | None:
        return None if self.terms is None else self.terms.response_text

    def _labelled(self, values: FloatArray, index: pd.Index[Any] | None) -> Any:
        """Values of the outputs, shape (rows, outputs), in the form the user gave the response."""
        if index is None:
            return values[:, 0] if self._vector else values
        if self._vector:
            return pd.Series(values[:, 0].copy(), index=index, name=self._name)
        return labelled_frame(values, index, self._columns)
