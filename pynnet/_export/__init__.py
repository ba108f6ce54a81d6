"""Fits that travel: text that anybody may read, and that runs nothing where it is read.

`document` knows the text, `numbers`, `fields`, `columns` and `frames` what it is made of; `designs`
is what a formula keeps, `networks`, `models` and `searches` are the results themselves, `slimming`
takes their cases away. `json_text` and `texts` are the doors: of JSON, and of what other programs
score by. These know a fit by its `scoring` program alone, which `writers` write.

May import: _tuning, _multinom, _nnet, _formula, _network, _data, _ground.
Other rooms import only what is named here.
"""

from .json_text import from_json, to_json
from .slimming import slim
from .texts import to_c, to_onnx, to_pmml, to_sql

__all__ = ["from_json", "slim", "to_c", "to_json", "to_onnx", "to_pmml", "to_sql"]
