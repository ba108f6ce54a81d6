"""Sphinx settings: sphinx-build -n -W docs docs/_build."""

import logging
import os
import sys
from pathlib import Path

from sphinx.pycode import ModuleAnalyzer

from pynnet import __version__

project = "pynnet"
author = "The pynnet developers"
copyright = author
release = version = __version__

_here = Path(__file__).parent
sys.path.append(str(_here.parent))  # docs.dressing is found there, pynnet where it is installed

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "numpydoc",
    "sphinx_copybutton",
    "sphinx_design",
    "docs.dressing",
]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"pynnet {release}"
html_static_path = ["_static"]
html_css_files = ["pynnet.css"]
html_favicon = "favicon.svg"

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
copybutton_prompt_text = r">>> |\.\.\. |> |\+ |\$ "  # with prompts only what was typed is copied
copybutton_prompt_is_regexp = True
copybutton_selector = "div.highlight pre:not(.output pre)"
smartquotes = False  # what is typed as R or Python stays what it is

# Notebooks run when the site is made, beside the data as at a reader who downloads both; what
# fails there is a warning, and so fails the site (-W).
nb_execution_mode = "force"
nb_execution_show_tb = True
nb_execution_timeout = 300
nb_merge_streams = True
os.environ["PYTHONSTARTUP"] = str(_here / "notebook.py")
logging.getLogger("traitlets").setLevel(logging.WARNING)

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
