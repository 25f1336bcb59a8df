"""Tag lists: ``v=DMARC1; p=none``, as DKIM, DMARC, MTA-STS, TLS-RPT and BIMI records write them."""

import re

import msgspec

from repcheck.model.dns import Answer
from repcheck.model.observations import Severity
from repcheck.model.report import Finding
from repcheck.model.secret import MASK
from repcheck.patterns import compiled

#: Octets of one string of a TXT record (RFC 1035 3.3).
STRING_AT_MOST = 255

#: What panels and word processors leave in a text: marks without width, quotes, blanks that do not break.
_LEFT_OVER = str.maketrans(
    {"\u00a0": " ", "\uff1b": ";", "\uff1d": "=", "\uff1a": ":", "\r": " ", "\n": " ", "\t": " "}
    | dict.fromkeys("\u200b\u200c\u200d\u2060\u00ad\ufeff\u201c\u201d\u201e")
)
#: What can be published as it stands: printable ASCII without quotes and backslashes.
PLAIN_TEXT = re.compile(r"[ !#-\[\]-~]*")

_TAG = compiled(r"[ \t\r\n]*([A-Za-z][A-Za-z0-9_]*)[ \t\r\n]*=(.*)", re.DOTALL)


class TagList(msgspec.Struct, frozen=True):
    """``pairs`` of tag, in lower case, and value, without surrounding blanks, in the order written.

    ``dropped``  parts that are not tag=value
    """

    pairs: tuple[tuple[str, str], ...]
    dropped: tuple[str, ...] = ()

    @property
    def tags(self) -> dict[str, str]:
        """Tag -> value; the first of a tag counts."""
        found: dict[str, str] = {}
        for name, value in self.pairs:
            found.setdefault(name, value)
        return found

    @property
    def doubled(self) -> tuple[str, ...]:
        """Tags that stand more than once, which makes a tag list invalid (RFC 6376 3.2)."""
        names = [name for name, _ in self.pairs]
        return tuple(dict.fromkeys(name for name in names if names.count(name) > 1))


def tag_list(text: str) -> TagList:
    """Whatever the text holds; never raises."""
    pairs, dropped = [], []
    for part in text.split(";"):
        match = _TAG.fullmatch(part)
        if match is not None:
            pairs.append((match[1].lower(), match[2].strip()))
        elif part.strip():
            dropped.append(part.strip())
    return TagList(tuple(pairs), tuple(dropped))


def without_leftovers(text: str) -> str:
    """Without what is left over from panels; octets above 127 as the UTF-8 that they most likely are."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").translate(_LEFT_OVER)


def tags_of(text: str) -> dict[str, str] | None:
    """Tag -> value, without surrounding blanks; the first of a tag counts. None when it is not a tag list."""
    found = tag_list(text)
    return None if found.dropped else found.tags


def beginning_with(answer: Answer, version: str) -> list[str]:
    """The TXT records whose first tag is ``version`` ("v=STSv1"), with blanks allowed round the "="."""
    name, _, value = version.partition("=")
    wanted = re.compile(rf"{re.escape(name)}[ \t]*=[ \t]*{re.escape(value)}[ \t]*(?:;.*)?", re.DOTALL)
    return [text for text in answer.records if wanted.fullmatch(text)]


def say(word: str, severity: Severity, says: str, remedy: str | None = None) -> Finding:
    """A finding; the domain it is about is added where all are gathered."""
    return Finding(id=word, severity=severity, says=says, remedy=remedy)


def shown_text(text: str, at_most: int = 200) -> str:
    """A stranger's text inside a sentence: without controls, and cut."""
    shown = "".join(character if character.isprintable() else "?" for character in text[:at_most])
    return shown if len(text) <= at_most else f"{shown[:-3]}..."


def txt_record(name: str, text: str) -> str:
    """As in a zone file: a string holds at most 255 octets, and several are joined (RFC 7208 3.3)."""
    strings = [text[at : at + STRING_AT_MOST] for at in range(0, len(text), STRING_AT_MOST)]
    return f"{name} TXT " + " ".join(f'"{string}"' for string in strings)


def publish(name: str, text: str) -> str:
    """How a remedy names the exact record; one that holds a key of a list, which is masked, it does not."""
    if MASK in text:
        return f"Take the key out of the record at {name}, and have it replaced: anybody can read it there."
    return f"Publish: {txt_record(name, text)}"
