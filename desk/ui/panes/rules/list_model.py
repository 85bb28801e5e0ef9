# SPDX-License-Identifier: LicenseRef-Desk
"""The rules of the shop: which are shown, how many there are, and what is done to several at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk.models.identity import RuleId, TemplateId
from desk.models.vocabulary import Channel
from desk.services.delivery import shop_state
from desk.services.shop import fold
from desk.services.store import Change, Session
from desk.translation import _, ngettext
from desk.ui.jobs import Jobs
from desk.ui.live_query import LiveQuery
from desk.ui.panes.rules import deeds, readings
from desk.ui.panes.rules.deeds import Done
from desk.ui.panes.rules.problem_words import problem_sentence
from desk.ui.panes.rules.readings import Listed

if TYPE_CHECKING:
    from desk.bootstrap import Desk

LISTED = (Change.RULES, Change.DELIVERIES, Change.TEMPLATES, Change.PROVIDERS, Change.SETTINGS)
Undo = Callable[[Session], object]


class Show(StrEnum):
    """Which rules are shown."""

    ALL = "all"
    ACTIVE = "active"
    ALERTS = "alerts"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListState:
    """What the list shows. every: all rules, None while they are read for the first time."""

    every: tuple[Listed, ...] | None = None
    text: str = ""
    show: Show = Show.ALL
    error: Exception | None = None

    @property
    def shown(self) -> tuple[Listed, ...]:
        """The rules that the filters leave."""
        wanted = fold(self.text).split()
        return tuple(
            one
            for one in self.every or ()
            if is_shown(one, self.show) and all(word in fold(one.row.name) for word in wanted)
        )

    def count(self, show: Show) -> int:
        """Return how many rules a chip stands for."""
        return sum(is_shown(one, show) for one in self.every or ())

    def find(self, rule_id: str) -> Listed | None:
        """Return a rule; None when it is not there (any more)."""
        return next((one for one in self.every or () if one.id == rule_id), None)


def is_shown(listed: Listed, show: Show) -> bool:
    """Whether a chip shows a rule."""
    match show:
        case Show.ACTIVE:
            return listed.is_active
        case Show.ALERTS:
            return bool(listed.problems)
        case _:
            return True


class RulesModel(QObject):
    """changed(): the state is another one."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = ListState()
        self._rules = LiveQuery(desk, readings.read_rules, LISTED, self)
        self._rules.rows_changed.connect(self._on_rules)
        self._rules.error_changed.connect(self._on_error)

    def search(self, text: str) -> None:
        """Show rules whose name has every word."""
        self._set(replace(self.state, text=text))

    def show(self, show: Show) -> None:
        """Show some of the rules."""
        self._set(replace(self.state, show=show))

    def refresh(self) -> None:
        """Read again."""
        self._rules.refresh()

    def _on_rules(self, every: tuple[Listed, ...]) -> None:
        self._set(replace(self.state, every=every))

    def _on_error(self, error: Exception | None) -> None:
        if error is not self.state.error:
            self._set(replace(self.state, error=error))

    def _set(self, state: ListState) -> None:
        self.state = state
        self.changed.emit()


