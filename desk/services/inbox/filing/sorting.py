# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps apart what arrived: new, here already, deleted here, or no concern of the list's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from desk.models.vocabulary import Direction
from desk.services.inbox.filing.known import Answered, Known
from desk.services.inbox.filing.letter import Reading, header_id_of_copy, is_of_concern
from desk.services.store import AnyRow


@dataclass(slots=True)
class Sorted:
    """Arrivals, told apart. here: position → message that it is; twins: position → position of the same mail."""

    new: list[Reading] = field(default_factory=list)
    here: dict[int, str] = field(default_factory=dict)
    twins: dict[int, int] = field(default_factory=dict)
    proven: list[str] = field(default_factory=list)
    skipped: int = 0
    deliveries: dict[str, Answered] = field(default_factory=dict)
    """Message-ID → delivery of ours, of all that is named."""


class Sorting:
    """Tells arrivals apart."""

    def __init__(self, session: Session) -> None:
        self._known = Known(session)

    def sort(self, readings: Sequence[Reading]) -> Sorted:
        """Return what is to be done with each; of the same mail twice, the first is new and the other its twin.

        A Message-ID proves nothing by itself: a mail that says something else is another mail.
        """
        named = {one for reading in readings for one in (reading.header_id, *reading.references)}
        found = Sorted(deliveries=self._known.deliveries(named))
        others = self._round(readings, found)
        if others:
            self._round([replace(one, header_id=header_id_of_copy(one.arrival.raw)) for one in others], found)
        return found

    def _round(self, readings: Sequence[Reading], found: Sorted) -> list[Reading]:
        """Sort; return those whose Message-ID belongs to another mail."""
        ids = {reading.header_id for reading in readings}
        deleted, here = self._known.deleted(ids), self._known.messages(ids)
        fresh: dict[str, Reading] = {}
        others = []
        for reading in readings:
            header_id = reading.header_id
            if header_id in deleted:
                found.skipped += 1
            elif header_id in here:
                if _is_kept(reading, here[header_id]):
                    found.here[reading.position] = here[header_id].id
                else:
                    others.append(reading)
            elif header_id in fresh:
                if _is_same(reading, fresh[header_id]):
                    found.twins[reading.position] = fresh[header_id].position
                else:
                    others.append(reading)
            elif self._is_new(reading, found.deliveries, found):
                fresh[header_id] = reading
                found.new.append(reading)
        return others

    @staticmethod
    def _is_new(reading: Reading, deliveries: Mapping[str, Answered], found: Sorted) -> bool:
        ours = deliveries.get(reading.header_id)
        if ours is not None and reading.direction is Direction.OUTGOING:
            found.proven.append(ours.id)  # the copy of what the outbox sent: its history shows it
            return False
        if not is_of_concern(reading.arrival.folder_role):
            found.skipped += 1
            return False
        return True


def _is_kept(reading: Reading, row: AnyRow) -> bool:
    if row.delivery_id is not None:
        return True  # what Desk wrote itself comes back as the server has it
    return _same(row.sender, reading) and bool(row.text == reading.mail.text)


def _is_same(reading: Reading, other: Reading) -> bool:
    return _same(other.mail.sender.address, reading) and other.mail.text == reading.mail.text


def _same(sender: str, reading: Reading) -> bool:
    return sender.casefold() == reading.mail.sender.address.casefold()[:320]
