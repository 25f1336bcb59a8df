"""Names whose registrable domain does not exist: its buyer speaks for everybody who trusts the name."""

from collections.abc import Callable, Iterable

from repcheck.model.dns import Inquiry, Outcome, Question
from repcheck.words.special_names import not_public

#: Names that strangers' records may have us ask about.
NAMES_AT_MOST = 50


def unregistered(names: Iterable[str], registered_domain: Callable[[str], str]) -> Inquiry[dict[str, str]]:
    """Name -> registrable domain, for those of the missing ``names`` whose registrable domain is missing too.

    A name may be missing in a domain that somebody owns; only NXDOMAIN for the domain itself shows that
    nobody does (RFC 8020). What nobody can register (mail.corp.local) is not asked about.
    """
    open_to_all = [name for name in dict.fromkeys(names) if not_public(name) is None]
    domains = {name: registered_domain(name) for name in open_to_all[:NAMES_AT_MOST]}
    distinct = tuple(dict.fromkeys(domain for domain in domains.values() if "." in domain))
    if not distinct:
        return {}
    answers = yield tuple(Question(domain, "SOA") for domain in distinct)
    free = {
        domain for domain, answer in zip(distinct, answers, strict=True) if answer.outcome is Outcome.NXDOMAIN
    }
    return {name: domain for name, domain in domains.items() if domain in free}
