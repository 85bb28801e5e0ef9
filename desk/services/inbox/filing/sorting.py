# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps apart what arrived: new, here already, deleted here, or no concern of the list's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from desk.models.vocabulary import Direction, FolderRole
from desk.services.inbox.filing.known import Answered, Here, Known
from desk.services.inbox.filing.letter import Reading, header_id_of_copy, is_of_concern, is_told, sum_of


@dataclass(slots=True)
class Sorted:
    """Arrivals, told apart. here: position → message that it is; twins: position → position of the same mail."""

    new: list[Reading] = field(default_factory=list)
    here: dict[int, str] = field(default_factory=dict)
    twins: dict[int, int] = field(default_factory=dict)
    proven: list[str] = field(default_factory=list)
    copies: dict[str, str] = field(default_factory=dict)
    """Message-ID → `content_sum` of copies of ours that nobody had found before: wherever they lie, they are known."""
    skipped: int = 0
    deliveries: dict[str, Answered] = field(default_factory=dict)
    """Message-ID → delivery of ours, of all that is named."""


class Sorting:
    """Tells arrivals apart."""

    def __init__(self, session: Session) -> None:
        self._known = Known(session)

    def sort(self, readings: Sequence[Reading]) -> Sorted:
        """Return what is to be done with each; of the same mail twice, the first is new and the other its twin.

        A Message-ID proves nothing by itself: a mail of somebody else, one that says something else, or brings
        other files, is another mail.
        """
        named = {one for reading in readings for one in (reading.header_id, *reading.references)}
        found = Sorted(deliveries=self._known.deliveries(named))
        others = self._round(readings, found)
        if others:
            self._round([replace(one, header_id=header_id_of_copy(one.arrival.raw)) for one in others], found)
        return found

    def _round(self, readings: Sequence[Reading], found: Sorted) -> list[Reading]:
        """Sort; return those whose Message-ID belongs to another mail."""
        left, others = self._not_deleted(readings, found)
        here = self._known.messages({reading.header_id for reading in left})
        fresh: dict[str, Reading] = {}
        for reading in left:
            header_id = reading.header_id
            if header_id in here:
                if _is_kept(reading, here[header_id]):
                    found.here[reading.position] = here[header_id].id
                else:
                    others.append(reading)
            elif header_id in fresh:
                if _is_same(reading, fresh[header_id]):
                    found.twins[reading.position] = fresh[header_id].position
                else:
                    others.append(reading)
            elif _only_names(reading, found.deliveries):
                others.append(reading)
            elif self._is_new(reading, found.deliveries, found):
                fresh[header_id] = reading
                found.new.append(reading)
        return others

    def _not_deleted(self, readings: Sequence[Reading], found: Sorted) -> tuple[list[Reading], list[Reading]]:
        """Skip what was deleted here, or once proven; return the rest, and apart others under such a Message-ID."""
        proofs = {one.header_id: sum_of(one) for one in readings if _is_proof(one, found.deliveries)}
        before = self._known.deleted({reading.header_id for reading in readings})
        found.copies |= {header_id: told for header_id, told in proofs.items() if header_id not in before}
        deleted = proofs | before
        left, others = [], []
        for reading in readings:
            if reading.header_id not in deleted or _is_proof(reading, found.deliveries):
                left.append(reading)
            elif _is_deleted(reading, deleted[reading.header_id]):
                found.skipped += 1
            else:
                others.append(reading)
        return left, others

    @staticmethod
    def _is_new(reading: Reading, deliveries: Mapping[str, Answered], found: Sorted) -> bool:
        if _is_proof(reading, deliveries):
            found.proven.append(
                deliveries[reading.header_id].id
            )  # the copy of what the outbox sent: its history shows it
            return False
        if not is_of_concern(reading.arrival.folder_role):
            found.skipped += 1
            return False
        return True


def _is_proof(reading: Reading, deliveries: Mapping[str, Answered]) -> bool:
    """Say whether it is the copy that the outbox left. Anybody may write our address, and a Message-ID they know."""
    is_ours = reading.direction is Direction.OUTGOING and _is_our_copy(reading)
    return is_ours and reading.header_id in deliveries


def _only_names(reading: Reading, deliveries: Mapping[str, Answered]) -> bool:
    """Say whether it has the Message-ID of a delivery, and lies where anybody's mail arrives."""
    return reading.header_id in deliveries and not _is_our_copy(reading)


def _is_deleted(reading: Reading, buried: str) -> bool:
    """Say whether it is the mail that was deleted here; of what Desk wrote only the copy that it left is."""
    return is_told(reading, buried) if buried else _is_our_copy(reading)


def _is_kept(reading: Reading, here: Here) -> bool:
    if not here.is_written:
        return is_told(reading, here.content_sum)
    mail = reading.mail
    return _is_our_copy(reading) or (
        mail.sender.address.casefold() == here.sender.casefold()
        and _squeezed(here.text) in {_squeezed(mail.text), _squeezed(mail.plain or mail.text)}
    )


def _is_same(reading: Reading, other: Reading) -> bool:
    return sum_of(other) == sum_of(reading)


def _is_our_copy(reading: Reading) -> bool:
    """Say whether it lies where only we put mail: there it stands as the server has it."""
    return reading.arrival.folder_role is FolderRole.SENT


def _squeezed(text: str) -> str:
    return "".join(text.split())
