"""Host and domain names: their canonical spelling, and the domain somebody registered."""

from functools import cache
from typing import TYPE_CHECKING

from repcheck.patterns import compiled

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

#: RFC 1035 2.3.4: 255 octets on the wire are 253 characters of text.
LONGEST_NAME = 253

# Letters, digits and inner hyphens (RFC 1123 2.1); the top label begins with a letter, so that a mistyped
# address or span ("300.1.1.1", "192.0.2.1-9") is not a name.
_LABEL = r"[a-z0-9][a-z0-9-]{0,62}(?<!-)"
_NAME = compiled(rf"(?:{_LABEL}\.)+(?=[a-z]){_LABEL}")

#: RFC 5321 4.1.2 and RFC 6531 3.3.
_LOCAL_PART = compiled(r'"[^"\\\s]{1,512}"|[^\s"(),:;<>@\[\\\]]{1,512}')


def without_local_part(text: str) -> str | None:
    """What stands for a domain in ``text``: of a mail address what follows "@", else all of it.

    None for a "@" without an address: of "a@one.example,b@two.example" one domain would be left out.
    """
    local, at, domain = text.rpartition("@")
    return domain if not at or _LOCAL_PART.fullmatch(local) else None


def canonical_name(text: str) -> str | None:
    """``text`` in A-labels, lower case, no trailing dot; None when it is not a name of two or more labels.

    Unicode names are mapped by UTS 46 without transitional processing: in IDNA 2008 "straße" keeps its "ß".
    """
    if len(text) > 2 * LONGEST_NAME:
        return None
    name = text.lower() if text.isascii() else _to_ascii(text)
    name = name.removesuffix(".")
    if len(name) > LONGEST_NAME or _NAME.fullmatch(name) is None:
        return None
    return name


def _to_ascii(text: str) -> str:
    """The A-label form, or "" when IDNA 2008 has none."""
    import idna

    try:
        return idna.encode(text, uts46=True, transitional=False).decode("ascii").lower()
    except idna.IDNAError:
        return ""


def unicode_name(name: str) -> str | None:
    """The Unicode spelling of a canonical name; None when it is the same, or when its A-labels are not valid.

    A-labels that IDNA 2008 does not allow exist (registered before it, or against it), and DNS answers them.
    """
    if "xn--" not in name:
        return None
    import idna

    try:
        shown = idna.decode(name)
    except idna.IDNAError:
        return None
    return shown if shown != name else None


def registered_domain(name: str) -> str:
    """The name directly below the public suffix of ``name``; ``name`` itself when it is a public suffix.

    ``name`` is canonical. Where the public suffix list knows no rule, the last label is the suffix.
    """
    return _suffixes().privatesuffix(name) or name


@cache
def _suffixes() -> "PublicSuffixList":
    """The public suffix list, read when the first name needs it: addresses never do."""
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()
