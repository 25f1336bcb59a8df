"""A notice that a person forwards within the text of a letter: what stands below the fields shown of it.

Mail programs put the fields of the forwarded mail before it, by whatever words they have for them, and Gmail,
Apple Mail and Thunderbird a heading before those. Only what stands below is the notice's: what the person
writes about it proves nothing.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from repcheck.bounces.addresses import ADDRESS
from repcheck.bounces.mail.mime import Headers, Message, TextPart
from repcheck.bounces.smtp.codes import enhanced_status, join_reply, reply_code
from repcheck.bounces.smtp.plain import bare_letters
from repcheck.patterns import compiled

#: The words of languages and programs for the fields that are shown, in small letters without accents.
_LABELS = {
    "from": "from|von|de|da|van|od|fran|fra|lahettaja|expediteur|remitente|mittente|от|отправитель|від|kimden"
    "|gonderen|nadawca|felado|发件人|寄件者|寄件人|差出人|送信者|보낸 사람|보낸사람|από|מאת|من",
    "subject": "subject|betreff|objet|sujet|asunto|assunto|oggetto|onderwerp|temat|predmet|amne|emne|aihe"
    "|тема|konu|targy|subiect|主题|主題|主旨|件名|제목|θέμα|נושא|الموضوع",
    "date": "date|sent|gesendet|datum|envoye|envoye le|enviado|enviado el|enviada em|enviado em|enviada|fecha"
    "|data|inviato|verzonden|wyslano|odeslano|skickat|sendt|lahetetty|отправлено|дата|надіслано|gonderildi"
    "|tarih|elkuldve|发送时间|發送時間|寄件日期|日期|日付|送信日時|보낸 날짜|날짜|ημερομηνία|נשלח|تاريخ",
    "to": "to|an|a|pour|para|aan|do|komu|till|til|vastaanottaja|кому|kime|alici|cimzett|catre|收件人|收件者"
    "|宛先|받는 사람|받는사람|προς|אל|إلى",
    "cc": "cc|kopie|copie a|copia|copie|копия|抄送|副本|참조|reply-to|antwort an|repondre a|responder a",
}
_NAMES = {bare_letters(word): name for name, words in _LABELS.items() for word in words.split("|")}
_SHOWN = compiled(
    r"[ \t*_]{0,8}(?P<label>[^\W\d_](?:[\w-]| (?=\w)){0,16})[ \t\xa0]?\*?[:\uff1a][ \t*\xa0]*+(?P<value>.*)"
)
_QUOTED = compiled(r"[ \t]{0,4}>[ \t]?")
_ADDRESS = compiled(ADDRESS)
_SIGNATURE = compiled(r"-- ?\Z")
_MOST_LINES = 2000
_MOST_SEEN = 64 * 1024
_MOST_BLOCKS = 10
_LONGEST = 500
_Found = TypeVar("_Found")


def of_forwarded(message: Message, read: Callable[[Message], Sequence[_Found]]) -> list[_Found]:
    """What ``read`` finds in the mails whose fields are shown in the text of this one, in their order.

    Each has the text below its fields, up to the next one in which something was found: so a returned mail
    stays with its notice, and two notices are two. ``read`` is given only mails that hold an address, and a
    reply code or an enhanced status code; bounded.
    """
    plain = [part.text for part in message.parts if part.type == "text/plain" and part.text.strip()]
    texts = plain or [part.text for part in message.parts if part.type == "text/html"]
    text = "\n".join(texts[:3])[:_MOST_SEEN]
    if "@" not in text:
        return []
    lines = text.split("\n", _MOST_LINES)[:_MOST_LINES]
    around = " ".join(message.headers.get(name) for name in ("from", "to", "cc", "reply-to"))
    found: list[Sequence[_Found]] = []
    end = len(lines)
    for shown in reversed(_shown(lines)):
        body = _proof(_below(lines[shown.behind : end], quoted=shown.quoted))
        inside = read(_mail(shown.fields, around, body)) if body else ()
        if inside:
            found.append(inside)
            end = shown.start
    return [each for inside in reversed(found) for each in inside]


class _Shown(NamedTuple):
    """The fields of a mail that is shown: the line where they begin, the one behind them, whether quoted."""

    fields: dict[str, str]
    start: int
    behind: int
    quoted: bool


def _shown(lines: list[str]) -> list[_Shown]:
    found: list[_Shown] = []
    at = 0
    while len(found) < _MOST_BLOCKS:
        shown = _next_block(lines, at)
        if shown is None:
            break
        found.append(shown)
        at = shown.behind
    return found


def _next_block(lines: list[str], start: int) -> _Shown | None:
    for at in range(start, len(lines)):
        if _field(lines[at]) is not None:
            fields, end = _block(lines, at)
            if {"from", "subject"} <= fields.keys() and len(fields) > 2:
                return _Shown(fields, at, end, _QUOTED.match(lines[at]) is not None)
    return None


def _block(lines: list[str], start: int) -> tuple[dict[str, str], int]:
    """The fields from this line on, and the line behind them."""
    fields: dict[str, str] = {}
    end, name = start, ""
    for at in range(start, min(start + 20, len(lines))):
        field = _field(lines[at])
        value = _unquoted(lines[at]).strip()
        if field is not None and field[0] not in fields:
            name, value = field
            fields[name] = value[:_LONGEST]
        elif value and name and not fields[name]:
            fields[name] = value[:_LONGEST]  # a cell of its own
        elif value or {"from", "subject"} <= fields.keys():
            break
        else:
            continue
        end = at + 1
    return fields, end


def _field(line: str) -> tuple[str, str] | None:
    match = _SHOWN.match(_unquoted(line)[:_LONGEST])
    name = None if match is None else _NAMES.get(bare_letters(match["label"].strip()).lower())
    return None if match is None or name is None else (name, match["value"].strip())


def _unquoted(line: str) -> str:
    mark = _QUOTED.match(line)
    return line[mark.end() :] if mark else line


def _below(lines: list[str], *, quoted: bool) -> list[str]:
    """The lines of the forwarded text: up to where its quoting ends, or to the signature of who forwards."""
    kept: list[str] = []
    for line in lines:
        if quoted and not _QUOTED.match(line):
            if line.strip():
                break
        elif not quoted and _SIGNATURE.match(line):
            break
        kept.append(_unquoted(line) if quoted else line)
    return kept


def _proof(lines: list[str]) -> str:
    """The text up to the end of the last paragraph with a code: what is below may be the person's again."""
    paragraphs = "\n".join(lines).split("\n\n")
    while paragraphs and not _has_code(paragraphs[-1]):
        paragraphs.pop()
    text = "\n\n".join(paragraphs)
    return text if _ADDRESS.search(text) else ""


def _has_code(text: str) -> bool:
    return reply_code(join_reply(text)) is not None or enhanced_status(text) is not None


def _mail(fields: dict[str, str], around: str, text: str) -> Message:
    """``around``: the addresses of the letter, none of which is a recipient that failed."""
    headers = Headers([*((name, value) for name, value in fields.items() if name != "cc"), ("cc", around)])
    part = TextPart("text/plain", Headers(), text.encode("utf-8", "replace"), "utf-8")
    return Message(headers, "text/plain", "", (part,), ())
