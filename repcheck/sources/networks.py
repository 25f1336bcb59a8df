"""What an RDAP answer says of a network: range, owner and where complaints go (RFC 9083, RFC 7095). Pure."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from ipaddress import IPv4Address, IPv6Address, ip_address, summarize_address_range
from typing import Any

from repcheck.model.observations import UnknownReason
from repcheck.model.sources import NetworkOwner, Trouble

#: A mail address as it may stand in a plan and a letter. Redacted and explained ones are none.
ADDRESS = re.compile(r"[A-Za-z0-9._+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,63}")
#: Who takes complaints: the first of these that has a mail address.
ROLES = ("abuse", "technical", "registrant")
_LIMIT = re.compile(r"(?i)rate.?limit|exceeded|too many|quota")
_DEEPEST, _MOST_ENTITIES, _MOST_ADDRESSES, _MOST_TEXT = 8, 200, 3, 80
_LEAST_PREFERRED = 101


def read_network(document: Mapping[str, Any], address: str, at: datetime) -> NetworkOwner | Trouble:
    """The network that an answer is about, or why it says nothing. ``address`` is what was asked."""
    first, last = _ip(document.get("startAddress")), _ip(document.get("endAddress"))
    if first is None or last is None:
        if _LIMIT.search(_notices(document)):
            # LACNIC says so with status 200.
            return Trouble(UnknownReason.OVER_QUOTA, "it answers with a notice that too much is asked")
        return Trouble(UnknownReason.UNEXPECTED_ANSWER, "its answer names no range of addresses")
    asked = ip_address(address)
    if first.version != asked.version or last.version != asked.version or not first <= asked <= last:  # type: ignore[operator]
        return Trouble(UnknownReason.UNEXPECTED_ANSWER, "its answer is about another network")
    entities = list(_entities(document))
    role, contacts = contacts_of(entities)
    owners = (_name(entity) for entity in entities if "registrant" in _roles(entity))
    return NetworkOwner(
        first=str(first),
        last=str(last),
        range=_range(first, last),
        name=_text(document.get("name")),
        owner=next(filter(None, owners), None),
        country=_text(document.get("country")),
        abuse=contacts,
        role=role,
        at=at,
    )


def contacts_of(entities: list[Mapping[str, Any]]) -> tuple[str | None, tuple[str, ...]]:
    """Role and mail addresses of those who take complaints, the preferred first; None and () without any."""
    for role in ROLES:
        found = sorted(
            (each for entity in entities if role in _roles(entity) for each in _mails(entity)),
            key=lambda each: each[0],
        )
        if found:
            return role, tuple(dict.fromkeys(mail for _, mail in found))[:_MOST_ADDRESSES]
    return None, ()


def abuse_link(document: Mapping[str, Any]) -> str | None:
    """Where the entity for complaints is described, when the answer has no more of it than a handle."""
    for entity in _entities(document):
        if "abuse" in _roles(entity) and not isinstance(entity.get("vcardArray"), list):
            links = entity.get("links")
            for link in links if isinstance(links, list) else ():
                if isinstance(link, Mapping) and link.get("rel") == "self":
                    return str(link.get("href", "")) or None
    return None


def _entities(document: Mapping[str, Any], depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """All of them, at any depth: registries nest them in the organisation."""
    inner = document.get("entities")
    if depth > _DEEPEST or not isinstance(inner, list):
        return
    for entity in inner[:_MOST_ENTITIES]:
        if isinstance(entity, Mapping):
            yield entity
            yield from _entities(entity, depth + 1)


def entities_of(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """An entity that was asked for by itself, with those in it, each as one that takes complaints."""
    return [{**entity, "roles": ["abuse"]} for entity in (document, *_entities(document))]


def _roles(entity: Mapping[str, Any]) -> tuple[str, ...]:
    roles = entity.get("roles")
    return tuple(str(role).lower() for role in roles) if isinstance(roles, list) else ()


def _card(entity: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any], Any]]:
    """(name, parameters, value) of each property of its jCard (RFC 7095 section 3.3)."""
    card = entity.get("vcardArray")
    if not isinstance(card, list) or len(card) < 2 or not isinstance(card[1], list):
        return
    for item in card[1][:_MOST_ENTITIES]:
        if isinstance(item, list) and len(item) >= 4:
            yield str(item[0]).lower(), item[1] if isinstance(item[1], Mapping) else {}, item[3]


def _mails(entity: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """(preference, address): a value may be a list of them."""
    for name, parameters, value in _card(entity):
        if name == "email":
            pref = str(parameters.get("pref", ""))
            rank = int(pref) if pref.isdecimal() and len(pref) < 4 else _LEAST_PREFERRED
            for mail in value if isinstance(value, list) else [value]:
                if isinstance(mail, str) and ADDRESS.fullmatch(mail.strip()):
                    yield rank, mail.strip()


def _name(entity: Mapping[str, Any]) -> str | None:
    return next((_text(value) for name, _, value in _card(entity) if name == "fn"), None)


def _notices(document: Mapping[str, Any]) -> str:
    return str(document.get("notices", ""))[:4096]


def _text(value: object) -> str | None:
    """A stranger's word on one line, cut; None for what is not text or is hidden."""
    if not isinstance(value, str):
        return None
    text = " ".join("".join(char if char.isprintable() else " " for char in value).split())[:_MOST_TEXT]
    return text if text and "redacted" not in text.lower() else None


def _ip(value: object) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(str(value).split("/")[0])
    except ValueError:
        return None


def _range(first: IPv4Address | IPv6Address, last: IPv4Address | IPv6Address) -> str:
    networks = list(summarize_address_range(first, last))
    return str(networks[0]) if len(networks) == 1 else f"{first} - {last}"


def covers(owner: NetworkOwner, address: str) -> bool:
    """Whether the network holds the address."""
    first, last, asked = ip_address(owner.first), ip_address(owner.last), ip_address(address)
    return first.version == asked.version and first <= asked <= last  # type: ignore[operator]
