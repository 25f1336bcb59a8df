"""Scripted zones for the embedded name server: the one door to them.

Zones that answer as they should:

    honest(origin, entries)   a DNS list with its test points       records(origin, text)  ordinary records

Zones that do not:

    dead        never answers               wildcard    lists everything
    blocked     127.255.255.254 for all     parked      the address of a web server for all
    servfail    SERVFAIL for all            refused     REFUSED for all
    nodata      NOERROR without records     garbage     octets that are not a message
    lame        refers everything elsewhere

Faults put round another zone, which may have one already:

    slow(zone, delay)   late                truncating  TC over UDP, whole over TCP
    lossy(zone, every)  loses first tries   forging     forged answers come before the true one
    duplicating         answers twice       no_edns     FORMERR for a query with an OPT record
    cname               answers through an alias    lowercasing     loses the case of the question
    reordering          later answers overtake      half_closing    breaks off over TCP

Any other behaviour is a ``Zone(origin, script)`` with a script of one's own. Nothing is random: the same
questions in the same order are answered the same.
"""

from repcheck.demo.faults import (
    blocked,
    cname,
    dead,
    duplicating,
    forging,
    garbage,
    half_closing,
    lame,
    lossy,
    lowercasing,
    no_edns,
    nodata,
    parked,
    refused,
    reordering,
    servfail,
    slow,
    truncating,
    wildcard,
)
from repcheck.demo.listings import Listing, honest
from repcheck.demo.records import records
from repcheck.demo.replies import SILENCE, Script, ScriptedReply, Transport, Zone

__all__ = [
    "SILENCE",
    "Listing",
    "Script",
    "ScriptedReply",
    "Transport",
    "Zone",
    "blocked",
    "cname",
    "dead",
    "duplicating",
    "forging",
    "garbage",
    "half_closing",
    "honest",
    "lame",
    "lossy",
    "lowercasing",
    "no_edns",
    "nodata",
    "parked",
    "records",
    "refused",
    "reordering",
    "servfail",
    "slow",
    "truncating",
    "wildcard",
]
