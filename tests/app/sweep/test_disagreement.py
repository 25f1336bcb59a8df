"""Several resolvers that are all well, and do not tell the same."""

from repcheck.app.sweep.routes import ThroughResolvers
from tests.app.asked import LISTED, NXDOMAIN, a_list, address, answering
from tests.app.sweep.sweeping import TWO, route_of, swept


async def test_a_listing_that_only_the_other_resolver_knows_is_shown_too():
    """One lists, one says NXDOMAIN: that this is told must not depend on which was named first."""
    first, _ = await route_of(TWO)
    asker = answering({"10.2.0.192.bl.example": LISTED, (first, "10.2.0.192.bl.example"): NXDOMAIN})
    sweep, _, _ = await swept(asker, [a_list()], [address(10)], ThroughResolvers(TWO, compare=True))
    assert len(list(sweep.disagreements)) == 1
