"""How Sphinx makes the site of these pages: ``make docs-site``. A warning ends it."""

import re

from sphinx.application import Sphinx

from repcheck import __version__

project = "repcheck"
release = version = __version__
copyright = "the repcheck authors, Apache-2.0"  # noqa: A001 - Sphinx names it so

extensions = ["myst_parser"]
#: Links into a page (``page.md#heading``) are written as on any forge: headings get such anchors.
myst_heading_anchors = 4
exclude_patterns = ["conf.py"]
nitpicky = True

html_theme = "furo"
html_title = f"repcheck {release}"
html_copy_source = False
html_show_sphinx = False
html_theme_options = {"navigation_with_keys": True}

_ANCHOR = re.compile(r'^<a id="([^"]+)"></a>$', re.MULTILINE)


#: Documents of the project that are no pages of the site.
_BESIDE = re.compile(r"\]\((\.\./\w+\.md)\)")


def _for_sphinx(_app: Sphinx, _page: str, text: list[str]) -> None:
    """Pages are written for forges: anchors in HTML, and links to any file of the project."""
    text[0] = _BESIDE.sub(r"](path:\1)", _ANCHOR.sub(r"(\1)=", text[0]))


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("source-read", _for_sphinx)
