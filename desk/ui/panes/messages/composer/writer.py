# SPDX-License-Identifier: LicenseRef-Desk
"""One letter from the first key to the outbox: its model, its panel, what is asked before it leaves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from desk import clock
from desk.errors import Conflict
from desk.models.vocabulary import DraftKind
from desk.services.inbox import DraftRow, SendWarning
from desk.services.store import Change
from desk.translation import _
from desk.ui.live_query import Ears, LiveQuery
from desk.ui.panes import Context
from desk.ui.panes.messages.composer.cautions import (
    Remedy,
    caution_text,
    caution_verb,
    cautions,
    quiet_until,
    remedy_of,
)
from desk.ui.panes.messages.composer.copies import Copies
from desk.ui.panes.messages.composer.deeds import Gone, Order
from desk.ui.panes.messages.composer.desk_deeds import DeskDeeds
from desk.ui.panes.messages.composer.editor import USUAL, Room
from desk.ui.panes.messages.composer.file_taking import FileTaking
from desk.ui.panes.messages.composer.holding import Holding
from desk.ui.panes.messages.composer.later_menu import fill_later
from desk.ui.panes.messages.composer.letters import from_draft
from desk.ui.panes.messages.composer.sending import Sending, is_faulty, refusal
from desk.ui.panes.messages.composer.snippets import read_shelf
from desk.ui.panes.messages.composer.state import Letter
from desk.ui.panes.messages.composer.telling import Telling
from desk.ui.panes.messages.composer.template_words import TemplateWords
from desk.ui.panes.messages.composer.translating import Translating
from desk.ui.panes.messages.composer.translation_strip import TranslationStrip
from desk.ui.panes.messages.composer.view_model import ComposerModel
from desk.ui.panes.messages.composer.writing_panel import WritingPanel

AROUND = (Change.CONSENT, Change.CUSTOMERS, Change.RECORDS, Change.MAILBOXES, Change.OPERATORS)
"""What changes what is known around a letter: whom it may reach, what texts name, who writes."""


class Writer(QObject):
    """sent(str): in this conversation. archive_wanted(str): and it is done with.

    newest_wanted(): the writer wants to read what arrived meanwhile. conversation_wanted(str): and another one.
    leaving(bool): whether what is open is a new conversation that is being sent.
    """

    sent = Signal(str)
    archive_wanted = Signal(str)
    newest_wanted = Signal()
    conversation_wanted = Signal(str)
    leaving = Signal(bool)

    def __init__(
        self, context: Context, deeds: DeskDeeds, parent: QObject | None = None, room: Room = USUAL
    ) -> None:
        super().__init__(parent)
        self._context, self._deeds = context, deeds
        self.model = ComposerModel(context.jobs, deeds, self)
        self.files = FileTaking(context.jobs, deeds, self.model, self)
        self.panel = WritingPanel(self.model, self.files, room)
        self.panel.inserting.render_by(TemplateWords(context.desk, context.jobs, self))
        self.sending = Sending(context.jobs, deeds, context.toasts, self)
        self.translating = Translating(context.jobs, deeds, self.model, self)
        self.holding = Holding(self.model, self.panel, self.files, self.translating)
        self.telling = Telling(self.model, self.panel, self)
        self.strip = TranslationStrip()
        self.panel.below.addWidget(self.strip)
        self.checks: list[Callable[[], bool]] = []  # each says what is wrong before anything is sent
        self._warned: tuple[SendWarning, ...] = ()
        self._connect()

    def send(self, at: datetime | None = None, *, archives: bool = False) -> None:
        """Send what is written, now or at a moment; what should be looked at is asked once, one after the other."""
        model, now = self.model, clock.now()
        if not self.panel.isEnabled():  # a new conversation is being begun
            return
        again = partial(self.send, at, archives=archives)
        if not all(check() for check in self.checks) or self.holding.holds(again):
            return
        if model.state.letter.is_empty:
            self.panel.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        found = cautions(model.state, now)
        unasked = [one for one in found if one.blocks or one not in self._warned]
        if unasked:
            self._ask(unasked[0], now)
            return
        self._post(at, is_sure=bool(found), archives=archives)

    def _post(self, at: datetime | None, *, is_sure: bool, archives: bool = False) -> None:
        """Send it, and make room for the next at once: what is shown no longer cannot be sent twice."""
        state, letter = self.model.state, self.model.state.letter
        order = Order(
            place=self.model.place(),
            content=letter.content,
            kept=letter.kept,
            seen_id=state.newest_id if is_sure else letter.seen_id,
            at=at,
            is_sure=is_sure,
            whom=state.card.row.name or state.card.row.address if state.card is not None else "",
            archives=archives,
        )
        self._relax()
        if letter.kind is DraftKind.NEW:
            self.model.begun.hold(order)  # the sheet stays until there is a conversation to show
            self._show_leaving()
        else:
            self.model.release()
        self.sending.send(order)

    def _ask(self, first: SendWarning, now: datetime) -> None:
        """Show one thing; only what was shown is waived by sending again."""
        warned = (*self._warned, first)
        self.panel.say(
            caution_text(first, self.model.state),
            verb=caution_verb(first, self.model.state, now),
            deed=lambda: self._remedy(first, now),
            role="danger" if first.blocks else "warn",
        )
        self._warned = warned
        if not first.blocks:
            self.panel.insist()

    def _remedy(self, one: SendWarning, now: datetime) -> None:
        self._relax()
        match remedy_of(one):
            case Remedy.FILL:
                self.panel.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                self.panel.editor.go_to_hole(0)
            case Remedy.ATTACH:
                self.panel.attach()
            case Remedy.READ:
                self._read_newest()
            case Remedy.LATER if not self.holding.holds(partial(self._remedy, one, now)):
                self._post(quiet_until(self.model.state, now), is_sure=True)
            case Remedy.LATER | Remedy.COPIES | Remedy.NOTHING:
                self.panel.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _relax(self) -> None:
        """Ask again next time."""
        if self._warned:
            self.panel.hush()

    def _on_hushed(self) -> None:
        self._warned = ()

    def _connect(self) -> None:
        context, panel = self._context, self.panel
        panel.send_wanted.connect(self.send)
        panel.kept_wanted.connect(self.model.letters.flush)
        panel.hushed.connect(self._on_hushed)
        panel.editor.edited.connect(self._relax)
        self.model.words_changed.connect(self._relax)
        self.model.words_changed.connect(self._show_leaving)
        self.telling.conversation_wanted.connect(self.conversation_wanted)
        self.sending.sent.connect(self._on_sent)
        self.sending.refused.connect(self._on_refused)
        self.sending.taken_back.connect(self._on_taken_back)
        self.strip.switched.connect(self.translating.switch)
        self.strip.renewal_wanted.connect(self.translating.renew)
        self.strip.corrected.connect(self.translating.correct)
        self.translating.changed.connect(self._on_translation)
        panel.toolbar.later.aboutToShow.connect(self._fill_later)
        shelf = LiveQuery(context.desk, read_shelf, {Change.TEMPLATES, Change.SAVED_REPLIES}, self)
        panel.inserting.follow(shelf)
        Ears(context.desk, AROUND, self.model).folded.connect(self.model.renew)
        Copies(self.model)
        panel.inserting.used.connect(self._on_used)
        Ears(context.desk, {Change.ASSISTANTS}, self.translating).folded.connect(self.translating.ask)
        self._on_translation()

    def _fill_later(self) -> None:
        bar = self.panel.toolbar
        fill_later(bar.later, self.model.state.around.place, self.send, bar.clock)

    def _on_used(self, reply_id: str) -> None:
        self._context.jobs.start(self._deeds.note_used(reply_id), self)

    def _on_translation(self) -> None:
        self.strip.show_look(self.translating.look)

    def _on_sent(self, order: Order, gone: Gone) -> None:
        if order.place.kind is DraftKind.NEW:
            self.model.release(order)
            self._show_leaving()
        elif (
            order.place.kind is DraftKind.REPLY
            and order.place.conversation_id == self.model.state.conversation_id
        ):
            self.model.see_own(gone.message_id, order.seen_id)
        self.telling.sent(order)
        self.sent.emit(gone.conversation_id)
        if order.archives:
            self.archive_wanted.emit(gone.conversation_id)

    def _on_taken_back(self, row: DraftRow, seen_id: str) -> None:
        place, letter = from_draft(row)
        self.model.restore(place, replace(letter, seen_id=seen_id))
        self.panel.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, order: Order, error: Exception) -> None:
        """Say why nothing was sent; what was written is where it was again, and on disk."""
        code = error.code if isinstance(error, Conflict) else ""
        kept = None if code == "already_sent" else order.kept
        letter = Letter(kind=order.place.kind, content=order.content, kept=kept, seen_id=order.seen_id)
        if order.place.kind is DraftKind.NEW:  # it never left its sheet
            self.model.begun.back(order)
            self._show_leaving()
            if order.place.number != self.model.state.number:
                self._offer_again(order, error)
                return
        elif not self.model.restore(order.place, letter):
            self.telling.refused(order, error)
            return
        if code == "stale_send":
            self.telling.overtaken(order.seen_id, self._read_newest)
            return
        said, details = refusal(error)
        verb, deed = ("", None) if is_faulty(error) else (_("Try again"), self.send)
        self.panel.say(said, verb=verb, deed=deed, details=details, role="danger")

    def _offer_again(self, order: Order, error: Exception) -> None:
        """Say of a new conversation that was not sent, and is not on screen, where it is."""
        said, details = refusal(error, order.content.to)
        letter = self.model.begun.letter(order.place.number)
        show = partial(self.model.restore, order.place, letter, is_alone=True)
        self.panel.say(said, verb=_("Show it"), deed=show, details=details, role="danger")
        self.panel.stay()

    def _show_leaving(self) -> None:
        """Let nothing be changed any more in a new conversation that is being sent."""
        state = self.model.state
        is_leaving = state.letter.kind is DraftKind.NEW and state.number in self.model.begun.leaving
        self.panel.setEnabled(not is_leaving)
        self.leaving.emit(is_leaving)

    def _read_newest(self) -> None:
        self.model.look()
        self.newest_wanted.emit()
