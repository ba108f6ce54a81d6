"""R's own files: objects and fits that R saved, and those that R is to read.

`format` knows the bytes and the structure, `reading` and `writing` what it means here; `language`
are programs in files, `things` what has no meaning outside of R.
`comparing` proves that a fit is another one.

May import: _export, _tuning, _multinom, _nnet, _formula, _network, _data, _printing, _numerics,
_ground.
Other rooms import only what is named here.
"""

from .comparing.validate import Validation, validate
from .reading.read import load_rdata, read_rds
from .writing.formulas import printed_formula
from .writing.write import write_rds

__all__ = ["Validation", "load_rdata", "printed_formula", "read_rds", "validate", "write_rds"]
