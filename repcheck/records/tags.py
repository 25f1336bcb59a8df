"""Tag lists: ``v=DMARC1; p=none``, as DKIM, DMARC, MTA-STS, TLS-RPT and BIMI records write them."""

import re

from repcheck.model.dns import Answer
from repcheck.model.observations import Severity
from repcheck.model.report import Finding

_TAG = re.compile(r"[ \t\r\n]*([A-Za-z][A-Za-z0-9_]*)[ \t\r\n]*=(.*)", re.DOTALL)


def tags_of(text: str) -> dict[str, str] | None:
    """Tag -> value, without surrounding blanks; the first of a tag counts. None when it is no tag list."""
    found: dict[str, str] = {}
    for part in text.split(";"):
        if not part.strip():
            continue
        match = _TAG.fullmatch(part)
        if match is None:
            return None
        found.setdefault(match[1].lower(), match[2].strip())
    return found


def beginning_with(answer: Answer, version: str) -> list[str]:
    """The TXT records whose first tag is ``version`` ("v=STSv1"), with blanks allowed round the "="."""
    name, _, value = version.partition("=")
    wanted = re.compile(rf"{re.escape(name)}[ \t]*=[ \t]*{re.escape(value)}[ \t]*(?:;.*)?", re.DOTALL)
    return [text for text in answer.records if wanted.fullmatch(text)]


def say(word: str, severity: Severity, says: str, remedy: str | None = None) -> Finding:
    """A finding; the domain it is about is added where all are gathered."""
    return Finding(id=word, severity=severity, says=says, remedy=remedy)


def publish(name: str, text: str) -> str:
    """How a remedy names the exact record."""
    return f'Publish: {name} TXT "{text}"'
