"""Which lists a reply names: by zone, by look-up page, by name, or by a zone that nobody knows.

A citation says what the refusing server wrote, not what is true now.
"""

import re
from collections.abc import Iterable, Iterator

import msgspec

from repcheck.bounces.needles import folded
from repcheck.bounces.prefilter import Fold, LiteralIndex, Pattern, fold, outer
from repcheck.bounces.rules.wordings.spellings import (
    OPERATORS,
    ListOfOperator,
    Spelling,
    family_of,
    is_short,
    spellings_of,
    sublist_pattern,
    sublists_of,
    word_pattern,
)
from repcheck.model.catalog import Catalog
from repcheck.patterns import compiled

_HOST = compiled(r"(?<![\w.@-])(?:[\w*-]{1,63}+\.){1,12}[A-Za-z][\w-]{1,62}(?![\w@])")
_REVERSED = compiled(r"(?:\d{1,3}\.){4}|(?:[0-9a-f]\.){32}")
_LISTING_WORD = compiled(
    r"list(?:ed|ing|s)?\b|block|\b[a-z]{0,20}[rd][bn]s?bl\b|\brbls?\b|blacklist|\bban(?:ned)?\b|reject|refus"
    r"|denied|reputation"
    r"|lookup|query|data ?base|\busing\b|\bsee\b|delist|removal|entry|spam",
    re.IGNORECASE,
)
_SENTENCE_END = compiled(r"[.;!] |[;()]|[.!]$")
_SAID_OF_LISTED = compiled(
    r"list|block|black|\bban|reject|refus|denied|deny|spam|abus|reput|found|\bhit|query|lookup|\bsee\b|remov",
    re.IGNORECASE,
)
_KEY = compiled(r"(?=\w{0,63}\d)[a-z0-9]{16,63}", re.IGNORECASE)
_NEAR = 80
_MAX_TEXT = 4000
_WHITE = compiled(r"\s+")
_UNKNOWN_ZONE = tuple(
    compiled(form, re.IGNORECASE)
    for form in (
        r"\bblocked (?:by|using|with) (?:the )?(?:(?:local|our|a|an|dns|rbl|dnsbl|blacklist|blocklist"
        r"|list|server) ){0,3}"
        r"[\"'<(\[]?(?P<zone>[\w.*-]{4,253})",
        r"(?<!not )\b(?:block|black|deny)?[- ]?listed (?:at|in|on|by|with|via|using) (?:the )?"
        r"(?:(?:local|our|dns|rbl|dnsbl|blacklist|blocklist|list|site|lookup|at"
        r"|server) ){0,4}[\"'<(\[]?(?P<zone>[\w.*-]{4,253})",
        r"\brejected (?:using|due to (?:an? )?(?:listing|entry) (?:in|at"
        r"|on)) (?:the )?[\"'<(\[]?(?P<zone>[\w.*-]{4,253})",
        r"\bfound (?:in|on) (?:the )?[\"'<(\[]?(?P<zone>[\w.*-]{4,253})",
        r"\b(?:(?:dns ?)?(?:black|block)[- ]?list|dnsbl|rbl|block list provider)s?(?: (?:at|on|in|by"
        r"|server|provider|response|is))"
        r"{0,3}[: ]{1,3}[\"'<(\[]{0,2}(?P<zone>[\w.*-]{4,253})",
    )
)
_NAMED_LIST = compiled(
    r"\b(?P<name>[A-Z][\w-]{2,30})'?s? (?:DNSBL|RBL|DNSRBL|[Bb]lock ?list|[Bb]lack ?list|[Bb]lock[- ]list)\b"
)
_PAGE = compiled(r"https?://(?P<host>(?:[\w-]{1,63}+\.){1,8}[A-Za-z]{2,24})(?![\w.-])", re.IGNORECASE)
_LISTISH_LABEL = compiled(
    r"(?:^|[.-])(?:[a-z0-9]{0,20}(?:rbl|dnsbl|dnsrbl|uribl|surbl)[a-z0-9]{0,20}|(?:[a-z]{0,3}bl)\d?|(?:black"
    r"|block)(?:list)?s?\d?|dul|zen"
    r"|spamsources?|reputation)(?:[.-]|$)"
)
_NOT_TLDS = frozenset(
    {"html", "htm", "php", "cgi", "shtml", "asp", "aspx", "txt", "jsp", "exe", "zip", "local", "c"}
)


