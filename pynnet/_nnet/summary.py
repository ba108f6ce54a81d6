"""R's text for a network and its summary."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from pynnet._ground import public_record
from pynnet._network import Network
from pynnet._printing import format_common, labelled_lines, round_decimals, standing_digits

from .fitted import FittedNetwork

__all__ = ["RS_DECIMALS", "SummaryNNet", "labelled_weights", "network_text"]

RS_DECIMALS = 2
_EVERY_DIGIT = 15


@public_record
@dataclass(frozen=True, slots=True, repr=False)
class SummaryNNet:
    """Summary of a network; ``str`` gives R's text.

    Attributes
    ----------
    fit : NNet
        The network.
    digits : int
        Decimals that weights are rounded to in print.
    """

    fit: FittedNetwork
    digits: int = RS_DECIMALS

    @property
    def coefficients(self) -> pd.Series[float]:
        """Weights labelled by the units they join."""
        return labelled_weights(self.fit)

    def __repr__(self) -> str:
        """R's print of the summary."""
        network = self.fit._network
        labels = network.weight_labels
        rounded = (round_decimals(w, self.digits) for w in self.fit.wts)
        as_in_r = self.digits == RS_DECIMALS
        texts = format_common(rounded, standing_digits() if as_in_r else _EVERY_DIGIT)
        lines = [_size_line(network), _options_line(self.fit)]
        starts = network.nconn
        for first, end in pairwise(starts):
            lines += labelled_lines(labels[first:end], texts[first:end])
        return "\n".join(lines)


def labelled_weights(fit: FittedNetwork) -> pd.Series[float]:
    """Weights labelled by the units they join."""
    return pd.Series(fit.wts.copy(), index=fit._network.weight_labels)


def network_text(fit: FittedNetwork) -> str:
    """R's print of a network."""
    lines = [_size_line(fit._network)]
    if fit.terms is not None:
        lines.append("inputs:" + "".join(f" {name}" for name in fit.coefnames or ()) + " ")
        lines.append(f"output(s): {' '.join(fit.terms.response_lines)} ")
    return "\n".join([*lines, _options_line(fit)])


def _size_line(network: Network) -> str:
    layers = "-".join(map(str, network.n))
    return f"a {layers} network with {network.n_weights} weights"


def _options_line(fit: FittedNetwork) -> str:
    decay = float(np.ravel(fit.decay)[0]) if np.size(fit.decay) else 0.0
    said = [
        (fit._network.skip, " skip-layer connections "),
        (fit._network.linear and not fit.softmax, " linear output units "),
        (fit.entropy, " entropy fitting "),
        (fit.softmax, " softmax modelling "),
        (decay > 0, f" decay={format_common([decay], standing_digits())[0]}"),
    ]
    return "options were -" + "".join(text for holds, text in said if holds)
