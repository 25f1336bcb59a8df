"""Which name servers are asked."""

import pytest

from repcheck.dns.resolvers import parse_resolver
from repcheck.errors import BadOption


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("192.0.2.53", "192.0.2.53:53"),
        ("192.0.2.53:5353", "192.0.2.53:5353"),
        ("2001:db8::53", "[2001:db8::53]:53"),
        ("[2001:db8::53]", "[2001:db8::53]:53"),
        ("[2001:DB8:0::53]:5353", "[2001:db8::53]:5353"),
    ],
)
def test_good_spellings(text, shown):
    assert str(parse_resolver(text)) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "dns.example",
        "192.0.2.53:",
        "192.0.2.53:0",
        "192.0.2.53:65536",
        "192.0.2.53:x",
        "[2001:db8::53",
        "[::1]5",
        "1.2.3",
    ],
)
def test_bad_spellings_name_the_option_and_the_text(text):
    with pytest.raises(BadOption) as caught:
        parse_resolver(text)
    assert str(caught.value).startswith("--resolver: ")
    assert text in str(caught.value)
    assert "\n" not in str(caught.value)
