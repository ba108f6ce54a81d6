"""R's formulas: grammar, terms, coding, and the design matrix they make.

The text is parsed (`_parser`), given its meaning as terms (`_terms`), evaluated on the data
(`_evaluate`, `_frame`), coded (`_coding`, `_contrasts`) and assembled (`_assembly`). What is needed
to do the same to new data is kept in a `Plan`.
"""

from ._ast import names_in
from ._cut import equal_intervals, interval_codes
from ._deparse import quoted_name
from ._design import Design, build_design, build_frame
from ._matrices import model_frame, model_matrix
from ._plan import NewDesign, Plan
from ._terms import Terms, members, terms_of
from ._text import canonical_formula, predictors_text, wrapped_text
from ._update import update_formula, with_terms

__all__ = [
    "Design",
    "NewDesign",
    "Plan",
    "Terms",
    "build_design",
    "build_frame",
    "canonical_formula",
    "equal_intervals",
    "interval_codes",
    "members",
    "model_frame",
    "model_matrix",
    "names_in",
    "predictors_text",
    "quoted_name",
    "terms_of",
    "update_formula",
    "with_terms",
    "wrapped_text",
]
