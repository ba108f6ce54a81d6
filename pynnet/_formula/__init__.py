"""R's formulas: text and data to a design matrix.

Five floors, each of which imports only those below: `design` assembles the matrix, `evaluation`
computes the variables, `functions` has R's functions, `coding` chooses the columns of factors, and
`language` reads the text and gives it its meaning as terms. `limits` says how much a call may make.
What is needed to do the same to new data is kept in a `DesignSpec`.

May import: _data, _printing, _numerics, _ground.
Other rooms import only what is named here.
"""

from .coding.contrasts import GivenContrast
from .coding.term_coding import term_factors
from .design.build import Design, FormulaArguments, build_design, build_frame
from .design.model_matrix import model_frame, model_matrix
from .design.restored_spec import (
    KeptTerms,
    labelled_terms,
    remembered_arguments,
    restored_spec,
)
from .design.spec import DesignSpec, NewDesign
from .design.spline_pieces import SplinePieces, spline_pieces
from .design.update_formula import update_formula
from .evaluation.constant_values import constant_value
from .evaluation.environment import Environment, environment_of, value_as_column
from .evaluation.own_names import dimensions, is_array
from .evaluation.shared_variables import SharedVariables
from .evaluation.single_calls import call_r
from .functions.cut import equal_intervals, interval_codes
from .functions.polynomials import exponents_up_to
from .functions.registry import goes_in_steps, makes_factor
from .functions.scaling import scale_columns
from .language.deparse import deparse, deparse_in_lines, quoted_name
from .language.expressions import (
    CALLED,
    FUNCTION,
    Argument,
    Constant,
    FunctionCall,
    Name,
    Node,
    Number,
    Text,
    names_in,
)
from .language.one_term import with_term, without_term
from .language.parser import parse
from .language.term_sets import members
from .language.terms import Terms, terms_of
from .language.terms_in_parts import TermsInParts, parts_of, terms_of_parts
from .language.text import canonical_formula, predictors_text, wrapped_text
from .language.update import with_terms
from .language.uses import functions_around, mentions
from .limits import check_coded_levels

__all__ = [
    "Argument",
    "CALLED",
    "Constant",
    "Design",
    "DesignSpec",
    "Environment",
    "FUNCTION",
    "FormulaArguments",
    "FunctionCall",
    "GivenContrast",
    "KeptTerms",
    "Name",
    "NewDesign",
    "Node",
    "Number",
    "SharedVariables",
    "SplinePieces",
    "Terms",
    "TermsInParts",
    "Text",
    "build_design",
    "build_frame",
    "call_r",
    "canonical_formula",
    "check_coded_levels",
    "constant_value",
    "deparse",
    "deparse_in_lines",
    "dimensions",
    "environment_of",
    "equal_intervals",
    "exponents_up_to",
    "functions_around",
    "goes_in_steps",
    "interval_codes",
    "is_array",
    "labelled_terms",
    "makes_factor",
    "members",
    "mentions",
    "model_frame",
    "model_matrix",
    "names_in",
    "parse",
    "parts_of",
    "predictors_text",
    "quoted_name",
    "remembered_arguments",
    "restored_spec",
    "scale_columns",
    "spline_pieces",
    "term_factors",
    "terms_of",
    "terms_of_parts",
    "update_formula",
    "value_as_column",
    "with_term",
    "with_terms",
    "without_term",
    "wrapped_text",
]
