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


def _anchors_to_targets(_app: Sphinx, _page: str, text: list[str]) -> None:
    """The catalog names its anchors in HTML, for forges; Sphinx looks for them in its own form."""
    text[0] = _ANCHOR.sub(r"(\1)=", text[0])


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("source-read", _anchors_to_targets)
