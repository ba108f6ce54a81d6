"""R's functions that call a function: for each element, each group, each row or column.

May import: the rest of evaluation but forms and evaluate; functions, language, limits.
"""

from __future__ import annotations

from .grouping import GROUP_FORMS
from .higher_order import HIGHER_ORDER, Matched
from .over_matrices import MATRIX_FORMS

__all__ = ["APPLYING_FORMS", "Matched"]

APPLYING_FORMS = {**HIGHER_ORDER, **GROUP_FORMS, **MATRIX_FORMS}
"""All that take a function, and what is made of groups."""
