"""Whose the networks are, in the steps that only their owner can take."""

from collections.abc import Sequence
from ipaddress import ip_address

import msgspec

from repcheck.model.causes import Step
from repcheck.model.sources import NetworkOwner

_MOST_NETWORKS = 3


def with_owners(plan: Sequence[Step], owners: Sequence[NetworkOwner]) -> tuple[Step, ...]:
    """The steps, with the owners of networks and their contacts in those that an owner has to take.

    A contact named in the instructions for removal goes first. Names are a registry's: bounded, one line.
    """
    return tuple(_owned(step, owners) if _is_owners(step) else step for step in plan)


def _is_owners(step: Step) -> bool:
    return step.who == "network_owner" and step.phase != "avoid"


def _owned(step: Step, owners: Sequence[NetworkOwner]) -> Step:
    found = [owner for owner in owners if any(_holds(owner, target) for target in step.targets)]
    if not found:
        return step
    contacts = tuple(dict.fromkeys((*step.contacts, *(mail for owner in found for mail in owner.abuse))))
    says = " ".join(_sentence(owner) for owner in found[:_MOST_NETWORKS])
    return msgspec.structs.replace(step, contacts=contacts, how=f"{step.how} {says}")


def _sentence(owner: NetworkOwner) -> str:
    who = owner.owner or owner.name
    belongs = f"The registry gives {owner.range} to {who}" if who else f"The registry knows {owner.range}"
    write = f": write to {owner.abuse[0]}" if owner.abuse else " and names nobody for complaints"
    source = "RIPEstat" if owner.source == "ripestat" else "RDAP"
    return f"{belongs}{write} ({source}, {owner.at:%Y-%m-%d})."


def _holds(owner: NetworkOwner, target: str) -> bool:
    try:
        asked, first, last = ip_address(target), ip_address(owner.first), ip_address(owner.last)
    except ValueError:
        return False
    return asked.version == first.version and int(first) <= int(asked) <= int(last)
