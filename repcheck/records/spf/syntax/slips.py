"""What somebody most likely meant by a term that is against the grammar, or that means nothing."""

import re
from ipaddress import IPv6Address, IPv6Network, ip_network

from repcheck.model.secret import MASK
from repcheck.records.spf.syntax.keys import holds_key
from repcheck.records.spf.syntax.macros import MacroString
from repcheck.records.spf.syntax.terms import VERSION, Fault, Mechanism, Modifier, Term, parse_record

_SIGN = re.compile(r"[-+~?]?")
_QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u2018\u2019\"'\u200b\ufeff\u00a0"))
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
#: What comes over the wire for a dash of a word processor before "all".
_DASHED_ALL = re.compile("\ufffd+all", re.IGNORECASE)
_NAMES = {
    "ip": "ip4", "ipv4": "ip4", "ip-4": "ip4", "ip_4": "ip4", "ipv6": "ip6", "ip-6": "ip6",
    "includes": "include", "inlcude": "include", "incude": "include", "inculde": "include",
    "host": "a", "al": "all", "alll": "all", "exist": "exists",
}  # fmt: skip
_NAMED = re.compile(r"([-+~?]?)([a-z][a-z0-9_-]*)([:=])?(.*)", re.IGNORECASE | re.DOTALL)
_GLUED = re.compile(r"(?<=[a-z0-9])(?=(?:ip4|ip6|include):)|(?<=[a-z0-9])(?=[-~?]all\Z)", re.IGNORECASE)
#: A mechanism whose argument stands behind a space.
_LACKING = re.compile(r"([-+~?]?)(ip4|ip6|a|mx|include|exists|redirect)([:=])", re.IGNORECASE)
#: A dot where the colon of a mechanism should be.
_DOTTED = re.compile(r"([-+~?]?)(include|redirect)\.(.+\..+)", re.IGNORECASE)
#: The version of a second record, grown together with a term where two were joined.
_VERSION_WITHIN = re.compile(f"{re.escape(VERSION)}[:;,]*", re.IGNORECASE)
#: What a panel leaves behind a term.
_MARKUP = re.compile("</?[a-z][a-z0-9]{0,9} ?/?>|&nbsp;?", re.IGNORECASE)
_WORDS = re.compile("[a-z0-9]", re.IGNORECASE)
#: An IPv4 address, or what was to be one.
_NUMBERS = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,3}(?![a-z-]*\.)", re.IGNORECASE)
#: A sender in it counts as IPv4 (RFC 7208 5), so that no term matches it.
_MAPPED = IPv6Network("::ffff:0:0/96")
#: What a host can be called, with a letter for each macro: the grammar of domain-spec takes far more.
_HOST = re.compile(r"(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?", re.IGNORECASE)
_HEAD = re.compile(r"[-+~?]?(?:include|a|mx|ptr|exists):|(?:redirect|exp)=", re.IGNORECASE)
#: What people write round a name.
_BEFORE = re.compile(r"\A(?:https?://|spf[:=]|[<(\[\"'@:.\\])+", re.IGNORECASE)
_BEHIND = "<>()[]\"'.,;:/\\"
#: A longer term is not a slip of the hand.
_LONGEST = 300


def matches_nobody(term: Term) -> bool:
    """Whether it is valid and matches no sender: a name that no host can have, an IPv4-mapped network."""
    return is_mapped(term) or names_no_host(term)


def is_mapped(term: Term) -> bool:
    """Whether it is an IPv4-mapped network: ``ip6:::ffff:192.0.2.1``."""
    network = term.network if isinstance(term, Mechanism) else None
    return isinstance(network, IPv6Network) and network.subnet_of(_MAPPED)


def names_no_host(term: Term) -> bool:
    """Whether no host can have the name in it: the grammar allows ``a:http://mail.example.com``."""
    spec = None if isinstance(term, Fault) else term.domain if isinstance(term, Mechanism) else term.value
    if spec is None or (isinstance(term, Modifier) and term.kind == "other"):
        return False
    return _HOST.fullmatch(_literal(spec)) is None


def _literal(spec: MacroString) -> str:
    return "".join(part if isinstance(part, str) else "m" for part in spec.parts)


def meant(term: Term) -> str | None:
    """The term, or the terms, to write instead: valid ones; None when nothing is likely."""
    text = term.text
    if len(text) > _LONGEST:
        return None
    if _DASHED_ALL.fullmatch(text):
        return "-all"
    # U+FFFD round a term stands for quotes; within one, for a letter that is lost.
    plain = _MARKUP.sub("", text.strip("\ufffd").translate(_QUOTES).translate(_DASHES))
    plain = _in_a_labels(plain.strip(",;"))
    if "\ufffd" in plain:
        return None
    dotted = _DOTTED.fullmatch(plain)
    if dotted is not None:
        plain = f"{dotted[1]}{dotted[2]}{'=' if dotted[2].lower() == 'redirect' else ':'}{dotted[3]}"
    apart = _apart(plain)
    guesses = (
        plain,
        _hosts_alone(plain),
        apart,
        _renamed(plain),
        _renamed(apart),
        _hosts_alone(_renamed(apart)),
    )
    return next((guess for guess in guesses if guess and guess != text and _is_sound(guess)), None)


