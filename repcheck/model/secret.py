"""Keys of lists: values that are used on the wire and are never shown."""

import re
from typing import NoReturn

MASK = "***"

#: User and password behind "https://", or behind "https:/", as the name of a file has it. A "/" within a
#: password does not end it; one behind a port does.
_LOGIN = r"(?<=:/)(/?)(?:[^/?#\s]{0,999}|[^/?#@:\s]{0,99}:(?![0-9]{1,5}/)[^?#\s]{0,999})@"


def without_password(url: str) -> str:
    """The URL, or a text with one, as it may be shown: user and password replaced by ``***``."""
    return re.sub(_LOGIN, rf"\1{MASK}@", url) if "@" in url else url


class Secret:
    """A key. Whatever prints it prints ``***``; only ``reveal`` gives the text, to make a question of."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The key itself: for names that are asked, never for anything that is shown, logged or kept."""
        return self._text

    def masked(self, text: str) -> str:
        """``text`` with the key, in whatever case it stands there, replaced by ``***``.

        A list may answer with the name it was asked, in a TXT text for one.
        """
        return re.sub(re.escape(self._text), MASK, text, flags=re.IGNORECASE)

    def __repr__(self) -> str:
        return MASK

    def __str__(self) -> str:
        return MASK

    def __format__(self, format_spec: str) -> str:
        return format(MASK, format_spec)

    def __eq__(self, other: object) -> bool:
        return self._text == other._text if isinstance(other, Secret) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is never written down")


class KeyedName(str):
    """A zone or name with a key in it: text for the wire, whose ``repr`` is masked.

    So a struct that holds it can be printed, in a traceback or a debugging log. What is made from it
    by cutting and joining is plain text again, and is the maker's to keep to itself.
    """

    __slots__ = ("shown",)
    shown: str

    def __new__(cls, text: str, shown: str) -> "KeyedName":
        """``text`` with the key, ``shown`` without."""
        name = super().__new__(cls, text)
        name.shown = shown
        return name

    def __repr__(self) -> str:
        return repr(self.shown)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a name with a key in it is never written down")


def name_under(owner: str, zone: str) -> str:
    """``owner`` before ``zone``; masked as the zone is."""
    if isinstance(zone, KeyedName):
        return KeyedName(f"{owner}.{zone}", f"{owner}.{zone.shown}")
    return f"{owner}.{zone}"
