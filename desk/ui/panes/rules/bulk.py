# SPDX-License-Identifier: LicenseRef-Desk
"""Runs what is done to rules from the list: one write each, told with how to undo it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk.models.identity import RuleId, TemplateId
from desk.models.vocabulary import Channel
from desk.services.delivery import shop_state
from desk.services.store import Change, Session
from desk.translation import _, ngettext
from desk.ui.jobs import Jobs
from desk.ui.panes.rules import deeds
from desk.ui.panes.rules.deeds import Done
from desk.ui.panes.rules.problem_words import problem_sentence

if TYPE_CHECKING:
    from desk.bootstrap import Desk

Undo = Callable[[Session], object]
Said = Callable[[int], str]
"""How many were changed → what is told (translated)."""


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
        self._do(lambda session: deeds.activate(session, ids, _senders(session)), _activated, _states_back)

    def pause(self, rule_ids: Collection[RuleId]) -> None:
        """Stop rules."""
        ids = tuple(rule_ids)
        self._do(lambda session: deeds.pause(session, ids), _paused, _states_back)

    def create(self, event_kind: str, name: str, *, is_ready: bool) -> None:
        """Make a rule about an event type, paused."""

        def work(session: Session) -> Done:
            return Done(made=(deeds.create(session, event_kind, name, is_ready=is_ready),))

        self._do(work, lambda _count: _("“{name}” is there, paused.").format(name=name), _made_away)

    def duplicate(self, rule_id: RuleId) -> None:
        """Make a paused copy."""
        label = _("{name} (copy)")
        work = lambda session: deeds.duplicate(session, rule_id, lambda name: label.format(name=name))  # noqa: E731
        self._do(work, _copied, _made_away)

    def copy_to(self, rule_ids: Collection[RuleId], places: Sequence[tuple[str, str]]) -> None:
        """Make a paused copy of each rule for each place (id, name)."""
        ids, label = tuple(rule_ids), _("{name} – {place}")

        def work(session: Session) -> Done:
            return deeds.copy_to(
                session, ids, places, lambda name, place: label.format(name=name, place=place)
            )

        self._do(work, _copied, _made_away)

    def change_template(self, rule_ids: Collection[RuleId], template_id: TemplateId) -> None:
        """Let rules send another template."""
        ids = tuple(rule_ids)
        self._do(lambda session: deeds.change_template(session, ids, template_id), _retemplated, _words_back)

    def change_route(self, rule_ids: Collection[RuleId], channels: Sequence[Channel]) -> None:
        """Let rules leave on other channels."""
        ids = tuple(rule_ids)
        self._do(lambda session: deeds.change_route(session, ids, channels), _rerouted, _words_back)

    def reset(self, rule_id: RuleId) -> None:
        """Give a ready rule its first words back."""
        said = _("The rule has its first words back.")
        self._do(lambda session: deeds.reset(session, rule_id), lambda _count: said, _words_back)

    def delete(self, rule_ids: Collection[RuleId]) -> None:
        """Remove rules for good."""
        ids = tuple(rule_ids)
        self._do(lambda session: deeds.delete(session, ids), _deleted, None)

    def _do(self, work: Callable[[Session], Done], said: Said, back: Callable[[Done], Undo] | None) -> None:
        self._jobs.start(self._doing(work, said, back), self)

    async def _doing(
        self, work: Callable[[Session], Done], said: Said, back: Callable[[Done], Undo] | None
    ) -> None:
        done = await self._db.write(work, Change.RULES, Change.DELIVERIES)
        if done.refused:
            self.stopped.emit(_refusal(done), done.refused[0].id if len(done.refused) == 1 else "")
        changed = len(done.before) + len(done.made)
        if changed:
            self.done.emit(said(changed), self._undoing(back(done)) if back is not None else None)
        if len(done.made) == 1:
            self.made.emit(done.made[0])

    def _undoing(self, work: Undo) -> Callable[[], None]:
        def undo() -> None:
            self._jobs.start(self._db.write(work, Change.RULES), self)

        return undo


def _activated(count: int) -> str:
    return ngettext("{count} rule is active.", "{count} rules are active.", count).format(count=count)


def _paused(count: int) -> str:
    return ngettext("{count} rule is paused.", "{count} rules are paused.", count).format(count=count)


def _copied(count: int) -> str:
    said = ngettext("{count} paused copy is there.", "{count} paused copies are there.", count)
    return said.format(count=count)


def _retemplated(count: int) -> str:
    said = ngettext("{count} rule sends another template.", "{count} rules send another template.", count)
    return said.format(count=count)


def _rerouted(count: int) -> str:
    said = ngettext("{count} rule has another route.", "{count} rules have another route.", count)
    return said.format(count=count)


def _deleted(count: int) -> str:
    return ngettext("{count} rule was deleted.", "{count} rules were deleted.", count).format(count=count)


def _refusal(done: Done) -> str:
    """Say what could not be done, and why."""
    first = done.refused[0]
    why = problem_sentence(first.problems[0])
    count = len(done.refused)
    if count == 1:
        return _("“{name}” stays as it is. {why}").format(name=first.name, why=why)
    said = _("{count} rules stay as they are, such as “{name}”. {why}")
    return said.format(count=count, name=first.name, why=why)


def _states_back(done: Done) -> Undo:
    return lambda session: deeds.put_states_back(session, done.before, _senders(session))


def _words_back(done: Done) -> Undo:
    return lambda session: deeds.put_words_back(session, done.before)


def _made_away(done: Done) -> Undo:
    return lambda session: deeds.delete(session, done.made)


def _senders(session: Session) -> frozenset[Channel]:
    return shop_state(session).channels_with_sender
