"""The last delivery to each address, whatever order the logs are read in."""

from hypothesis import given
from hypothesis import strategies as st

from repcheck.hygiene.deliveries import Deliveries

ADDRESSES = st.sampled_from(["kai@corp.example.net", "Ann@Shop.example", "bo@shop.example"])


@given(st.lists(st.tuples(ADDRESSES, st.integers(0, 2**40))))
def test_the_latest_of_each_is_told(made: list[tuple[str, int]]) -> None:
    deliveries = Deliveries()
    latest: dict[str, int] = {}
    for address, at in made:
        deliveries.add(address, at)
        latest[address.lower()] = max(at, latest.get(address.lower(), at))
    assert deliveries.last([*latest, "nobody@example.org"]) == latest
    assert deliveries.domains == {address.partition("@")[2].lower() for address, _ in made}
