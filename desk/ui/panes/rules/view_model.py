# SPDX-License-Identifier: LicenseRef-Desk
"""The rule that is open: its draft, its problems, saving, activating, and somebody else's changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk import clock
from desk.errors import Conflict, DeskError, NotFound, Refused
from desk.models.identity import RuleId
from desk.models.vocabulary import RuleState
from desk.services.rules import Rulebook, RuleCard, RuleDraft
from desk.services.simulation import concerned
from desk.services.store import Change, Session
from desk.translation import _
from desk.ui.changes import Changes
from desk.ui.jobs import Jobs
from desk.ui.live_query import LiveQuery
from desk.ui.panes.rules import readings
from desk.ui.panes.rules.editor_state import State, closed, heard, judged, opened

if TYPE_CHECKING:
    from desk.bootstrap import Desk

SHOP = (Change.RULES, Change.TEMPLATES, Change.PROVIDERS, Change.SETTINGS, Change.LOCATIONS)
Next = Callable[[], None]


class EditorModel(QObject):
    """changed(): the state is another one. opened(): another rule is open. told(str): a deed was done.

    asked(int): this many customers could be concerned; go on with `activate_now`.
    """

    changed = Signal()
    opened = Signal()
    told = Signal(str)
    asked = Signal(int)

    def __init__(self, desk: Desk, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._db = desk.db
        self._jobs = jobs
        self.state = State()
        self.history: Changes[RuleDraft] = Changes(self)
        self.history.value_changed.connect(self._on_draft)
        self._card: LiveQuery[RuleCard | None] = LiveQuery(desk, _nothing, (Change.RULES,), self)
        self._card.rows_changed.connect(self._on_card)
        self._card.error_changed.connect(self._on_error)
        self._shop = LiveQuery(desk, readings.read_shop, SHOP, self)
        self._shop.rows_changed.connect(self._on_shop)
        self._shop.error_changed.connect(self._on_error)
        self._wanted: RuleId | None = None

    @property
    def rule_id(self) -> RuleId | None:
        """The rule that is open, or being opened."""
        return self._wanted

    def open(self, rule_id: RuleId) -> None:
        """Show a rule; what was not saved of the one before is dropped (ask before)."""
        if rule_id == self._wanted and self.state.card is not None:
            return
        self._wanted = rule_id
        self.history.begin()
        self._set(closed(self.state))
        self._card.use(lambda session: readings.read_card(session, rule_id))

    def close(self) -> None:
        """Show no rule."""
        self._wanted = None
        self.history.begin()
        self._card.use(_nothing)
        self._set(closed(self.state))

    def edit(self, draft: RuleDraft, what: str, key: str = "") -> None:
        """Change the draft. what: how undo calls it (translated). key: typing goes on with the same one."""
        if self.state.draft is not None and draft != self.state.draft:
            self.history.push(self.state.draft, draft, what, key)

    def discard(self) -> None:
        """Drop one's own changes: show what is kept, by oneself or meanwhile by somebody else."""
        kept = self.state.theirs or self.state.card
        if kept is not None:
            self._replace(opened(self.state, kept))

    def keep_mine(self) -> None:
        """Go on with one's own words on top of what somebody else saved; saving replaces theirs."""
        if self.state.theirs is not None:
            self._set(replace(self.state, card=self.state.theirs, theirs=None, error=None))

    def save(self, then: Next | None = None) -> None:
        """Keep the draft; `then` is called once it is kept. What stops it is shown."""
        if not self.state.is_dirty or self.state.is_busy:
            if then is not None and not self.state.is_dirty:
                then()
            return
        self._start(self._save(then))

    def save_as_new(self) -> None:
        """Keep the draft as a rule of its own: the one it was is gone."""
        draft = self.state.draft
        if draft is not None:
            self._start(self._save_as_new(draft))

    def activate(self) -> None:
        """Let the rule work: saved first, refused with every problem, asked about when customers are near."""
        if self.state.problems:
            self._set(replace(self.state, blocking=self.state.problems))
            return
        self.save(then=lambda: self._start(self._forecast()))

    def activate_now(self) -> None:
        """Let the saved rule work, without asking."""
        self._start(self._activate())

    def pause(self, then: Next | None = None) -> None:
        """Stop the rule."""
        self._start(self._pause(then))

    def dismiss_blocking(self) -> None:
        """Take the list of what is wrong away."""
        self._set(replace(self.state, blocking=()))

    # ------------------------------------------------------------------------------------- deeds

    def _start(self, coroutine: _Deed) -> None:
        self._set(replace(self.state, is_busy=True, error=None))
        self._jobs.start(coroutine, self, self._on_failed)

    async def _save(self, then: Next | None) -> None:
        card, draft = self.state.card, self.state.draft
        assert card is not None
        assert draft is not None

        def work(session: Session) -> RuleCard:
            book = Rulebook(session)
            book.save(card.id, draft, seen_version=card.version)
            return book.get(card.id)

        kept = await self._db.write(work, Change.RULES)
        self.history.settle()
        self._set(judged(replace(self.state, card=kept, is_busy=False, blocking=())))
        self.told.emit(_("Saved."))
        if then is not None:
            then()

    async def _save_as_new(self, draft: RuleDraft) -> None:
        rule_id = await self._db.write(lambda session: Rulebook(session).create(draft), Change.RULES)
        self._set(replace(self.state, is_busy=False))
        self.open(rule_id)

    async def _forecast(self) -> None:
        card = self.state.card
        assert card is not None
        count = await self._db.read(lambda session: concerned(session, card.spec, clock.now()))
        if count:
            self._set(replace(self.state, is_busy=False))
            self.asked.emit(count)
        else:
            await self._activate()

    async def _activate(self) -> None:
        card, senders = self.state.card, frozenset(self.state.shop.senders)
        assert card is not None
        await self._db.write(lambda session: Rulebook(session).activate(card.id, senders), Change.RULES)
        self._say_state(RuleState.ACTIVE, _("“{name}” is active.").format(name=card.name))

    async def _pause(self, then: Next | None) -> None:
        card = self.state.card
        assert card is not None
        await self._db.write(lambda session: Rulebook(session).pause(card.id), Change.RULES)
        self._say_state(RuleState.PAUSED, _("“{name}” is paused.").format(name=card.name))
        if then is not None:
            then()

    def _say_state(self, state: RuleState, text: str) -> None:
        card = self.state.card
        if card is not None:
            kept = replace(self.state, card=replace(card, state=state), is_busy=False, blocking=())
            self._set(kept)
        self.told.emit(text)

    def _on_failed(self, error: Exception) -> None:
        state = replace(self.state, is_busy=False)
        if isinstance(error, Refused):
            self._set(replace(state, blocking=error.problems))
        elif isinstance(error, Conflict | NotFound):
            self._set(state)
            self._card.refresh()
        else:
            self._set(replace(state, error=error))
            if not isinstance(error, DeskError):
                self._jobs.failed.emit(error)

    # ----------------------------------------------------------------------------------- answers

    def _on_card(self, card: RuleCard | None) -> None:
        if self._wanted is None or (card is not None and card.id != self._wanted):
            return
        if card is None:
            self._set(replace(self.state, is_gone=True))
            return
        is_first = self.state.card is None
        self._replace(heard(self.state, card))
        if is_first:
            self.opened.emit()

    def _replace(self, state: State) -> None:
        """Show another state; a draft that nobody typed begins a history of its own."""
        if state.draft != self.state.draft:
            self.history.begin()
        self._set(state)

    def _on_shop(self, shop: readings.Shop) -> None:
        self._set(judged(replace(self.state, shop=shop, has_shop=True)))

    def _on_draft(self, draft: RuleDraft) -> None:
        self._set(judged(replace(self.state, draft=draft)))

    def _on_error(self, error: Exception | None) -> None:
        if error is not self.state.error:
            self._set(replace(self.state, error=error))

    def _set(self, state: State) -> None:
        self.state = state
        self.changed.emit()


def _nothing(_session: Session) -> None:
    return None


if TYPE_CHECKING:
    from collections.abc import Coroutine

    _Deed = Coroutine[object, object, None]
