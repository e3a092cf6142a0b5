"""How the documentation is built: `python -m sphinx -W -b html docs out/docs`; no address outside is asked for."""

from typing import Any

import qualcase

project = "qualcase"
author = "the qualcase authors"
copyright = "2026, the qualcase authors. MIT licence."
version = release = qualcase.__version__

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "make_pictures.py"]
default_role = "code"  # `name` in a docstring
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 300
nb_execution_in_temp = True

autodoc_member_order = "bysource"
autodoc_typehints = "none"  # the docstrings say it in words
autodoc_preserve_defaults = True
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_use_param = False

html_theme = "furo"
html_title = f"qualcase {version}"
html_static_path = ["_static"]
html_css_files = ["docs.css"]
html_show_sphinx = False
html_copy_source = False
html_show_sourcelink = False


def _without_python_s_own_words(app: Any, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Leave out of a method's words what Python itself wrote into a NamedTuple or a dataclass."""
    if lines and lines[0].startswith(("Alias for field number", "Create new instance of")):
        del lines[:]


def setup(app: Any) -> None:
    """Called by sphinx."""
    app.connect("autodoc-process-docstring", _without_python_s_own_words)