def joined(text: str, after: str) -> str | None:
    """One term of ``include:`` and the name that stands behind a space; None for any other pair."""
    if not _LACKING.fullmatch(text) or not re.search("[.:]", after) or len(after) > _LONGEST or MASK in after:
        return None
    if not all(isinstance(term, Fault) for term in parse_record(f"v=spf1 {after}").terms):
        return None  # a term of its own
    whole = text + after
    if not parse_record(f"v=spf1 {whole}").faults:
        return whole
    return meant(Fault(text=whole, at=0, says=""))


def _in_a_labels(text: str) -> str:
    """A name in Unicode as it is asked for (RFC 7208 4.3, RFC 5890); unchanged where that is not a name."""
    head, mark, name = text.partition(":") if ":" in text else text.partition("=")
    name, slash, length = name.partition("/")
    if name.isascii() or not mark:
        return text
    import idna

    try:
        return f"{head}{mark}{idna.encode(name, uts46=True).decode()}{slash}{length}"
    except idna.IDNAError:
        return text


def _is_sound(guess: str) -> bool:
    """Valid, and neither an unknown modifier, nor a term that matches nobody or half of the world."""
    terms = parse_record(f"v=spf1 {guess}").terms
    idle = any(isinstance(term, Modifier) and term.kind == "other" for term in terms)
    wide = any(isinstance(term, Mechanism) and term.wide for term in terms)
    wrong = any(isinstance(term, Fault) or matches_nobody(term) or holds_key(term) for term in terms)
    return bool(terms) and not (idle or wide or wrong)


def _hosts_alone(text: str) -> str:
    """Each name without what people write round it: a scheme, brackets, a second mechanism."""
    return " ".join(map(_host_alone, text.split(" ")))


def _host_alone(text: str) -> str:
    head = _HEAD.match(text)
    if head is None:
        return text
    name = text[head.end() :]
    twice = head[0].lstrip("-+~?")
    while name.lower().startswith((twice.lower(), f"{twice[:-1].lower()}=")):
        name = name[len(twice) :]
    return head[0] + _BEFORE.sub("", name).rstrip(_BEHIND)


def _apart(text: str) -> str:
    """Terms that have grown together: by commas, semicolons, or a missing space."""
    alone = _VERSION_WITHIN.sub(" ", text)
    pieces = [part for piece in re.split("[,; ]", alone) for part in _GLUED.split(piece) if part]
    return " ".join(_as_the_first(pieces[0], piece) for piece in pieces) if pieces else ""


def _as_the_first(first: str, piece: str) -> str:
    """A piece of a list, ``-ip4:192.0.2.1,192.0.2.2``, with the sign and mechanism before it."""
    sign = first[:1] if first[:1] in ("-", "~", "?", "+") else ""
    if _HEAD.match(piece) is None and (network := _network(piece)) is not None:  # "a:" begins an address too
        return sign + network
    head = _HEAD.match(first)
    listed = head is not None and head[0][-1] == ":" and "." in piece and _HOST.fullmatch(piece) is not None
    return f"{head[0]}{piece}" if listed and head is not None else piece


def _renamed(text: str) -> str:
    return " ".join(filter(None, map(_one, text.split(" "))))


def _one(text: str) -> str:
    """One term with its name and its argument made to fit each other."""
    match = _NAMED.fullmatch(text)
    if match is None:
        return _bare(text)
    sign, word, mark, argument = match.groups()
    name = _NAMES.get(word.lower(), word.lower())
    if name == "redirect":
        return f"redirect={argument}"
    if not mark:
        return f"{sign}{name}" if name == "all" and not _WORDS.search(argument) else _bare(text)
    if name in ("ip4", "ip6", "a", "mx") and (network := _network(argument)) is not None:
        return sign + network
    if name in ("ip4", "ip6") and _NUMBERS.match(argument):
        return text  # an address with a slip in it, and not the name of a host
    return f"{sign}{'a' if name in ('ip4', 'ip6') else name}:{argument}"


def _bare(text: str) -> str:
    """An address or a network without a name before it. A dash before an address may be that of a range."""
    sign = _SIGN.match(text)
    rest = text[len(sign[0]) if sign else 0 :]
    network = None if text.startswith("-") and "/" not in rest else _network(rest)
    return text if network is None else text[: len(text) - len(rest)] + network


def _network(text: str) -> str | None:
    """The mechanism for an address or a network, with an IPv4-mapped one as the IPv4 that it stands for."""
    try:
        network = ip_network(text, strict=False)
    except ValueError:
        return None
    if isinstance(network, IPv6Network) and network.subnet_of(_MAPPED):
        address, _, length = text.partition("/")
        four = IPv6Address(address).ipv4_mapped
        return f"ip4:{four}" if network.prefixlen == 128 else f"ip4:{four}/{int(length) - 96}"
    return f"ip{network.version}:{text}"
