# SPDX-License-Identifier: LicenseRef-Desk
"""One letter from the first key to the outbox: its model, its panel, what is asked before it leaves."""

from datetime import datetime

from PySide6.QtCore import QObject, Qt, Signal

from desk import clock
from desk.errors import Conflict, Refused
from desk.models.vocabulary import DraftKind
from desk.services.inbox import DraftRow, SendWarning
from desk.services.store import Change
from desk.translation import _
from desk.ui.live_query import LiveQuery
from desk.ui.panes import Context
from desk.ui.panes.messages.composer.cautions import (
    Remedy,
    caution_text,
    caution_verb,
    cautions,
    quiet_until,
    remedy_of,
)
from desk.ui.panes.messages.composer.deeds import Gone, Order
from desk.ui.panes.messages.composer.desk_deeds import DeskDeeds
from desk.ui.panes.messages.composer.editor import USUAL, Room
from desk.ui.panes.messages.composer.file_taking import FileTaking
from desk.ui.panes.messages.composer.later_menu import fill_later
from desk.ui.panes.messages.composer.sending import Sending, failure_sentence
from desk.ui.panes.messages.composer.snippets import read_shelf
from desk.ui.panes.messages.composer.template_words import TemplateWords
from desk.ui.panes.messages.composer.translating import Translating
from desk.ui.panes.messages.composer.translation_strip import TranslationStrip
from desk.ui.panes.messages.composer.view_model import ComposerModel
from desk.ui.panes.messages.composer.writing_panel import WritingPanel
from desk.ui.wording import problem_text


class Writer(QObject):
    """sent(str): in this conversation. newest_wanted(): the writer wants to read what arrived meanwhile."""

    sent = Signal(str)
    newest_wanted = Signal()

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
        self.strip = TranslationStrip()
        self.panel.below.addWidget(self.strip)
        self._warned: tuple[SendWarning, ...] = ()
        self._is_held = False
        self._connect()

    def send(self, at: datetime | None = None) -> None:
        """Send what is written, now or at a moment; what should be looked at is asked once, one after the other."""
        model, now = self.model, clock.now()
        if self.panel.inserting.is_making:
            self._is_held = True
            self.panel.say(
                _("The template is still being filled in. Send once its words are there."), role="info"
            )
            return
        if model.state.letter.is_empty:
            self.panel.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        found = cautions(model.state, now)
        unasked = [one for one in found if one.blocks or one not in self._warned]
        if unasked:
            self._ask(unasked[0], now)
            return
        self._post(at, is_sure=bool(found))

    def _post(self, at: datetime | None, *, is_sure: bool) -> None:
        letter = self.model.state.letter
        self.sending.send(
            Order(
                place=self.model.place(),
                content=letter.content,
                kept=letter.kept,
                seen_id=self.model.state.newest_id if is_sure else letter.seen_id,
                at=at,
                is_sure=is_sure,
            )
        )

    def _ask(self, first: SendWarning, now: datetime) -> None:
        """Show one thing; only what was shown is waived by sending again."""
        self._warned = (*self._warned, first)
        self.panel.say(
            caution_text(first),
            verb=caution_verb(first, self.model.state, now),
            deed=lambda: self._remedy(first, now),
            role="danger" if first.blocks else "warn",
        )
        self.panel.show_state(self.model.state, is_warned=not first.blocks)

    def _remedy(self, one: SendWarning, now: datetime) -> None:
        self._relax()
        match remedy_of(one):
            case Remedy.FILL:
                self.panel.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                self.panel.editor.go_to_hole(0)
            case Remedy.ATTACH:
                self.panel.attach()
            case Remedy.READ:
                self.model.look()
                self.newest_wanted.emit()
            case Remedy.LATER:
                self._post(quiet_until(self.model.state, now), is_sure=True)
            case Remedy.COPIES | Remedy.NOTHING:
                self.panel.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _relax(self) -> None:
        """Ask again next time."""
        if self._warned:
            self._warned = ()
            self.panel.hush()
            self.panel.show_state(self.model.state)

    def _connect(self) -> None:
        context, panel = self._context, self.panel
        panel.send_wanted.connect(self.send)
        panel.kept_wanted.connect(self.model.letters.flush)
        panel.editor.edited.connect(self._relax)
        self.model.words_changed.connect(self._relax)
        self.model.letters.overtaken.connect(self._on_overtaken)
        self.model.letters.failed.connect(self._on_unkept)
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
        panel.inserting.used.connect(self._on_used)
        panel.inserting.made.connect(self._on_made)
        self._on_translation()

    def _fill_later(self) -> None:
        bar = self.panel.toolbar
        fill_later(bar.later, self.model.state.around.place, self.send, bar.clock)

    def _on_used(self, reply_id: str) -> None:
        self._context.jobs.start(self._deeds.note_used(reply_id), self)

    def _on_made(self) -> None:
        """Say no more that words are on their way."""
        if self._is_held:
            self._is_held = False
            self.panel.hush()

    def _on_translation(self) -> None:
        self.strip.show_look(self.translating.look)

    def _on_sent(self, order: Order, gone: Gone) -> None:
        self._relax()
        if order.place == self.model.place():
            self.model.forget()
        self.sent.emit(gone.conversation_id)

    def _on_taken_back(self, row: DraftRow) -> None:
        self.model.take(row)
        self.panel.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, order: Order, error: Exception) -> None:
        """Say why nothing was sent; what is written stays where it is, and on disk."""
        self.model.letters.flush()
        if isinstance(error, Conflict) and order.place.kind is not DraftKind.NOTE:
            self.panel.say(
                _("A message arrived while you were writing."),
                verb=_("Read it first"),
                deed=self._read_newest,
            )
            return
        kept = _("What you wrote is kept as a draft.")
        if isinstance(error, Refused) and error.problems:
            said = " ".join([*(problem_text(one) for one in error.problems), kept])
            self.panel.say(said, role="danger")
            return
        text, details = failure_sentence(error, kept)
        self.panel.say(text, verb=_("Try again"), deed=self.send, details=details, role="danger")

    def _read_newest(self) -> None:
        self.model.look()
        self.newest_wanted.emit()

    def _on_overtaken(self, row: DraftRow) -> None:
        self.panel.say(
            _("This draft was changed on another workstation too."),
            verb=_("Show theirs"),
            deed=lambda: self.model.replace_words(row.content.text, row.content.html),
            role="info",
        )

    def _on_unkept(self, error: Exception) -> None:
        text, details = failure_sentence(error, _("The draft is not kept yet."))
        self.panel.say(
            text, verb=_("Try again"), deed=self.model.letters.flush, details=details, role="danger"
        )
