"""The embedded name server on loopback, its scripted zones, and what ``repcheck demo`` shows with them.

    with NameServer(demo_zones()) as server:
        repcheck.check(DEMO_TARGETS, catalog=demo_catalog(), resolvers=[server.address])

All kinds of zones are in ``repcheck.demo.zones``; ``ScriptedAsker`` answers without a network.
"""

from repcheck.demo.asker import ScriptedAsker
from repcheck.demo.nameserver import Asked, NameServer
from repcheck.demo.scenario import DEMO_TARGETS, demo_catalog, demo_mails, demo_zones
from repcheck.demo.zones import Listing, Zone, dead, honest, records, wildcard

__all__ = [
    "DEMO_TARGETS",
    "Asked",
    "Listing",
    "NameServer",
    "ScriptedAsker",
    "Zone",
    "dead",
    "demo_catalog",
    "demo_mails",
    "demo_zones",
    "honest",
    "records",
    "wildcard",
]