class Deeds(QObject):
    """What is done to rules from the list.

    done(text, undo): undo is a callable, None when there is nothing to undo. made(rule id): a new rule is
    there. stopped(text, rule id): something could not be done; "" for no rule in particular.
    """

    done = Signal(str, object)
    made = Signal(str)
    stopped = Signal(str, str)

    def __init__(self, desk: Desk, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._db = desk.db
        self._jobs = jobs

    def activate(self, rule_ids: Collection[RuleId]) -> None:
        """Let rules work; those that cannot are told."""
        ids = tuple(rule_ids)
        said = ngettext("{count} rule is active.", "{count} rules are active.", len(ids))
        self._do(lambda session: deeds.activate(session, ids, _senders(session)), said, _states_back, ids)

    def pause(self, rule_ids: Collection[RuleId]) -> None:
        """Stop rules."""
        ids = tuple(rule_ids)
        said = ngettext("{count} rule is paused.", "{count} rules are paused.", len(ids))
        self._do(lambda session: deeds.pause(session, ids), said, _states_back, ids)

    def create(self, event_kind: str, name: str, *, is_ready: bool) -> None:
        """Make a rule about an event type, paused."""

        def work(session: Session) -> Done:
            return Done(made=(deeds.create(session, event_kind, name, is_ready=is_ready),))

        self._do(work, _("“{name}” is there, paused.").format(name=name), _made_away)

    def duplicate(self, rule_id: RuleId) -> None:
        """Make a paused copy."""
        label = _("{name} (copy)")
        self._do(
            lambda session: deeds.duplicate(session, rule_id, lambda name: label.format(name=name)),
            _("A paused copy is there."),
            _made_away,
        )

    def copy_to(self, rule_ids: Collection[RuleId], places: Sequence[tuple[str, str]]) -> None:
        """Make a paused copy of each rule for each place (id, name)."""
        ids, label = tuple(rule_ids), _("{name} – {place}")
        said = ngettext("{count} paused copy is there.", "{count} paused copies are there.", len(ids) * len(places))
        self._do(
            lambda session: deeds.copy_to(session, ids, places, lambda n, p: label.format(name=n, place=p)),
            said.format(count=len(ids) * len(places)),
            _made_away,
        )

    def change_template(self, rule_ids: Collection[RuleId], template_id: TemplateId) -> None:
        """Let rules send another template."""
        ids = tuple(rule_ids)
        said = ngettext("{count} rule sends another template.", "{count} rules send another template.", len(ids))
        self._do(lambda session: deeds.change_template(session, ids, template_id), said, _words_back, ids)

    def change_route(self, rule_ids: Collection[RuleId], channels: Sequence[Channel]) -> None:
        """Let rules leave on other channels."""
        ids = tuple(rule_ids)
        said = ngettext("{count} rule has another route.", "{count} rules have another route.", len(ids))
        self._do(lambda session: deeds.change_route(session, ids, channels), said, _words_back, ids)

    def reset(self, rule_id: RuleId) -> None:
        """Give a ready rule its first words back."""
        self._do(lambda session: deeds.reset(session, rule_id), _("The rule has its first words back."), _words_back)

    def delete(self, rule_ids: Collection[RuleId]) -> None:
        """Remove rules for good."""
        ids = tuple(rule_ids)
        said = ngettext("{count} rule was deleted.", "{count} rules were deleted.", len(ids))
        self._do(lambda session: deeds.delete(session, ids), said.format(count=len(ids)), None)

    def _do(
        self,
        work: Callable[[Session], Done],
        said: str,
        back: Callable[[Done], Undo] | None,
        ids: Sequence[RuleId] = (),
    ) -> None:
        self._jobs.start(self._doing(work, said, back, ids), self)

    async def _doing(
        self,
        work: Callable[[Session], Done],
        said: str,
        back: Callable[[Done], Undo] | None,
        ids: Sequence[RuleId],
    ) -> None:
        done = await self._db.write(work, Change.RULES)
        changed = len(done.before) or len(done.made)
        if done.refused:
            only = ids[0] if len(ids) == 1 else ""
            self.stopped.emit(_refusal(done), only)
        if changed or back is None:
            undo = self._undoing(back(done)) if back is not None else None
            self.done.emit(said.format(count=changed), undo)
        if len(done.made) == 1:
            self.made.emit(done.made[0])

    def _undoing(self, work: Undo) -> Callable[[], None]:
        def undo() -> None:
            self._jobs.start(self._db.write(work, Change.RULES), self)

        return undo


def _refusal(done: Done) -> str:
    """Say what could not be done, and why."""
    name, problems = done.refused[0]
    why = problem_sentence(problems[0])
    if len(done.refused) == 1:
        return _("“{name}” stays as it is. {why}").format(name=name, why=why)
    count = len(done.refused)
    return _("{count} rules stay as they are, such as “{name}”. {why}").format(count=count, name=name, why=why)


def _states_back(done: Done) -> Undo:
    return lambda session: deeds.put_states_back(session, done.before, _senders(session))


def _words_back(done: Done) -> Undo:
    return lambda session: deeds.put_words_back(session, done.before)


def _made_away(done: Done) -> Undo:
    return lambda session: deeds.delete(session, done.made)


def _senders(session: Session) -> frozenset[Channel]:
    return shop_state(session).channels_with_sender
