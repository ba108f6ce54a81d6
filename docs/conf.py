"""Sphinx settings: sphinx-build -n -W docs docs/_build."""

import sys

from sphinx.pycode import ModuleAnalyzer

from pynnet import __version__

project = "pynnet"
author = "The pynnet developers"
copyright = author
release = version = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "numpydoc"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"pynnet {release}"
html_static_path = ["_static"]
html_css_files = ["pynnet.css"]

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
smartquotes = False  # what is typed as R or Python stays what it is

autodoc_typehints = "none"  # types are in the docstrings, in words
autodoc_member_order = "bysource"
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False

# Public classes say that they are of pynnet; their members have the order of their own module.
_face = ModuleAnalyzer.for_module("pynnet")
_face.analyze()
for _name, _module in list(sys.modules.items()):
    if _name.startswith("pynnet._") and str(_module.__file__).endswith(".py"):
        _room = ModuleAnalyzer.for_module(_name)
        _room.analyze()
        _face.tagorder.update(_room.tagorder)

# Other projects' names: building the site needs no network, so nothing can be looked up there.
nitpick_ignore = [
    ("py:func", "scipy.optimize.minimize"),
    ("py:class", "scipy.optimize.OptimizeResult"),
    ("py:mod", "concurrent.futures"),
]
