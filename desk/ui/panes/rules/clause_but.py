# SPDX-License-Identifier: LicenseRef-Desk
"""BUT: when nothing leaves, the law's hours, and what is said more rarely."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk import clock
from desk.models.vocabulary import Channel, Dispatch, Topic, Urgency
from desk.services.rules import TIMED, CatchUp, QuietHours
from desk.services.shop import local_day
from desk.translation import _, pgettext
from desk.ui.panes.rules import edits, offers, words
from desk.ui.panes.rules.clause_card import ClauseCard
from desk.ui.panes.rules.forms import SpanForm
from desk.ui.panes.rules.pieces import Choice, Piece, Word
from desk.ui.panes.rules.rule_forms import LateForm, QuietForm
from desk.ui.panes.rules.sight import Sight
from desk.ui.panes.rules.value_forms import ValidityForm
from desk.ui.widgets import ElidedText, LinkButton, Switch, Text
from desk.ui.wording import formats, word

QUIET, TOPIC, GRACE, LATE, VALID = "timing.quiet", "topic", "grace_minutes", "max_age_minutes", "valid_until"


class ButClause(ClauseCard):
    """Quiet hours, and what the law adds to them."""

    def __init__(self) -> None:
        super().__init__(lambda: pgettext("rule", "But"), "warn")
        self._line = self.add_line()
        self._law = Text("", "meta", wrap=True)
        self.column.addWidget(self._law)

    def fill(self, sight: Sight) -> None:
        """Show the quiet hours."""
        self._line.show_pieces(*_quiet(self, sight))
        note = _law_note(sight)
        self._law.setText(note)
        self._law.setVisible(bool(note))

    def take_quiet(self, quiet: QuietHours | None) -> None:
        """Take quiet hours."""
        assert self.sight is not None
        self.edit(edits.with_quiet(self.sight.draft, quiet), _("Change the quiet hours"), QUIET)


class MoreOptions(ClauseCard):
    """What is said more rarely; folded until it is asked for, or says something unusual."""

    def __init__(self) -> None:
        super().__init__(lambda: _("More options"), "neutral")
        self.tag.hide()
        self._is_open = False
        self.toggle = LinkButton("", "caret-right", quiet=True)
        self._summary = ElidedText("", "muted")
        self.toggle.clicked.connect(self._on_toggle)
        row = QHBoxLayout()
        row.addWidget(self.toggle)
        row.addWidget(self._summary, 1)
        self.column.addLayout(row)
        self._body = QWidget()
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self._body)
        self.subscribers = Switch("", show_label=True)
        self.confirm = Switch("", show_label=True)
        self._lines = self.add_line()
        inner.addWidget(self._lines)
        for switch, taken in ((self.subscribers, self._on_subscribers), (self.confirm, self._on_confirm)):
            switch.clicked.connect(taken)
            inner.addWidget(switch, 0, Qt.AlignmentFlag.AlignLeft)

    def fill(self, sight: Sight) -> None:
        """Show the options."""
        spec = sight.spec
        wrong = sight.problem(TOPIC, GRACE, LATE, VALID)
        is_shown = self._is_open or bool(wrong)
        self._body.setVisible(is_shown)
        self.toggle.set_icon("caret-down" if is_shown else "caret-right")
        self.toggle.setText(_("More options"))
        self._summary.setText("" if is_shown else _short(sight))
        said = _("More options, shown") if is_shown else _("More options, folded: {summary}")
        self.toggle.setAccessibleName(said.format(summary=_short(sight)))
        self._lines.show_pieces(*_options(self, sight))
        self.subscribers.set_label(_("Only to newsletter subscribers"))
        self.confirm.set_label(_("Somebody confirms each message before it leaves"))
        self.subscribers.setChecked(spec.audience.subscribers_only)
        self.confirm.setChecked(spec.dispatch is Dispatch.CONFIRM_FIRST)

    def unfold(self) -> None:
        """Show the options."""
        self._is_open = True
        if self.sight is not None:
            self.fill(self.sight)

    def on_chosen(self, key: str, choice: str) -> None:
        if self.sight is not None and key == TOPIC:
            self.edit(edits.with_spec(self.sight.draft, topic=choice), _("Change the topic"))

    def take_grace(self, minutes: int) -> None:
        """Take how long an event may be undone."""
        assert self.sight is not None
        draft = edits.with_spec(self.sight.draft, grace_minutes=minutes)
        self.edit(draft, _("Change the time for undoing"), GRACE)

    def take_late(self, minutes: int | None) -> None:
        """Take how late is too late."""
        assert self.sight is not None
        draft = edits.with_spec(self.sight.draft, max_age_minutes=minutes, catch_up=CatchUp.SEND_LATE)
        self.edit(draft, _("Change what is too late"), LATE)

    def take_validity(self, first: date | None, last: date | None) -> None:
        """Take between which days the rule works."""
        assert self.sight is not None
        draft = edits.with_spec(self.sight.draft, valid_from=first, valid_until=last)
        self.edit(draft, _("Change the dates of the rule"), VALID)

    def _on_toggle(self) -> None:
        self._is_open = not self._is_open
        if self.sight is not None:
            self.fill(self.sight)

    def _on_subscribers(self, checked: bool) -> None:
        assert self.sight is not None
        audience = replace(self.sight.spec.audience, subscribers_only=checked)
        self.edit(edits.with_audience(self.sight.draft, audience), _("Change the subscribers"))

    def _on_confirm(self, checked: bool) -> None:
        assert self.sight is not None
        dispatch = Dispatch.CONFIRM_FIRST if checked else Dispatch.AUTOMATIC
        self.edit(edits.with_spec(self.sight.draft, dispatch=dispatch), _("Change the confirmation"))


def _quiet(clause: ButClause, sight: Sight) -> Iterator[Piece]:
    if sight.spec.urgency is Urgency.INSTANT:
        yield Word(text=_("never held: what this message says cannot wait."), role="text2")
        return
    quiet = sight.spec.timing.quiet
    if quiet is not None:
        yield Word(text=pgettext("rule", "not during"), is_glued=True)
    yield Choice(
        key=QUIET,
        says=pgettext("rule", "But not during"),
        text=words.quiet_text(quiet),
        icon="moon",
        form=lambda: QuietForm(quiet, clause.take_quiet),
        problem=sight.problem(QUIET),
    )
    if quiet is not None:
        yield Word(text=_("→ held until they end"))


def _law_note(sight: Sight) -> str:
    """Say what the law adds: France wants quiet for offers by SMS."""
    settings, spec = sight.shop.settings, sight.spec
    by_sms = any(leg.channel is Channel.SMS for leg in spec.legs)
    if spec.topic != Topic.COMMERCIAL or not by_sms or settings.country != "FR":
        return ""
    if not settings.legal_quiet_hours:
        return _("The law’s quiet hours are switched off in the settings.")
    return _("By law in France no offer leaves by SMS from 22:00 to 8:00, on Sundays and public holidays.")


def _options(clause: MoreOptions, sight: Sight) -> Iterator[Piece]:
    spec = sight.spec
    today = local_day(clock.now(), formats.zone())
    yield Word(text=pgettext("rule", "topic"), is_glued=True)
    yield Choice(
        key=TOPIC,
        says=pgettext("rule", "Topic"),
        text=word("topic", spec.topic),
        icon="shield-check",
        options=offers.topic_options(),
        current=spec.topic,
        problem=sight.problem(TOPIC),
    )
    yield Word(text=pgettext("rule", "works"), is_glued=True)
    yield Choice(
        key=VALID,
        says=pgettext("rule", "Works"),
        text=words.validity_text(spec.valid_from, spec.valid_until),
        icon="calendar-blank",
        form=lambda: ValidityForm(spec.valid_from, spec.valid_until, clause.take_validity, today),
        problem=sight.problem(VALID, "valid_from"),
    )
    yield Word(text=pgettext("rule", "leaves"), is_glued=True)
    yield Choice(
        key=LATE,
        says=pgettext("rule", "Leaves"),
        text=words.late_text(spec),
        icon="hourglass-medium",
        form=lambda: LateForm(words.late_minutes(spec), clause.take_late),
        problem=sight.problem(LATE),
    )
    if spec.trigger.kind not in TIMED and spec.urgency is not Urgency.INSTANT:
        yield Word(text=pgettext("rule", "can be undone for"), is_glued=True)
        label = _("Undoing the event within this time takes the message back")
        yield Choice(
            key=GRACE,
            says=pgettext("rule", "Can be undone for"),
            text=words.span_text(spec.grace_minutes),
            icon="arrow-u-up-left",
            form=partial(SpanForm, spec.grace_minutes, clause.take_grace, label),
            problem=sight.problem(GRACE),
        )


def _short(sight: Sight) -> str:
    spec = sight.spec
    parts = [word("topic", spec.topic)]
    if spec.audience.subscribers_only:
        parts.append(_("newsletter subscribers only"))
    if spec.dispatch is Dispatch.CONFIRM_FIRST:
        parts.append(word("dispatch", spec.dispatch))
    if spec.valid_from or spec.valid_until:
        parts.append(words.validity_text(spec.valid_from, spec.valid_until))
    if words.late_minutes(spec) is not None:
        parts.append(words.late_text(spec))
    return " · ".join(parts)
