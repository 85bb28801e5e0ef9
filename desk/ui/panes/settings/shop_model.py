# SPDX-License-Identifier: LicenseRef-Desk
"""The shop's own settings: what is kept, and one change at a time."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desk.errors import Refused
from desk.services.shop import Settings, ShopSettings
from desk.services.store import Change, Session
from desk.ui.live_query import LiveQuery
from desk.ui.panes import Context

FIELDS = (
    "shop_name",
    "legal_name",
    "website",
    "country",
    "currency",
    "timezone",
    "default_language",
    "languages",
    "answer_within_hours",
)
Kept = str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is shown. shop: None while it is read."""

    shop: ShopSettings | None = None
    error: Exception | None = None


class ShopModel(QObject):
    """changed(). kept(field, value before): a change is in the database. refused(field, Exception)."""

    changed = Signal()
    kept = Signal(str, object)
    refused = Signal(str, object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.state = State()
        self._query = LiveQuery(context.desk, _read, {Change.SETTINGS}, self)
        self._query.rows_changed.connect(self._on_read)
        self._query.error_changed.connect(self._on_error)

    def refresh(self) -> None:
        """Read again."""
        self._query.refresh()

    def change(self, field: str, value: Kept) -> None:
        """Keep one setting, unless it is so already."""
        before = None if self.state.shop is None else getattr(self.state.shop, field)
        if value == before:
            return
        self._context.jobs.start(
            self._change(field, value, before), self, lambda error: self.refused.emit(field, error)
        )

    async def _change(self, field: str, value: Kept, before: Kept | None) -> None:
        def work(session: Session) -> ShopSettings:
            return Settings(session).change(**{field: value})

        shop = await self._context.desk.db.write(work, Change.SETTINGS)
        self.state = State(shop=shop)
        self.changed.emit()
        self.kept.emit(field, before)

    def _on_read(self, shop: ShopSettings) -> None:
        self.state = State(shop=shop)
        self.changed.emit()

    def _on_error(self, error: Exception | None) -> None:
        self.state = State(shop=self.state.shop, error=error)
        self.changed.emit()


def _read(session: Session) -> ShopSettings:
    return Settings(session).get()


def problem_of(error: Exception, field: str) -> Exception:
    """Return the refusal as it concerns `field`; other failures as they are."""
    if isinstance(error, Refused):
        mine = tuple(problem for problem in error.problems if problem.place == field)
        return Refused(*(mine or error.problems))
    return error
