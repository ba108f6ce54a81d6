"""How every fit is stored as itself: as JSON, and without its cases."""

from __future__ import annotations

import os
from typing import Self

from pynnet._ground import entry, room_above

__all__ = ["Stored"]


class Stored:
    """What all fits can be kept as; the room `_export` does it."""

    __slots__ = ()

    @entry
    def to_json(
        self, path: str | os.PathLike[str] | None = None, *, data: bool = True
    ) -> str | None:
        """The fit as JSON, which :func:`pynnet.from_json` reads and which holds no code.

        Parameters
        ----------
        path : str or path, optional
            The file to write. Default: none, the text is returned.
        data : bool, optional
            Whether what the fit keeps of its data goes along, as in a pickle: fitted values,
            residuals and the labels of the rows, and of a multinomial model the columns that it
            used. Without it predictions for new data, prints, summaries and the covariance of a
            multinomial model are the same, and what needs the data says so. Default True.

        Returns
        -------
        str or None
            The text; None if it was written to a file.

        Raises
        ------
        FormulaError
            If a term calls a function of your own: the message names it.
        DataError
            If the fit holds what JSON has no place for, an unusual type of column for instance.
        OSError
            If the file cannot be written.
        ArgumentError
            If an argument is wrong.

        See Also
        --------
        pynnet.from_json : The way back.

        Notes
        -----
        All numbers are exact. The schema is in the guide "Saving models".

        Examples
        --------
        >>> from pynnet import from_json, nnet
        >>> fit = nnet([0, 1, 2], [1, 3, 5], size=0, skip=True, linout=True, seed=1, trace=False)
        >>> text = fit.to_json(data=False)
        >>> from_json(text).predict([[3]]).round(4)
        array([7.])
        """
        written: str | None = room_above("_export").to_json(self, path, data=data)
        return written

    @entry
    def slim(self) -> Self:
        """The fit without the cases that it was fitted to, to be kept or sent.

        Returns
        -------
        NNet or Multinom
            The same fit without fitted values, residuals and the labels of the rows; of a
            multinomial model also without the design matrix, the columns that it kept for
            refitting, and the model frame. Pickles and JSON of it are as large as the model.

        See Also
        --------
        to_json : Text that holds no code, which anybody may read.

        Notes
        -----
        Predictions for new data, ``coef()``, prints and summaries are the same, and of multinomial
        models ``vcov()``, ``confint()``, ``logLik()``, AIC and BIC. What asks for the cases says
        so: ``predict()`` without `newdata`, ``fitted_values``, ``residuals``, ``na_action``, and
        whatever fits again, as ``step()``; ``update(data=...)`` does, with the data.

        Examples
        --------
        >>> import pickle
        >>> from pynnet import load_iris, multinom
        >>> fit = multinom("Species ~ Petal.Width", load_iris(), decay=0.01, trace=False)
        >>> len(pickle.dumps(fit.slim())) < len(pickle.dumps(fit)) / 2
        True
        >>> fit.slim().predict({"Petal.Width": [0.2, 1.4]}).tolist()
        ['setosa', 'versicolor']
        """
        without: Self = room_above("_export").slim(self)
        return without
