# SPDX-License-Identifier: LicenseRef-Desk
"""What the bar over the editor says of letters that may not be the one on screen, until it is so no more."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from desk.models.vocabulary import DraftKind
from desk.services.inbox import DraftRow
from desk.translation import _
from desk.ui.panes.messages.composer.cautions import arrival_text
from desk.ui.panes.messages.composer.deeds import Order
from desk.ui.panes.messages.composer.letters import from_draft
from desk.ui.panes.messages.composer.sending import failure_sentence, refusal
from desk.ui.panes.messages.composer.view_model import ComposerModel, spot_of
from desk.ui.panes.messages.composer.writing_panel import WritingPanel


class Telling(QObject):
    """conversation_wanted(str): somebody wants to see the conversation that was spoken of."""

    conversation_wanted = Signal(str)

    def __init__(self, model: ComposerModel, panel: WritingPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._panel = model, panel
        self._unkept = self._refused = self._stale = -1
        self._seen_id = self._arrived = ""
        self._read: Callable[[], object] | None = None
        self._unsent: dict[str, tuple[str, str]] = {}
        """Conversation → what is said of the letter to it that was not sent, and the details."""
        model.letters.overtaken.connect(self._on_overtaken)
        model.letters.failed.connect(self._on_unkept)
        model.letters.kept.connect(self._on_kept)
        model.changed.connect(self._on_changed)

    def refused(self, order: Order, error: Exception) -> None:
        """Say over another conversation, which it must not be taken for, that a letter was not sent."""
        self._unsent[order.place.conversation_id or ""] = refusal(error, order.whom)
        self._say_unsent()

    def overtaken(self, seen_id: str, read: Callable[[], object]) -> None:
        """Say that something came before a letter could leave; by whom as soon as that is known here."""
        self._seen_id, self._read = seen_id, read
        self._arrived = arrival_text(self._model.state, seen_id)
        self._stale = self._panel.say(self._arrived, verb=_("Read it first"), deed=read)

    def sent(self, order: Order) -> None:
        """Say no more what was said of a letter that has been sent."""
        self._on_kept()
        self._forget(order.place.conversation_id)

    def _on_changed(self) -> None:
        is_said = self._panel.is_saying(self._stale)
        if is_said and self._read and arrival_text(self._model.state, self._seen_id) != self._arrived:
            self.overtaken(self._seen_id, self._read)
        self._forget(self._model.state.conversation_id)

    def _forget(self, conversation_id: str | None) -> None:
        """Speak no more of the letter to a conversation, but of the others still."""
        if self._unsent.pop(conversation_id or "", None) is not None:
            self._panel.hush(self._refused)
            self._say_unsent()

    def _say_unsent(self) -> None:
        if not self._unsent:
            return
        said = "\n".join(one for one, _details in self._unsent.values())
        details = "\n".join(dict.fromkeys(one for _said, one in self._unsent.values()))
        show = partial(self.conversation_wanted.emit, next(reversed(self._unsent)))
        self._refused = self._panel.say(said, verb=_("Show it"), deed=show, details=details, role="danger")
        self._panel.stay()

    def _on_overtaken(self, row: DraftRow) -> None:
        said, theirs = _("This draft was changed on another workstation too."), row.content
        if self._is_open(row):
            deed = partial(self._model.replace_words, theirs.text, theirs.html)
            self._panel.say(said, verb=_("Show theirs"), deed=deed, role="info")
        else:  # theirs must not come into the letter that is open now
            show: Callable[[], object] = partial(self.conversation_wanted.emit, row.conversation_id or "")
            if row.kind is DraftKind.NEW:
                show = partial(self._model.restore, *from_draft(row), is_alone=True)
            self._panel.say(said, verb=_("Show it"), deed=show, details=theirs.text, role="info")
            self._panel.stay()

    def _is_open(self, row: DraftRow) -> bool:
        """Whether a draft is of the letter that is open; of new conversations there may be several."""
        kept = self._model.state.letter.kept
        is_of_it = row.kind is not DraftKind.NEW or (kept is not None and kept.id == row.id)
        return is_of_it and spot_of(self._model)[:2] == (row.conversation_id, row.kind)

    def _on_unkept(self, error: Exception) -> None:
        text, details = failure_sentence(error, _("The draft is not kept yet."))
        flush = self._model.letters.flush
        self._unkept = self._panel.say(text, verb=_("Try again"), deed=flush, details=details, role="danger")
        self._panel.stay()

    def _on_kept(self) -> None:
        if not self._model.letters.has_failed():
            self._panel.hush(self._unkept)