class Citation(msgspec.Struct, frozen=True):
    """One list that a text names.

    ``list``  catalog id; None when the catalog does not know it
    ``zone``  the zone as written, keys masked; None when a page or a name was written
    ``words`` the zone, page or name by which it is named, keys masked
    """

    list: str | None
    zone: str | None
    words: str = ""


class _Hit(msgspec.Struct, frozen=True):
    rank: int
    length: int
    place: int
    list: str | None
    zone: str | None
    family: str
    words: str


class ListNames(msgspec.Struct, frozen=True):
    """All spellings of all lists of a catalog, compiled once."""

    hosts: dict[str, Spelling]
    pages: tuple[Spelling, ...]
    words: tuple[tuple[Pattern, bool, Spelling], ...]
    operators: tuple[tuple[Pattern, str], ...]
    families: dict[str, str]
    sublists: tuple[tuple[Pattern, ListOfOperator], ...]
    dead: dict[str, str]
    index: LiteralIndex
    fold: Fold = fold

    @classmethod
    def of(cls, catalog: Catalog) -> "ListNames":
        """The spellings of the block lists of this catalog; lists that only allow or score are left out."""
        names = [name for place, entry in enumerate(catalog.lists) for name in spellings_of(entry, place)]
        hosts: dict[str, Spelling] = {}
        for name in names:
            if name.form == "host":
                known = hosts.get(name.text)
                hosts[name.text] = name if known is None or name.rank < known.rank else known
        words = tuple(
            (Pattern(word_pattern(name.text)), is_short(name.text), name)
            for name in names
            if name.form == "word"
        )
        pages = tuple(name for name in names if name.form == "page")
        sublists = tuple((Pattern(sublist_pattern(one)), one) for one in sublists_of(catalog))
        return cls(
            hosts=hosts,
            pages=pages,
            words=words,
            operators=tuple((Pattern(pattern), zone) for pattern, zone in OPERATORS),
            families={entry.id: family_of(entry) for entry in catalog.lists},
            sublists=sublists,
            dead={zone.lower(): dead.id for dead in catalog.dead for zone in dead.zones},
            index=LiteralIndex.of(_sources(words, pages, hosts, sublists)),
        )

    def sources(self) -> tuple[str, ...]:
        """The patterns of the index in order: words, operators, unknown lists, pages, hosts, sublists."""
        return _sources(self.words, self.pages, self.hosts, self.sublists)

    def cited(self, *texts: str) -> tuple[Citation, ...]:
        """The lists that the first of these texts names that names any: the most exactly named first, each
        once.
        """
        lines = [_on_one_line(text[:_MAX_TEXT]) for text in texts]
        numbers = self.index.candidates(*map(self.fold, outer(*lines)))
        return next(filter(None, (self._named(line, numbers) for line in lines if numbers)), ())

    def _named(self, text: str, numbers: list[int]) -> tuple[Citation, ...]:
        """Those of the patterns with these numbers."""
        small = folded(text)
        operators = len(self.words)
        unknown = operators + len(self.operators)
        pages = unknown + len(_UNKNOWN_ZONE) + 1
        hosts = pages + len(self.pages)
        sublists = hosts + len(self.hosts)
        hits = [*self._by_host(text)] if _between(numbers, hosts, sublists) else []
        hits += self._by_page(small, _between(numbers, pages, hosts))
        hits += self._by_word(text, _between(numbers, 0, operators))
        hits += self._by_sublist(text, small, _between(numbers, sublists, None))
        if not hits:
            known = [*self._by_operator(text, _between(numbers, operators, unknown))]
            hits = _with_unknown(text, _between(numbers, unknown, pages), known)
        return _without_doubles(hits)

    def _hit(self, name: Spelling, zone: str | None, words: str) -> _Hit:
        return _Hit(name.rank, len(name.text), name.place, name.list, zone, self.families[name.list], words)

    def _by_host(self, text: str) -> Iterator[_Hit]:
        for match in _HOST.finditer(text):
            host = match[0].lower()
            labels = host.split(".")
            for start in range(len(labels) - 1):
                name = self.hosts.get(".".join(labels[start:]))
                if name is None:
                    continue
                if name.rank == 0 or _near_listing_word(text, match.start(), match.end()):
                    zone = _zone_written(host, name)
                    yield self._hit(name, zone if _is_zone(text, match, name) else None, zone)
                break

    def _by_page(self, small: str, numbers: Iterable[int]) -> Iterator[_Hit]:
        for name in [self.pages[number] for number in numbers]:
            if name.text in small:
                yield self._hit(name, None, name.text)

    def _by_word(self, text: str, numbers: Iterable[int]) -> Iterator[_Hit]:
        for number in numbers:
            pattern, short, name = self.words[number]
            match = pattern.search(text)
            if match and (
                _near_listing_word(text, match.start(), match.end()) or (not short and name.text in text)
            ):
                yield self._hit(name, None, match[0])

    def _by_sublist(self, text: str, small: str, numbers: Iterable[int]) -> Iterator[_Hit]:
        for pattern, one in [self.sublists[number] for number in numbers]:
            match = pattern.search(text) if one.sublist in small else None
            if match and _near_listing_word(text, match.start(), match.end()):
                length = len(one.operator) + len(one.sublist)
                yield _Hit(1, length, one.place, one.list, None, self.families[one.list], match[0])

    def _by_operator(self, text: str, numbers: Iterable[int]) -> Iterator[_Hit]:
        for number in numbers:
            pattern, zone = self.operators[number]
            match = pattern.search(text)
            if match:
                written = match[0].lower() if match[0].lower().endswith(zone) else zone
                known = self.hosts.get(zone)
                # The host of a page is not a zone.
                page = text[max(0, match.start() - 3) : match.start()] == "://"
                named = known.list if known else self.dead.get(zone) if page else None
                yield _Hit(2, len(match[0]), 0, named, None if named else written, zone, match[0])


