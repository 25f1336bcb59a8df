"""Replies in wire form, made by dnspython."""

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rrset

from repcheck.dns.wire import (
    question_section,
    read_reply,
    same_but_case,
    zone_wire,
)
from repcheck.model.dns import Question


def asked(name="2.0.0.127.bl.example", rdtype="A"):
    return Question(name, rdtype)


def reply(question, *answers, rcode=dns.rcode.NOERROR, authority=(), flags=dns.flags.QR | dns.flags.RA):
    message = dns.message.make_query(question.name, question.rdtype, use_edns=False, id=0x1234)
    message.flags = flags
    message.set_rcode(rcode)
    message.answer = [dns.rrset.from_text(*parts) for parts in answers]
    message.authority = [dns.rrset.from_text(*parts) for parts in authority]
    return message.to_wire(max_size=65535)


def question_wire(question):
    return question_section(b"", zone_wire(question.name, question.rdtype))


SOA = ("bl.example.", 300, "IN", "SOA", "ns.bl.example. hm.bl.example. 1 2 3 4 60")


def read(message, rdtype):
    """The reply as the engine would take it; None when it would not."""
    section = question_wire(asked(rdtype=rdtype))
    return read_reply(message, section, rdtype) if same_but_case(message, section) else None
