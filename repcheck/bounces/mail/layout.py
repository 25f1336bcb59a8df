"""The text of a notice made even, before anybody looks for recipients in it.

Some notices also name those who were reached, and some put several addresses on one line. Without that,
a good address would be taken for one that failed, and all but the first be missed.
"""

import re
from collections.abc import Callable, Iterator

from repcheck.bounces.addresses import ADDRESS
from repcheck.bounces.mail.reasons import address_of, lines_with_address
from repcheck.bounces.prefilter import Sieved
from repcheck.bounces.smtp.plain import bare_letters
from repcheck.patterns import compiled

_ADDRESS = compiled(ADDRESS)
_MOST_LINES = 2000
_ANYWHERE = compiled(rf"(?<![\w.+-])(?P<a>{ADDRESS})")
_NUMBER_BEFORE = compiled(r"\A[ \t]{0,8}\(?\d{1,3}[.)](?!\d)")
_NAME_BEFORE = compiled(
    r"\A['\"]?[^\W\d_][^\W\d_ .,'\"-]{0,30}(?:[ .,'\"-]{1,3}[^\W\d_]{1,30}){0,4}['\"]? ?<\Z"
)
#: Whom it says it was delivered to, in small letters.
_REACHED = Sieved(
    r"\bsuccess(?:ful(?:ly)?)?\b|\bsucceeded\b|\b(?:also|other) (?:sent to|recipients?)\b|\bsent also to\b"
    r"|\b(?:was|were|been|is|are) (?:\w{2,12}ly )?(?:delivered|reached|accepted)\b"
    r"|@\S{1,255}[ \t:-]{1,40}(?:delivered|relayed|accepted|sent|ok|success)[.!)]?[ \t]{0,8}\Z"
    r"|\A\W{0,8}(?:delivered|reached|accepted|sent)(?: to)?[ \t]{0,4}:|\berfolgreich\b|\bavec succes\b"
    r"|\bcorrectamente\b|\bcon (?:exito|successo|sucesso)\b|(?<!\w)успешно(?!\w)|成功"
)
_FAILED = compiled(
    r"\b(?:not|never|no|nicht|pas|non|nao)\b|n't\b|fail|unable|undeliver|unsuccess|unreach|error"
    r"|\b[45]\d\d\b|\b[45]\.\d\.\d|refus|reject|bounce|could|delay|problem|(?<!\w)не(?!\w)|未|不",
)
_SENTENCE = compiled(r"(?<=[.;!])[ \t]{1,4}")
#: What stands between addresses that are listed on one line.
_BETWEEN = compiled(r"[>'\"]?[ \t]{0,4}[,;][ \t]{0,4}[<'\"]?")
_OF_RECIPIENTS = Sieved(r"recipient|address|fail|deliver|empfanger|destinat|получател|收件")

#: How a paragraph begins that says what may have happened, or what words mean; in small letters.
_ADVICE = Sieved(
    r"^[ \t*>-]{0,8}(?:(?:(?:some|other|the|most) )?(?:possible|common|likely|typical|usual) "
    r"(?:reasons?|causes?|explanations?|errors?)\b|legend\b"
    r"|(?:meaning|explanation)s? of (?:the )?(?:status|error|code)|(?:status|error|smtp|reply) codes?:"
    r"|m.{1,2}gliche (?:ursache|gr.{1,2}nde)|causes? possibles?|raisons? possibles?"
    r"|posibles? (?:causas?|motivos?)|possibili (?:cause|motivi)|poss.{1,2}veis (?:causas|motivos)"
    r"|mogelijke oorza|mo.liwe przyczyny"
    r"|[45]\.\d{1,3}\.\d{1,3} (?:means|stands for)\b|it (?:may|might|could) (?:also )?be\b"
    r"|if (?:the|your|you|this)\b|note(?: that\b|:)"
    r"|возможн\w{2,3} причин|可能的?原因|考えられる原因|가능한 원인)",
    re.MULTILINE,
)
_PARAGRAPH = compiled(r"\n[ \t]{0,8}\n")


def without_advice(text: str) -> str:
    """The text without paragraphs that only suppose or explain, as long as another one is left."""
    if not _ADVICE.may_match(text):
        return text
    begins = _ADVICE.fit_for(text).match
    kept = [
        one
        for one in _PARAGRAPH.split(text)
        if "@" in one or not begins(bare_letters(one.lstrip("\n")).lower())
    ]
    return "\n\n".join(kept) if any("@" in one for one in kept) else text


def evened(text: str) -> str:
    """The text without those who were reached, and with one address a line where a line lists several."""
    return text if text.count("@") < 2 else "\n".join(_even_lines(text))


def _even_lines(text: str) -> Iterator[str]:
    reached = False
    for line in text.split("\n", _MOST_LINES):
        named = "@" in line
        if named and (reached or _REACHED.may_match(line)):
            kept = "" if reached and not _FAILED.search(line.lower()) else _without_reached(line)
            if kept.strip():
                yield kept
        elif named:
            yield from _one_by_one(line)
        else:
            if line.strip():
                reached = line.rstrip().endswith(":") and _is_reached(line)
            yield line


def _without_reached(line: str) -> str:
    sentences = _SENTENCE.split(line)
    return " ".join([one for one in sentences if "@" not in one or not _is_reached(one)])


def _is_reached(words: str) -> bool:
    small = words.lower()
    return _REACHED.search(small) is not None and _FAILED.search(small) is None


def _one_by_one(line: str) -> Iterator[str]:
    """The line; where it lists addresses, alone, behind a label or before words, a line each."""
    found = list(_ADDRESS.finditer(line)) if line.count("@") > 1 else []
    ends = [match.end() for match in found]
    starts = [match.start() for match in found[1:]]
    listed = all(_BETWEEN.fullmatch(line, *gap) for gap in zip(ends, starts, strict=False))
    label = line[: found[0].start()].rstrip(" \t<'\"") if found else ""
    said = line[ends[-1] :].lstrip(" \t>'\",;") if found else ""
    if len(found) < 2 or not listed or (said and not said.startswith(":")) or not _is_label(label):
        yield line
        return
    if label:
        yield label
    for match in found:
        yield f"{match[0]}{said}"


def _is_label(words: str) -> bool:
    small = words.lower()
    return not words or (small.endswith(":") and _OF_RECIPIENTS.search(small) is not None)


def alike_lines(text: str, may_be: Callable[[str], bool]) -> list[re.Match[str]]:
    """The addresses of lines that begin alike, where these hold several; the first such lines.

    Lists of recipients do, in any language: "| kai@example.net |", "Empfänger: kai@example.net". A line with
    two addresses is none of them.

    ``may_be``  whether an address may be a recipient's
    """
    alike: dict[str, list[re.Match[str]]] = {}
    for start in lines_with_address(text)[:_MOST_LINES]:
        end = text.find("\n", start)
        found = [*_ANYWHERE.finditer(text, start, end if end >= 0 else len(text))]
        named = {address_of(match).lower() for match in found}
        if len(named) == 1 and may_be(*named):
            alike.setdefault(_shape(text[start : found[0].start()]), []).append(found[0])
    several = (lines for lines in alike.values() if len({address_of(one).lower() for one in lines}) > 1)
    return next(several, [])


def _shape(before: str) -> str:
    """What stands before an address in its line, without its number in a list and the name of a person."""
    return _NAME_BEFORE.sub("<", _NUMBER_BEFORE.sub("", before.lower().rstrip(" \t")))
