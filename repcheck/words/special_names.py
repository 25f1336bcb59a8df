"""Names that the public DNS does not have and nobody can register: no list can say anything of them."""

#: By what they end in. A row says what such a name is, for a person.
_ENDS = {
    "alt": "name of another system than the DNS (RFC 9476)",
    "corp": "private name (RFC 6762, appendix G)",
    "home": "private name (RFC 6762, appendix G)",
    "home.arpa": "name of a home network (RFC 8375)",
    "internal": "private name (RFC 6762, appendix G)",
    "intranet": "private name (RFC 6762, appendix G)",
    "invalid": "invalid name (RFC 6761)",
    "lan": "private name (RFC 6762, appendix G)",
    "local": "local name (RFC 6762)",
    "localdomain": "name of this machine",
    "localhost": "name of this machine (RFC 6761)",
    "onion": "onion name (RFC 7686)",
    "private": "private name (RFC 6762, appendix G)",
    "test": "test name (RFC 6761)",
}


def not_public(name: str) -> str | None:
    """What kind of special-use name ``name`` is; None for one of the public DNS.

    ``name`` is in lower case, without a trailing dot. Those of examples (RFC 2606) count as public:
    they stand in every manual, and an example should work as it is typed.
    """
    labels = name.rsplit(".", 2)
    return _ENDS.get(labels[-1]) or _ENDS.get(".".join(labels[-2:]))