def blamed(text: str, citations: tuple[Citation, ...]) -> bool:
    """Whether a sentence that names a list says that anything is on it ("we use zen.example" does not)."""
    for words in (citation.words for citation in citations):
        place = text.lower().find(words.lower()) if words else -1
        if place < 0:
            return True
        before = _SENTENCE_END.split(text[:place])[-1]
        after = _SENTENCE_END.split(text[place + len(words) :])[0]
        if _SAID_OF_LISTED.search(f"{before} {after}"):
            return True
    return False


def _on_one_line(text: str) -> str:
    if "  " in text or not text.isprintable():  # all white space but the blank is not
        return _WHITE.sub(" ", text)
    return text


def _between(numbers: Iterable[int], first: int, behind: int | None) -> list[int]:
    """What the index found of one range of its patterns, counted from the first of them."""
    return [number - first for number in numbers if first <= number and (behind is None or number < behind)]


def _sources(
    words: Iterable[tuple[Pattern, bool, Spelling]],
    pages: Iterable[Spelling],
    hosts: Iterable[str],
    sublists: Iterable[tuple[Pattern, ListOfOperator]],
) -> tuple[str, ...]:
    return (
        *(pattern.source for pattern, _, _ in words),
        *(pattern for pattern, _ in OPERATORS),
        *(pattern.pattern for pattern in (*_UNKNOWN_ZONE, _NAMED_LIST)),
        *(re.escape(page.text) for page in pages),
        *map(re.escape, hosts),
        *(pattern.source for pattern, _ in sublists),
    )


