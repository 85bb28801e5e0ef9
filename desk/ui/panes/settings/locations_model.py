# SPDX-License-Identifier: LicenseRef-Desk
"""The shop's locations: what is kept, and how one is saved."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desk.errors import Conflict
from desk.models.identity import LocationId
from desk.services.shop import LocationDraft, Locations, LocationView, Settings, ShopSettings
from desk.services.store import Change, Session
from desk.ui.live_query import LiveQuery
from desk.ui.panes import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was read: the locations, the default one first, and the shop's usual country and zone."""

    locations: tuple[LocationView, ...]
    shop: ShopSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is shown. kept: None while it is read."""

    kept: Kept | None = None
    error: Exception | None = None


class LocationsModel(QObject):
    """changed(). saved(key, id): key is "" for a new one. refused(key, Exception).

    overtaken(key, LocationView): somebody else saved it first, and this is what it is now.
    """

    changed = Signal()
    saved = Signal(str, str)
    refused = Signal(str, object)
    overtaken = Signal(str, object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.state = State()
        self._query = LiveQuery(context.desk, _read, {Change.LOCATIONS, Change.SETTINGS}, self)
        self._query.rows_changed.connect(self._on_read)
        self._query.error_changed.connect(self._on_error)

    def refresh(self) -> None:
        """Read again."""
        self._query.refresh()

    def save(self, key: str, draft: LocationDraft, seen_version: int) -> None:
        """Keep a location; key: its id, "" for a new one."""
        self._context.jobs.start(
            self._save(key, draft, seen_version), self, lambda error: self.refused.emit(key, error)
        )

    async def _save(self, key: str, draft: LocationDraft, seen_version: int) -> None:
        def work(session: Session) -> str:
            if not key:
                return Locations(session).create(draft)
            Locations(session).edit(LocationId(key), draft, seen_version=seen_version)
            return key

        db = self._context.desk.db
        try:
            kept_id = await db.write(work, Change.LOCATIONS)
        except Conflict:
            theirs = await db.read(lambda session: Locations(session).get(LocationId(key)))
            self.overtaken.emit(key, theirs)
            raise
        self._on_read(await db.read(_read))
        self.saved.emit(key, kept_id)

    def _on_read(self, kept: Kept) -> None:
        self.state = State(kept=kept)
        self.changed.emit()

    def _on_error(self, error: Exception | None) -> None:
        self.state = State(kept=self.state.kept, error=error)
        self.changed.emit()


def _read(session: Session) -> Kept:
    return Kept(locations=Locations(session).all(), shop=Settings(session).get())
