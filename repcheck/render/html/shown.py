"""The page as a file: the document goes into the template, which holds no rules."""

import functools
import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from repcheck.model.published.domain import DomainsReport
from repcheck.model.report import Report
from repcheck.model.watch.monitored import PassReport
from repcheck.render.html.palette import css_of_palette
from repcheck.render.html.parts import Document
from repcheck.render.view import View, as_bytes

if TYPE_CHECKING:
    from jinja2 import Environment

#: A moment or a day in a sentence.
_MOMENT = re.compile(r"(\b[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2} UTC)?\b)")


def shown(value: Any, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    return as_bytes(page(document_of(value, view)))


def document_of(value: Any, view: View) -> Document:
    """What stands on the page of a result. Raises TypeError for what has no page."""
    # Lazily: a run has one kind of result.
    if isinstance(value, Report):
        from repcheck.render.html.checked import checked

        return checked(value, view)
    if isinstance(value, DomainsReport):
        from repcheck.render.html.inspected import inspected

        return inspected(value, view)
    if isinstance(value, PassReport):
        from repcheck.render.html.passed import passed

        return passed(value, view)
    raise TypeError(f"{type(value).__name__} has no page")


def page(document: Document) -> str:
    """The whole file."""
    style = stylesheet()
    return _templates().get_template("page.html.j2").render(page=document, style=style, policy=policy(style))


@functools.cache
def stylesheet() -> str:
    """The one style block: the palette, then the rules."""
    environment = _templates()
    loader = environment.loader
    assert loader is not None
    source, _, _ = loader.get_source(environment, "page.css")
    return f"{css_of_palette()}\n{source}"


def moments(text: str) -> list[str]:
    """A sentence in parts, of which each second one is a moment or a day."""
    return _MOMENT.split(text)


def policy(style: str) -> str:
    """The content security policy: this style, and nothing else from anywhere (CSP Level 3 section 2.3)."""
    digest = b64encode(sha256(style.encode()).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@functools.cache
def _templates() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("repcheck.render.html"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
        keep_trailing_newline=True,
    )
    made.filters.update(moments=moments)
    return made