def _with_unknown(text: str, numbers: list[int], known: list[_Hit]) -> list[_Hit]:
    """With lists that the catalog does not have: by a zone, or else by a name with its page."""
    zones = [number for number in numbers if number < len(_UNKNOWN_ZONE)]
    hits = [*known, *_by_unknown_zone(text, zones)]
    return hits or ([*_by_own_page(text)] if len(_UNKNOWN_ZONE) in numbers else [])


def _by_own_page(text: str) -> Iterator[_Hit]:
    """A list that is named, with a page of that name: "EXAMPLE DNSBL, see www.example.org"."""
    named = {match["name"].lower() for match in _NAMED_LIST.finditer(text)}
    for match in _PAGE.finditer(text) if named else ():
        zone = match["host"].lower().removeprefix("www.")
        if not named.isdisjoint(zone.split(".")[:-1]):
            yield _Hit(2, len(zone), 0, None, zone, zone, match["host"])
            return


def _by_unknown_zone(text: str, numbers: Iterable[int]) -> Iterator[_Hit]:
    for number in numbers:
        for match in _UNKNOWN_ZONE[number].finditer(text):
            zone = _REVERSED.sub("", match["zone"].strip("*.-").lower())
            if _may_be_zone(zone, trusted=number == 0 and " using " in match[0]):
                masked = _masked(zone)
                yield _Hit(0, len(zone), 0, None, masked, zone, masked)


def _near_listing_word(text: str, start: int, end: int) -> bool:
    around = text[max(0, start - _NEAR) : start] + " " + text[end : end + _NEAR]
    return _LISTING_WORD.search(around) is not None


def _is_zone(text: str, match: re.Match[str], name: Spelling) -> bool:
    """A zone, or a host of a web page ("https://psbl.org/...")."""
    in_url = text[max(0, match.start() - 3) : match.start()] == "://"
    return name.rank == 0 or (not in_url and text[match.end() : match.end() + 1] not in ("/", "?"))


def _zone_written(host: str, name: Spelling) -> str:
    """The zone in "25.2.0.192.bl.example" (without the question), keys masked."""
    front = _REVERSED.sub("", host[: len(host) - len(name.text)])
    if name.keyed:
        return ("***." if front else "") + name.text
    return name.text if name.rank == 0 else _masked(front + name.text)


def _masked(zone: str) -> str:
    """Labels that look like a customer's key replaced by ***."""
    return ".".join("***" if _KEY.fullmatch(label) else label for label in zone.split("."))


def _may_be_zone(zone: str, *, trusted: bool) -> bool:
    labels = zone.split(".")
    if len(labels) < 2 or not re.fullmatch(r"[a-z][a-z0-9-]+", labels[-1]) or labels[-1] in _NOT_TLDS:
        return False
    return all(labels) and (trusted or _LISTISH_LABEL.search(zone) is not None)


def _without_doubles(hits: list[_Hit]) -> tuple[Citation, ...]:
    """Each list once, and of one operator only what is named most exactly."""
    best: dict[str, int] = {}
    for hit in hits:
        best[hit.family] = min(best.get(hit.family, hit.rank), hit.rank)
    seen: dict[str, Citation] = {}
    for hit in sorted(hits, key=lambda hit: (hit.rank, -hit.length, hit.place)):
        exact = hit.rank == 0 or best[hit.family] == hit.rank
        same_family = hit.rank > 0 and any(other.family == hit.family for other in hits if _beats(other, hit))
        if exact and not same_family:
            seen.setdefault(hit.list or hit.zone or "", Citation(hit.list, hit.zone, hit.words))
    return tuple(seen.values())


def _beats(one: _Hit, other: _Hit) -> bool:
    return (one.rank, -one.length, one.place) < (other.rank, -other.length, other.place)
