"""A sender is named in many ways; none makes a recipient's address bad, and missing recipients stay bad."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

from repcheck.bounces.mail.records import record_of_reply
from repcheck.model.bounces import Category
from tests.support.built_in import built_in_knowledge
from tests.support.tables import each

KNOWLEDGE = built_in_knowledge()
OF_ADDRESS = (Category.NONEXISTENT, Category.INACTIVE)
Words = dict[str, list[str]]
SENDERS = (
    "Sender",
    "Your sender address",
    "The sender's domain",
    "The domain of your sender address",
    "Envelope sender",
    "MAIL FROM domain",
    "Return address news@example.org",
    "<news@example.org>: Sender address rejected:",
    "From: header domain",
    "The author's domain",
    "HELO host mail.example.org",
    "Client host mail.example.org",
    "The name of your mail server",
    "Your address",
)
RECIPIENTS = (
    "Recipient",
    "The mailbox",
    "<mia@corp.example.net>: Recipient address rejected:",
    "This address",
)
MISSING = (
    "does not exist",
    "is unknown",
    "could not be found",
    "is invalid",
    "is not known to us",
    "no such user",
    "is not a valid address",
    "unknown user",
)
OF_OTHERS = (
    "550 Sender verify failed: 550 5.1.1 user unknown",
    "550-Verification failed for <news@example.org> 550-It said: 550 no such user 550 Sender verify failed",
    "550 Callout to sender failed: user unknown",
    "550 5.7.1 Could not verify your address: mailbox does not exist at example.org",
    "550 5.7.1 Your network is unknown to us",
    "550 no A record for your host",
    "550 Unknown host: 192.0.2.31",
    "550 5.4.4 next hop host not found",
    "550 5.7.1 The link in your message points to an unknown host",
    "550 5.7.1 Recipient blocked messages of unknown senders",
    "550 5.6.0 no valid recipients in header To",
)


#: In other languages: the sender's address or domain, and that it is not there, or closed.
ABROAD = (
    "Die Adresse des Absenders existiert nicht",
    "Ihre Domain ist unbekannt",
    "Der Absender wurde deaktiviert",
    "Votre domaine est introuvable",
    "L'adresse de l'expéditeur n'est pas valide",
    "Su dominio no existe",
    "El remitente está suspendido",
    "Seu endereço foi suspenso",
    "Il vostro dominio non è stato trovato",
    "Het adres van de afzender is ongeldig",
    "Uw domein is onbekend",
    "Twoja domena nie istnieje",
    "Ваш домен не найден",
    "Doména odesílatele neexistuje",
    "Gönderen adresi geçersiz",
    "Avsändarens adress är okänd",
    "Afsenderens adresse findes ikke",
    "Адреса відправника не існує",
    "您的域名不存在",
    "送信者アドレスが見つかりません",
)


@each("subject, words", product(SENDERS, MISSING))
def test_what_is_said_of_the_sender_is_not_said_of_the_recipient(subject: str, words: str) -> None:
    assert record_of_reply(f"550 5.7.1 {subject} {words}", KNOWLEDGE).hard is not True


@each("subject, words", product(RECIPIENTS, MISSING))
def test_a_missing_recipient_is_told(subject: str, words: str) -> None:
    record = record_of_reply(f"550 {subject} {words}", KNOWLEDGE)
    assert (record.category, record.hard) == (Category.NONEXISTENT, True)


@each("text", ABROAD)
def test_no_language_takes_the_sender_for_the_recipient(text: str) -> None:
    assert record_of_reply(f"550 {text}", KNOWLEDGE).hard is not True


@each("text", OF_OTHERS)
def test_what_is_unknown_beside_the_recipient_makes_no_address_bad(text: str) -> None:
    assert record_of_reply(text, KNOWLEDGE).hard is not True


def languages() -> Iterator[tuple[str, Words]]:
    """The parts of ``whose.txt``: a language with its nouns and what is said of them."""
    whole = (Path(__file__).parent / "whose.txt").read_text(encoding="utf-8").partition("== sentences")[0]
    for part in whole.split("== ")[1:]:
        name, *lines = part.splitlines()
        words: Words = {}
        for key, _, texts in (line.partition(" ") for line in lines):
            words.setdefault(key, []).extend(texts.split("|"))
        yield name, words


def sentences() -> list[str]:
    whole = (Path(__file__).parent / "whose.txt").read_text(encoding="utf-8")
    return whole.partition("== sentences\n")[2].splitlines()


def said_of(who: str, words: Words, language: str) -> list[str]:
    joint = "" if language in ("Japanese", "Chinese", "Korean", "Thai") else " "
    return [f"{subject}{joint}{said}" for subject, said in product(words[who], words["said"])]


@each("language, words", languages())
def test_whose_address_it_is_can_be_read_in_each_language(language: str, words: Words) -> None:
    for text in said_of("sender", words, language):
        for code in ("550", "550 5.7.1"):
            assert record_of_reply(f"{code} {text}", KNOWLEDGE).hard is not True, text
    for text in said_of("recipient", words, language):
        record = record_of_reply(f"550 {text}", KNOWLEDGE)
        assert (record.category in OF_ADDRESS, record.hard) == (True, True), text


def test_what_is_about_anybody_else_makes_no_address_bad() -> None:
    hard = [text for text in sentences() if record_of_reply(f"550 {text}", KNOWLEDGE).hard]
    assert hard == []
    assert len(sentences()) >= 650
