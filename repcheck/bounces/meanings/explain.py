"""The explanation of a record: by its text, else by its code, else by its category."""

from functools import cache

from repcheck.bounces.meanings.categories import CATEGORY_ROWS
from repcheck.bounces.meanings.codes import CODE_ROWS
from repcheck.bounces.meanings.row import Explanation, MeaningRow
from repcheck.bounces.meanings.texts import TEXT_ROWS
from repcheck.bounces.prefilter import LiteralIndex, Pattern, fold
from repcheck.model.bounces import BounceRecord, Category
from repcheck.words.explained import CONSTANT_CONTACT

_BY_CODE = {row.name: row for row in CODE_ROWS}
_BY_CATEGORY = {Category(row.name): row for row in CATEGORY_ROWS}
#: What a reply code alone says of a command that was not understood (RFC 5321 section 4.2.2).
_BY_REPLY = {"code 500": "X.5.2", "code 502": "X.5.1", "code 503": "X.5.0", "code 504": "X.5.4"}
_REFUSED = ("bounce", "delayed")
_TEXTS = tuple(Pattern(row.pattern or r"(?!)") for row in TEXT_ROWS)


def explanation(record: BounceRecord) -> Explanation:
    """What this record means, who has to act, whether to send again, and what to do. Pure, for every record.

    A text or a code explains only a record whose category it fits: "5.1.1" of a blocked sender does not say
    that the address is bad. A delayed mail is still on its way, whatever the reason: nobody sends it again.
    """
    kind, row = _row_of(record)
    delayed = record.kind == "delayed"
    return Explanation(
        row=f"{kind} {row.name}",
        meaning=row.meaning,
        actor=row.actor,
        again="by-itself" if delayed else row.again,
        address="keep" if delayed else row.address,
        fix=row.fix,
        also=CONSTANT_CONTACT.get(record.category),
    )


def _row_of(record: BounceRecord) -> tuple[str, MeaningRow]:
    if record.kind in _REFUSED:
        found = _text(record)
        if found is not None:
            return "text", found
        status = f"X{record.enhanced_status[1:]}" if record.enhanced_status else ""
        code = _BY_CODE.get(status or _BY_REPLY.get(record.rule or "", ""))
        if code is not None and _fits(code, record) and not code.name.endswith(".0.0"):
            return "status", code
    return "category", _BY_CATEGORY[record.category]


def _text(record: BounceRecord) -> MeaningRow | None:
    may_match = _index().candidates(fold(record.diagnostic))
    fitting = (number for number in may_match if _fits(TEXT_ROWS[number], record))
    found = next((number for number in fitting if _TEXTS[number].search(record.diagnostic)), None)
    return None if found is None else TEXT_ROWS[found]


def text_sources() -> tuple[str, ...]:
    """The patterns of all texts, in their order."""
    return tuple(pattern.source for pattern in _TEXTS)


@cache
def _index() -> LiteralIndex:
    return LiteralIndex.of(text_sources())


def _fits(row: MeaningRow, record: BounceRecord) -> bool:
    return not row.fits or record.category in row.fits or record.category is Category.DELAYED
