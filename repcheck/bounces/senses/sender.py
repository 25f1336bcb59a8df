"""Whether a sentence is about who sends: then what it says of an address, it says of no recipient's.

"The domain of the sender does not exist" and "the mailbox does not exist" differ in a noun, and only the
second makes an address bad. So the nouns for a sender, his address, domain, host and greeting are read
as one word.
"""

import re

from repcheck.bounces.prefilter import Sieved
from repcheck.bounces.senses.vocabulary import classes_in
from repcheck.patterns import compiled

SENTENCE = compiled(r"[^.;!?\n。]{1,400}")
#: Reply codes and statuses, whose numbers count nothing.
CODES = compiled(r"(?<![\w.])[245]\d\d[ -]|#?\b[245]\.\d\.\d{1,3}\b")

_OWNER = r"(?:sender|originator|author|submitter|client|peer|ip\b|sending \w{1,10}|mail (?:server|host))"
_OWNED = (
    r"(?:e?-?mail )?(?:address(?:es)?|domain(?: name)?|path|host(?: ?name)?|server|mailbox|user|name|site"
    r"|account|network|login|ip\b)"
)
#: "The address of the sender" names no mailbox of a recipient.
_ABROAD = Sieved(
    r"\b(?:adress|adres|indirizz|direcci|endere|адрес|domain|domin|domein|domen|домен)\w{0,3} "
    r"(?:\w{1,4}[' ] ?){0,2}"
    r"(?=expedit|emett|remit|remet|mitt|afzend|nadaw|отправ|odesil|gonder|avsand|afsend|avsend|absend"
    r"|відправ|felado|kuldo)"
    r"|\b(?:gonderen|gonderici|avsandar|afsender|avsender)(?:ens|in)? ?(?:adres|alan ad|dom[aæ])\w{0,6}"
    r"|(?:送信者|送信元|発信者|发件人|发信人|寄件人|발신자|보낸 ?사람)[の의]? ?"
    r"(?:アドレス|ドメイン|地址|域名|주소|도메인)",
    re.IGNORECASE,
)
_YOURS_ABROAD = compiled(
    r"\b(?:votre|ihre?|su|tu|seu|sua|vostr[oa]|tuo|suo|uw|jouw|twoj\w{0,2}|wasz\w{0,2}|vase|din|jeres|deres) "
    r"(?:adresse?n?|domaine?|domain|dominio|domein|domena|server\w?|serveur|servidor|serwer|adress?|direccion"
    r"|endereco|indirizzo|dom[aæ]e?n|hostname)\b|\bditt? dom\w{2,5}\b|ваш\w{0,3} (?:домен|сервер|адрес)"
    r"|(?:您的|你的|お客様の|貴社の|귀하의 ?)(?:域名|服务器|地址|ドメイン|サーバ|アドレス|도메인|서버|주소)",
    re.IGNORECASE,
)
_ENGLISH = compiled(
    rf"\b(?:(?:envelope|mail) )?(?:sender|originator|author|submitter)(?:'s)?(?: {_OWNED})?(?: ?<?@>?)?"
    rf"|\b(?:envelope|mail) from:?(?: {_OWNED})?(?: ?<?@>?)?"
    r"|\bfrom:? (?:header )?(?:address|domain|line|header)\b(?: domain| address)?"
    rf"|\b(?:return|reverse)[- ](?:address|path)(?: ?<?@>?)?|\b(?:sending|originating) {_OWNED}"
    r"|\b(?:address|domain(?: name)?|name|host(?: ?name)?) of "
    rf"(?:the |your )?(?:envelope )?(?:mail )?{_OWNER}"
    rf"|\byour (?!recip|dest|intend|target)(?:\w{{1,8}} )?{_OWNED}\b(?! (?:book|list))"
    r"|\byou (?:are (?:not|unknown)|have no)\b|\bip address\b|\baddress:? \[?N\b"
    r"|\b(?:client|connecting|helo|ehlo) (?:host|name|domain|argument|string)\b|\bhost you connect\b",
    re.IGNORECASE,
)
_RECIPIENT = compiled(r"\b(?:recipient|rcpt|addressee|destination)", re.IGNORECASE)
_REFUSED = compiled(
    r"\bsender {1,3}(?:is |was )?(?:rejected|refused|denied|verif)"
    r"|\b(?:verify|verifying|check|checking) (?:the )?sender\b",
    re.IGNORECASE,
)
#: "Your server", "from our list" and the like at the beginning name a subject; these words stand before it.
_BEGINNING = compiled(r"[\W\d]{0,20}(?:(?:the|an?|your|this) )?sender\b", re.IGNORECASE)
#: What a server says before its reason; "mia's address was rejected: sender unknown" is about the sender.
_FRAME = compiled(
    r"\b(?:rejected|refused|denied|failed|blocked): (?!.{0,400}\b(?:rejected|refused|denied|failed): )"
)
_GREETING = compiled(r"\b(?:helo|ehlo)\b", re.IGNORECASE)
#: Letters in which the word that is meant stands: "invalid HELO name".
_NEAR = 16
_BEHIND = 48
_REFUSES_SENDER = compiled(
    r"\A[^.;\n]{0,16}\b(?:for|of|in) (?:your\b|(?:the )?(?:sender|from|return|envelope|mail from)\b)"
    r"|\A: ?\[?N\b"
    r"|\bsender (?:address |domain )?(?:is |was )?(?:refused|rejected|denied|invalid|not accepted)",
    re.IGNORECASE,
)


def classes_of(sentence: str) -> frozenset[str]:
    """The classes of the words of a sentence; "sender" where it names who sends, or his machine."""
    classes = classes_in(_ABROAD.sub("sender ", sentence))
    return classes | {"sender"} if classes & {"machine", "person"} else classes


def names_sender(plain: str, start: int) -> bool:
    """Whether the sentence at this place names the sender: as one whom the recipient does not want, say."""
    sentence = SENTENCE.match(plain, _begin(plain, start))
    if sentence is None:
        return False
    return "person" in classes_in(sentence[0]) or _YOURS_ABROAD.search(sentence[0]) is not None


def is_of_sender(plain: str, start: int, end: int) -> bool:
    """Whether the sentence up to here is about who sends, or how he greets, and about no mailbox.

    "Domain unknown; sender refused" tells behind it whom it is about.
    """
    first = _begin(plain, start)
    if _GREETING.search(plain[end : end + _NEAR]) or _REFUSES_SENDER.search(plain[end : end + _BEHIND]):
        return True
    behind = _ABROAD.pattern.search(plain, start) if _ABROAD.may_match(plain) else None
    if behind is not None and behind.start() < end <= behind.end() + 1:
        return True
    words = CODES.sub(" ", plain[first:end])
    for nouns in (_ABROAD, _YOURS_ABROAD, _ENGLISH):
        words = nouns.sub("sender ", words)
    if _REFUSED.search(words):
        return True
    frame = _FRAME.search(words)
    words = words[frame.end() :] if frame else words
    if _BEGINNING.match(words) and not _RECIPIENT.search(words):
        return True
    classes = classes_in(words)
    return ("person" in classes or _GREETING.search(words) is not None) and "holder" not in classes


def _begin(plain: str, start: int) -> int:
    """Where the sentence at this place begins."""
    return max(plain.rfind(stop, 0, start) for stop in ".;\n") + 1
