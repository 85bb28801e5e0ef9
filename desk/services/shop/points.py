# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the contact points of customers."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from desk.models import ContactPoint, new_id
from desk.models.vocabulary import PointKind, PointState
from desk.services.shop.customer import Point, PointDraft


class Points:
    """Keeper of contact points; addresses come normalised."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, customer_ids: Collection[str]) -> defaultdict[str, list[Point]]:
        """Return customer id → contact points in the order they are written to."""
        query = select(*ContactPoint.__table__.c).where(ContactPoint.customer_id.in_(customer_ids))
        found: defaultdict[str, list[Point]] = defaultdict(list)
        for row in self._session.execute(query.order_by(ContactPoint.customer_id, ContactPoint.position)):
            found[row.customer_id].append(
                Point(
                    id=row.id,
                    kind=row.kind,
                    address=row.address,
                    label=row.label,
                    state=row.state,
                    position=row.position,
                )
            )
        return found

    def put(self, customer_id: str, drafts: Sequence[PointDraft]) -> None:
        """Replace a customer's contact points; one that stays keeps its id and what is known of it."""
        known = {(point.kind, point.address): point for point in self.of([customer_id])[customer_id]}
        self._session.execute(delete(ContactPoint).where(ContactPoint.customer_id == customer_id))
        rows = [
            {
                "customer_id": customer_id,
                "position": position,
                **_row(draft, known.get((draft.kind, draft.address))),
            }
            for position, draft in enumerate(drafts)
        ]
        if rows:
            self._session.execute(insert(ContactPoint), rows)

    def mark(self, kind: PointKind, address: str, state: PointState) -> None:
        """Note what is now known of an address, for everybody who has it."""
        where = ContactPoint.kind == kind, ContactPoint.address == address
        values: dict[str, object] = {"state": state}
        if state in {PointState.OK, PointState.UNKNOWN}:
            values["soft_bounces"] = 0
        self._session.execute(update(ContactPoint).where(*where).values(values))


def _row(draft: PointDraft, old: Point | None) -> dict[str, object]:
    """Return what is kept of a draft; one that says nothing of the state leaves it as it was."""
    stays = old is not None and draft.state is PointState.UNKNOWN
    return {
        "id": old.id if old else new_id(),
        "kind": draft.kind,
        "address": draft.address,
        "label": draft.label,
        "state": old.state if old and stays else draft.state,
    }
