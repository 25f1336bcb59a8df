"""When two records say the same of the sender, so that every question about causes has one answer for both.

What ``Claims``, ``wanted`` and ``Groups`` read of a record stands here, from its text only what they make of
it: so texts need not be kept, and a worker can count records that nobody has asked the lists about yet.
"""

import re
from collections.abc import Hashable

import msgspec

from repcheck.causes.look_ups import judged_domain
from repcheck.causes.senders import names_in
from repcheck.causes.subjects import canonical
from repcheck.causes.texts import (
    CompiledRules,
    ProviderRules,
    about_authentication,
    about_helo,
    about_reverse_name,
    authentication_topic,
    cited,
    demands_alignment,
    is_the_others,
    matching_rule,
    reverse_name_explains,
    sender_side,
)
from repcheck.model.bounces import BounceRecord
from repcheck.model.catalog import Catalog, ProviderRule

Key = tuple[Hashable, ...]

#: A name of a host or domain, and not the id of a mail with dots in it.
_LIKE_A_DOMAIN = re.compile(r".*\.[a-z][a-z0-9-]*")


class AlikeBy:
    """Gives each record a key: records of one key are alike.

    ``grouped``  targets of the run have groups, which are found by sender and HELO
    """

    def __init__(self, catalog: Catalog, *, grouped: bool = False) -> None:
        self._rules = ProviderRules(catalog)
        self._grouped = grouped

    def __call__(self, record: BounceRecord) -> Key:
        """The key; of a record that can make no cause it holds what is counted, and no more."""
        counted = (record.kind, record.suppressed, record.category, record.hard, record.sender_blocked)
        refused = record.kind in ("bounce", "delayed") and not record.suppressed
        helo = record.helo if refused and record.helo is not None and about_helo(record) else None
        of_sender = sender_side(record)
        named = refused and record.blocked_subject is not None
        if not (of_sender or named or helo is not None or about_authentication(record, None)):
            return counted
        return (*counted, *self._sender(record), helo, *self._said(record))

    def _sender(self, record: BounceRecord) -> Key:
        subject, others = record.blocked_subject, (False, False)
        if subject is not None and subject.kind == "ip":
            spelt = canonical(subject)
            here = is_the_others(subject.value, record)
            same = spelt is None or spelt.value == subject.value
            others = (here, here if same or spelt is None else is_the_others(spelt.value, record))
        found: Key = (record.provider, subject, others, record.source_ip, record.esp)
        return (*found, _domain(record), record.header_from, record.helo) if self._grouped else found

    def _said(self, record: BounceRecord) -> Key:
        lists = cited(record)
        rules = self._rules.of(record.provider)
        rule = None if lists else matching_rule(record, rules)
        of_name = not lists and about_reverse_name(record, rule)
        found: Key = (
            lists,
            bool(record.cited_lists),
            _place(rule, rules),
            of_name,
            of_name and reverse_name_explains(record),
        )
        return (*found, *_authentication(record)) if about_authentication(record, rule) else found


def _authentication(record: BounceRecord) -> Key:
    """Which domain and address a refusal for SPF, DKIM or DMARC is about."""
    names = frozenset(name for name in names_in(record) if _LIKE_A_DOMAIN.fullmatch(name))
    return (
        authentication_topic(record),
        demands_alignment(record),
        judged_domain(record),
        names,
        _domain(record),
        record.header_from,
        record.signatures,
    )


def _place(rule: ProviderRule | None, rules: CompiledRules) -> int | None:
    """The number of the rule among its provider's."""
    return next((number for number, (_, one) in enumerate(rules) if one is rule), None)


def _domain(record: BounceRecord) -> str:
    return (record.sender or "").rpartition("@")[2].lower()


def sample_of(record: BounceRecord) -> BounceRecord:
    """The record as it stands for all that are alike: nobody's address, time or mail is in its fields."""
    return msgspec.structs.replace(
        record,
        file="",
        index=0,
        recipient=None,
        original_recipient=None,
        queue_id=None,
        source_id=None,
        time=None,
        words=None,
    )
