"""A reply as rules read it, and the way back to its own words."""

import re

import msgspec

from repcheck.bounces.addresses import ADDRESS
from repcheck.bounces.prefilter import DOT
from repcheck.patterns import compiled

_ADDRESS = compiled(ADDRESS)
# Scripts without spaces go on right behind an address.
_IPV4 = compiled(r"\d(?<![A-Za-z0-9_.].)\d{0,2}(?:\.\d{1,3}){3}(?![A-Za-z0-9_.]{0,255}[A-Za-z0-9_])")
# What a page is called says nothing of the reply that links it. Its sign is as long, so that places stay.
_PATH = compiled(r"(?<=\w)/[^\s<>\"']{1,500}")
_LINK = compiled(r"(?:https?://|\bwww\.)[^\s<>\"']{1,600}", re.IGNORECASE)
# "UNKNOWN_RECIPIENT" is two words.
_TOKEN = compiled(r"_(?<=[A-Za-z].)(?=[A-Za-z])")
# "RecipientNotFound" is three, "unable-to-transfer" too.
_HUMP = compiled(r"(?<!Anti)(?<=[a-z])(?=[A-Z][a-z])")
_HYPHEN = compiled(r"-(?<=[A-Za-z]-)(?=[A-Za-z])")
_IDENTIFIER = compiled(
    r"(?<![\w@.-])[A-Za-z]{1,24}(?:(?<=[a-z])[A-Z][a-z]|-[A-Za-z]{2,24}(?:-[A-Za-z]{2,24}|[;,\"}]|\Z))"
)
_DOT_IN_NAME = compiled(r"\.(?:(?<=[A-Za-z].)(?=\w)|(?<=\w.)(?=[A-Za-z]))")

# Letters with their accents dropped, one for one; patterns are written without accents. The last two
# of the first line are Cyrillic, those of the second Vietnamese.
_ACCENTED = (
    "àáâãäåāąăçćčďèéêëēęěğìíîïīıñńňòóôõöøōőřşșťțùúûüūůűýÿźżžłśšÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŁŚŠŻŽёЁ\u2019"
    "ảạắằẳẵặấầẩẫậẻẽẹếềểễệỉịỏọốồổỗộơớờởỡợủụưứừửữựỳỷỹỵđĐ"
    "ľĺŕŗėįųķļņģČĆŘĚĎŤŇŮĘĄĽĞİŞŐŰĂȘȚŹŃĖĀĒĪŌŪ"
)
_BARE = (
    "aaaaaaaaacccdeeeeeeegiiiiiinnnoooooooorssttuuuuuuuyyzzzlssAAAAAACEEEEIIIINOOOOOOUUUUYLSSZZ\u0435\u0415'"
    "aaaaaaaaaaaaeeeeeeeeiiooooooooooooouuuuuuuuyyyydD"
    "llrreiuklngCCREDTNUEALGISOUASTZNEAEIOU"
)
_BARE_LETTERS = str.maketrans(_ACCENTED, _BARE)
_NOT_ASCII = compiled(r"[^\x00-\x7f]+")

_Cuts = tuple[tuple[int, int, int], ...]


class PlainWords(msgspec.Struct, frozen=True):
    """``plain`` is what rules are matched against, ``text`` the reply on one line."""

    plain: str
    text: str
    cuts: tuple[_Cuts, ...]

    def original(self, start: int, end: int) -> str:
        """The words of the reply that stand at these places of ``plain``."""
        for cuts in reversed(self.cuts):
            start, end = _back(start, cuts, before=True), _back(end, cuts, before=False)
        return self.text[start:end]


def plain_words(text: str, *, links: bool = False) -> PlainWords:
    """The text with mail addresses as "@", IPv4 addresses as "N", dots in names as "·", without accents.

    So a name like blocked.example.net or spam@example.net says nothing, and a full stop ends a sentence.
    What stands behind the host of a link is left out, unless ``links``.
    """
    text = " ".join(text.split())
    bare = _TOKEN.sub(" ", bare_letters(text))
    if not links and "/" in bare:
        bare = _LINK.sub(_without_path, bare)
    without_addresses, addresses = _replaced(bare, _ADDRESS, "@") if "@" in bare else (bare, ())
    may_hold_ip = without_addresses.count(".") >= 3
    plain, numbers = _replaced(without_addresses, _IPV4, "N") if may_hold_ip else (without_addresses, ())
    return PlainWords(_DOT_IN_NAME.sub(DOT, plain), text, (addresses, numbers))


def words_apart(reply: PlainWords) -> PlainWords | None:
    """The reply with the words of its identifiers apart ("UserNotFoundException"); None where it has none."""
    if not _IDENTIFIER.search(reply.plain):
        return None
    plain, humps = _replaced(_HYPHEN.sub(" ", reply.plain), _HUMP, " ")
    return PlainWords(plain, reply.text, (*reply.cuts, humps))


def _without_path(link: re.Match[str]) -> str:
    return _PATH.sub(lambda path: "/" * len(path[0]), link[0])


def bare_letters(text: str) -> str:
    """The text without accents, letter for letter."""
    return text if text.isascii() else _NOT_ASCII.sub(_bare, text)


def _bare(letters: re.Match[str]) -> str:
    return letters[0].translate(_BARE_LETTERS)


def _replaced(text: str, pattern: re.Pattern[str], sign: str) -> tuple[str, _Cuts]:
    """The text with each match replaced by one letter, and (place of that letter, start, end) of each.

    A match may be empty: then the letter is set in.
    """
    pieces: list[str] = []
    cuts: list[tuple[int, int, int]] = []
    done = shorter = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        pieces += (text[done:start], sign)
        cuts.append((start - shorter, start, end))
        shorter += end - start - 1
        done = end
    if not cuts:
        return text, ()
    pieces.append(text[done:])
    return "".join(pieces), tuple(cuts)


def _back(place: int, cuts: _Cuts, *, before: bool) -> int:
    """A place in the shortened text as a place in the text; a sign begins where what it replaced began."""
    shift = 0
    for at, start, end in cuts:
        if place < at or (place == at and before):
            break
        if place == at:
            return start
        shift = end - (at + 1)
    return place + shift
