# SPDX-License-Identifier: LicenseRef-Desk
"""Decides which parcels leave with an empty return path, and what an answer to one means (decision 38)."""

from dataclasses import replace

from desk.models.vocabulary import AttemptOutcome
from desk.services.channels import Parcel
from desk.services.providers.provider import Blame, Receipt

_MOST_NOTED = 1_000


class ReturnPaths:
    """What one account's server has said of empty return paths: some take none from their own customers."""

    def __init__(self) -> None:
        self._takes_empty = True
        self._refused: set[str] = set()
        """Deliveries that go once more, with the sender's address."""

    def chosen(self, parcel: Parcel) -> Parcel:
        """Return the parcel as it is to leave: without a sender's address where a machine answers."""
        wants_empty = parcel.is_reply_of_machine and self._takes_empty
        if not wants_empty or parcel.delivery_id in self._refused:
            return parcel
        return replace(parcel, sender_address="")

    def note_refusal(self, parcel: Parcel, receipt: Receipt) -> bool:
        """Note an answer to an empty path; whether the parcel may go again now, with the sender's address.

        Any 5xx may mean the path, whatever stage it comes at and whomever its words name: with an address the
        server tells what it thinks of the rest.
        """
        if receipt.code[:1] != "5":
            return False
        if len(self._refused) >= _MOST_NOTED:  # of deliveries that were withdrawn before they went again
            self._refused.clear()
        self._refused.add(parcel.delivery_id)
        return not receipt.handed_over

    def note_answer(self, parcel: Parcel, receipt: Receipt) -> None:
        """Note an answer to the sender's address: if it is taken now, it was the empty path that was refused."""
        if parcel.delivery_id not in self._refused or receipt.outcome is None:
            return
        if receipt.outcome is AttemptOutcome.ACCEPTED:
            self._takes_empty = False
        if receipt.outcome is not AttemptOutcome.TRANSIENT:
            self._refused.discard(parcel.delivery_id)


def of_empty_path(receipt: Receipt) -> Receipt:
    """Return the answer to an empty path as a failure of this delivery only, which is tried again later."""
    if receipt.outcome is None or receipt.outcome is AttemptOutcome.ACCEPTED:
        return receipt
    outcome = AttemptOutcome.TRANSIENT if receipt.code[:1] == "5" else receipt.outcome
    return replace(receipt, outcome=outcome, blame=Blame.MESSAGE, teaches=False)
