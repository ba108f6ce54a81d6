"""How every fit is written as what others score with: SQL, C, ONNX and PMML."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from pynnet._ground import entry, room_above

__all__ = ["Scored"]


class Scored:
    """What all fits can be written as; the room `_export` does it."""

    __slots__ = ()

    @entry
    def to_sql(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        dialect: str = "standard",
        table: str | Sequence[str] = "data",
        keep: str | Sequence[str] = (),
    ) -> str | None:
        """The fit as a query of SQL that scores a table.

        Parameters
        ----------
        path : str or path, optional
            The file to write. Default: none, the text is returned.
        dialect : {"standard", "postgresql", "duckdb", "sqlite"}, optional
            The dialect. Default "standard", SQL:2023.
        table : str or sequence of str, optional
            The table, with its schema before it if it has one: ``["sales", "customers"]``.
            Default "data".
        keep : str or sequence of str, optional
            Columns of the table that the query gives beside the outputs, such as its key.
            Default ().

        Returns
        -------
        str or None
            The query: columns that are kept, a column for each output, and ``class`` where there
            are classes. None if it was written to a file.

        Raises
        ------
        FormulaError
            If a term cannot be exported: the message names it.
        DataError
            If the weights are not finite, or SQL cannot hold a name.
        OSError
            If the file cannot be written.
        ArgumentError
            If an argument is wrong.

        Warns
        -----
        FitWarning
            If the model has an offset, which predictions for new data leave out.

        See Also
        --------
        to_c : The same as a function of C.
        to_json : The fit itself.

        Notes
        -----
        Outputs are NULL where ``predict()`` gives missing values or refuses the row. Of classes
        that tie, which ``predict()`` draws at random, the first of the largest is taken. What is
        kept and what is renamed is in the guide "Scoring elsewhere".

        References
        ----------
        .. [1] ISO/IEC 9075-2:2023, *Database languages SQL, Part 2: Foundation*.

        Examples
        --------
        >>> import sqlite3
        >>> from pynnet import load_iris, multinom
        >>> fit = multinom("Species ~ Petal.Width", load_iris(), decay=0.01, trace=False)
        >>> flowers = sqlite3.connect(":memory:")
        >>> _ = flowers.execute('CREATE TABLE flowers (id, "Petal.Width")')
        >>> _ = flowers.execute("INSERT INTO flowers VALUES (1, 0.2), (2, 1.4)")
        >>> query = fit.to_sql(dialect="sqlite", table="flowers", keep="id")
        >>> [(row[0], row[-1]) for row in flowers.execute(query)]
        [(1, 'setosa'), (2, 'versicolor')]
        >>> flowers.close()
        """
        written: str | None = room_above("_export").to_sql(
            self, path, dialect=dialect, table=table, keep=keep
        )
        return written

    @entry
    def to_c(
        self, path: str | os.PathLike[str] | None = None, *, name: str = "score"
    ) -> str | None:
        """The fit as a function of C99 that scores one row.

        Parameters
        ----------
        path : str or path, optional
            The file to write. Default: none, the text is returned.
        name : str, optional
            The name of the function, with which all other names begin. Default "score".

        Returns
        -------
        str or None
            The text of ``void NAME(const double *inputs, double *outputs)``, of the numbers of
            levels, and of ``int NAME_class(const double *outputs)`` where there are classes. None
            if it was written to a file.

        Raises
        ------
        FormulaError
            If a term cannot be exported: the message names it.
        DataError
            If the weights are not finite.
        OSError
            If the file cannot be written.
        ArgumentError
            If `name` is no identifier.

        Warns
        -----
        FitWarning
            If the model has an offset, which predictions for new data leave out.

        See Also
        --------
        to_sql : The same as a query of SQL.
        to_json : The fit itself.

        Notes
        -----
        The outputs have all bits of those of ``predict()`` if the C library is the same; those of
        natural splines, ``ns()``, differ in the last ones. They are NAN where ``predict()`` gives
        missing values or refuses the row. Of classes that tie the first of the largest is taken.

        References
        ----------
        .. [1] ISO/IEC 9899:1999, *Programming languages C*.

        Examples
        --------
        >>> from pynnet import nnet
        >>> fit = nnet([0, 1, 2], [1, 3, 5], size=0, skip=True, linout=True, seed=1, trace=False)
        >>> text = fit.to_c(name="line")
        >>> [line for line in text.splitlines() if line.startswith("void")]
        ['void line(const double *inputs, double *outputs)']
        """
        written: str | None = room_above("_export").to_c(self, path, name=name)
        return written

    @entry
    def to_onnx(self, path: str | os.PathLike[str] | None = None) -> Any:
        """The fit as a model of ONNX, in doubles.

        Parameters
        ----------
        path : str or path, optional
            The file to write. Default: none, the model is returned.

        Returns
        -------
        onnx.ModelProto or None
            The model, which has passed ONNX's full check. Its inputs are the columns of the data by
            their names, each of shape (N, 1): texts for factors, else doubles. Its outputs are
            ``outputs``, shape (N, outputs), and ``class``, texts of shape (N,), where there are
            classes. None if it was written to a file.

        Raises
        ------
        ImportError
            If the package onnx is not installed: the message says how to install it.
        FormulaError
            If a term cannot be exported: the message names it.
        DataError
            If the weights are not finite.
        OSError
            If the file cannot be written.

        Warns
        -----
        FitWarning
            If the model has an offset, which predictions for new data leave out.

        See Also
        --------
        to_json : The fit itself.

        Notes
        -----
        Operators are those of opset 18 and of opset 3 of ``ai.onnx.ml``. NaN is a missing number,
        the empty text a missing text unless it is a level. Outputs are NaN and classes empty where
        ``predict()`` gives missing values or refuses the row.

        References
        ----------
        .. [1] ONNX, *Open Neural Network Exchange Intermediate Representation*,
           https://onnx.ai/onnx/repo-docs/IR.html.

        Examples
        --------
        >>> from pynnet import nnet
        >>> data = {"x": [0.0, 1.0, 2.0], "y": [1.0, 3.0, 5.0]}
        >>> options = {"size": 0, "skip": True, "linout": True, "trace": False, "seed": 1}
        >>> nnet("y ~ rank(x)", data, **options).to_onnx()  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        pynnet.FormulaError: the term 'rank(x)' cannot be exported: rank() is none of ...
        """
        return room_above("_export").to_onnx(self, path)

    @entry
    def to_pmml(self, path: str | os.PathLike[str] | None = None) -> str | None:
        """The fit as a document of PMML 4.4, which many scoring engines read.

        Parameters
        ----------
        path : str or path, optional
            The file to write. Default: none, the text is returned.

        Returns
        -------
        str or None
            The document: a ``NeuralNetwork``, or a ``RegressionModel`` that chooses a class without
            hidden units, whose fields are the columns of the data by their names, and whose outputs
            are the class and the probabilities, or predicted values. None if it was written to a
            file.

        Raises
        ------
        FormulaError
            If a term cannot be exported: the message names it.
        DataError
            If the weights are not finite, or XML cannot hold a name or a level.
        OSError
            If the file cannot be written.

        Warns
        -----
        FitWarning
            If the model has an offset, which predictions for new data leave out.

        See Also
        --------
        to_onnx : For runtimes of ONNX.
        to_json : The fit itself.

        Notes
        -----
        R's logistic function is exactly 0 or 1 where the net input of a unit is beyond 15, and that
        of PMML is not: neurons with a threshold say so, and outputs agree within rounding. They are
        missing where ``predict()`` gives missing values, and for levels that are not known.

        References
        ----------
        .. [1] Data Mining Group, *Predictive Model Markup Language* 4.4,
           https://dmg.org/pmml/v4-4-1/GeneralStructure.html.

        Examples
        --------
        >>> from pynnet import load_iris, multinom
        >>> fit = multinom("Species ~ Petal.Width", load_iris(), decay=0.01, trace=False)
        >>> [line.strip() for line in fit.to_pmml().splitlines() if "<RegressionTable " in line][0]
        '<RegressionTable intercept="0.0" targetCategory="setosa" />'
        """
        written: str | None = room_above("_export").to_pmml(self, path)
        return written
