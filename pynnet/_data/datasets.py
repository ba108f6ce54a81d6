"""Data that ship with the package."""

from __future__ import annotations

from importlib.resources import files

import pandas as pd

from pynnet._ground import entry, public

__all__ = ["load_iris"]


@public
@entry
def load_iris() -> pd.DataFrame:
    """Anderson's iris data, as R has them.

    Returns
    -------
    DataFrame, shape (150, 5)
        Sepal and petal length and width in centimetres, and the species as a categorical column.
        Names are R's, such as ``Sepal.Length``; the index counts from 1 as R's row names do.

    References
    ----------
    .. [1] Anderson, E., "The irises of the Gaspe Peninsula", *Bulletin of the American Iris
       Society*, 59, 2-5, 1935.

    Examples
    --------
    >>> from pynnet import load_iris
    >>> load_iris()["Species"].value_counts().to_dict()
    {'setosa': 50, 'versicolor': 50, 'virginica': 50}
    """
    with files("pynnet._data").joinpath("iris.csv").open(encoding="utf-8") as file:
        iris = pd.read_csv(file)
    iris["Species"] = iris["Species"].astype("category")
    iris.index += 1
    return iris
