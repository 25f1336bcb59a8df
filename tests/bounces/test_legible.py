"""Letters that were spoilt on the way are read; what nobody can guess stays as it is."""

import string

from hypothesis import given
from hypothesis import strategies as st

from repcheck.bounces.mail.records import record_of_reply
from repcheck.bounces.smtp.legible import legible
from repcheck.model.bounces import Category
from tests.support.built_in import built_in_knowledge
from tests.support.tables import each

KNOWLEDGE = built_in_knowledge()


@each(
    "spoilt, meant",
    (
        ("550 =?UTF-8?Q?Empf=C3=A4nger_unbekannt?=", "550 Empfänger unbekannt"),
        ("550 =?utf-8?B?Qm/DrnRlIHBsZWluZQ==?=", "550 Boîte pleine"),
        ("550 EmpfÃ¤nger ungÃ¼ltig", "550 Empfänger ungültig"),
        ("550 10 \u00e2\u201a\u00ac", "550 10 €"),
        (r"550 Empf\303\244nger unbekannt", "550 Empfänger unbekannt"),
        ("550 Empf?nger unbekannt", "550 empfänger unbekannt"),
        ("550 Empf??nger unbekannt", "550 empfänger unbekannt"),
        ("550 usu\ufffdrio inv\ufffdlido", "550 usuário inválido"),
        # Nobody can say what these were.
        ("550 see http://example.org/why?not=x", "550 see http://example.org/why?not=x"),
        ("550 who?knows", "550 who?knows"),
        ("550 =?nonsense", "550 =?nonsense"),
        ("550 Ã and Ã¶ÿ", "550 Ã and öÿ"),
    ),
)
def test_letters(spoilt: str, meant: str) -> None:
    assert legible(spoilt) == meant


@each(
    "text, category",
    (
        ("550 UsuÃ¡rio nÃ£o existe", Category.NONEXISTENT),
        ("552 Bo?te aux lettres satur?e", Category.MAILBOX_FULL),
        ("554 Anhaenge dieser Art sind unzulaessig", Category.CONTENT),
        ("550 Zieladresse ungueltig", Category.NONEXISTENT),
    ),
)
def test_what_they_say(text: str, category: Category) -> None:
    record = record_of_reply(text, KNOWLEDGE)
    assert record.category is category
    assert record.diagnostic == text


@given(st.text(st.sampled_from(string.ascii_letters + "?=\\3Ã¤€\ufffd ä"), max_size=60))
def test_any_text_is_taken(text: str) -> None:
    legible(text)


@given(st.text(st.sampled_from(string.ascii_letters + string.digits + " .,:-<>@[]()/"), max_size=60))
def test_text_without_signs_of_loss_stays(text: str) -> None:
    assert legible(text) == text
