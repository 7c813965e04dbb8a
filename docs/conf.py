"""How the guides become a site: `make docs`. Nothing is fetched, neither while it is built nor when it is read."""

import sys
from pathlib import Path

from sphinx.application import Sphinx

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import reference_pages

from costmodel.version import __version__

project = "costmodel"
author = "the costmodel authors"
project_copyright = "the costmodel authors, MIT licence"
release = version = __version__
html_title = f"costmodel {__version__}"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
myst_heading_anchors = 3

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_show_sourcelink = False
html_copy_source = False
pygments_style = "friendly"
pygments_dark_style = "monokai"


def setup(app: Sphinx) -> None:
    """The reference is written from the docstrings and the commands themselves, each time the site is built."""
    app.connect("source-read", _with_reference)


def _with_reference(_app: Sphinx, page: str, source: list[str]) -> None:
    if page in reference_pages.WRITTEN:
        marker, written = reference_pages.WRITTEN[page]
        before, found, after = source[0].partition(marker)
        if not found:
            raise ValueError(f"{page} has no place for its reference: {marker}")
        source[0] = f"{before}{written()}{after}"
