"""Lists that take few questions a day."""

from repcheck.model.catalog import Limits, ReputationList, TestPoints


def a_list(per_day: int | None) -> ReputationList:
    return ReputationList(
        id="bl",
        name="BL",
        zone="bl.example",
        asks=("ipv4",),
        limits=Limits(per_day=per_day),
        test_points=TestPoints(("127.0.0.2",), ("127.0.0.1",)),
    )
