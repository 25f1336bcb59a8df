"""A quota file, asked about one list at a time."""

from repcheck.store.quota import Grant, Want
from repcheck.store.quota_file import QuotaFile


class OneListQuota(QuotaFile):
    def reserve(self, list_id: str, wanted: int, per_day: int) -> Grant:
        return self.reserve_all([Want(list_id, wanted, per_day)])[0]

    def give_back(self, list_id: str, unused: int) -> None:
        self.settle({list_id: -unused})

    def spend(self, list_id: str, extra: int) -> None:
        self.settle({list_id: extra})
