# SPDX-License-Identifier: LicenseRef-Desk
"""What stands in the way of a working rule: problems to jump to, somebody else's changes, failures."""

from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desk.errors import NotFound
from desk.services.events import event_type
from desk.services.rules import RuleCard
from desk.translation import _
from desk.ui.panes.rules.doubles import double_of
from desk.ui.panes.rules.editor_state import State, draft_of
from desk.ui.panes.rules.problem_words import problem_sentence
from desk.ui.panes.rules.sentence import sentence
from desk.ui.panes.rules.sight import Sight
from desk.ui.panes.rules.view_model import EditorModel
from desk.ui.theme import SIZE
from desk.ui.widgets import (
    Card,
    CheckItem,
    CheckList,
    IconButton,
    InfoBar,
    PrimaryButton,
    RichText,
    SecondaryButton,
    Text,
)
from desk.ui.wording import failure_text


class Obstacles(QWidget):
    """jump_requested(place): go to what is wrong."""

    jump_requested = Signal(str)

    def __init__(self, model: EditorModel) -> None:
        super().__init__()
        self._model = model
        self._places: dict[str, str] = {}
        self.blocking = _Blocking()
        self.blocking.closed.connect(model.dismiss_blocking)
        self.blocking.pause_requested.connect(self._on_pause_and_save)
        self.blocking.list.verb_requested.connect(self._on_jump)
        self.conflict = Conflicted()
        self.conflict.mine.clicked.connect(model.keep_mine)
        self.conflict.theirs.clicked.connect(model.discard)
        self.gone = InfoBar("warn")
        self.gone.verb_requested.connect(model.save_as_new)
        self.failure = InfoBar("danger", closable=True)
        self.double = InfoBar("warn")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.failure, self.gone, self.conflict, self.blocking, self.double):
            column.addWidget(part)
        self._said: Exception | None = None

    def show_state(self, state: State) -> None:
        """Show what stands in the way now."""
        self.blocking.setVisible(bool(state.blocking))
        self._places = {str(number): one.place for number, one in enumerate(state.blocking)}
        if state.blocking:
            self.blocking.show_items(_items(state), is_active=state.is_active)
        self.conflict.setVisible(state.theirs is not None)
        if state.theirs is not None:
            self.conflict.show_both(state, state.theirs)
        self._show_gone(state)
        self._show_double(state)
        self._show_failure(state.error)

    def _show_gone(self, state: State) -> None:
        if not state.is_gone:
            self.gone.hide()
        elif self.gone.isHidden():
            text = _(
                "Somebody deleted this rule meanwhile; it sends nothing more. Your words are still here."
            )
            self.gone.show_message(text, verb=_("Keep as a new rule") if state.draft else "")

    def _show_double(self, state: State) -> None:
        card, draft = state.card, state.draft
        other = double_of(card.id, draft.spec, state.shop.active) if card and draft else None
        if other is None:
            self.double.hide()
            return
        text = _(
            "“{name}” is active and waits for the same event, for the same people: each would get two messages. "
            "Pause one of the two, or give them conditions that differ."
        )
        self.double.show_message(text.format(name=other.name))

    def _show_failure(self, error: Exception | None) -> None:
        if error is self._said:
            return
        self._said = error
        if error is None:
            self.failure.hide()
            return
        failure = failure_text(error)
        self.failure.show_message(f"{failure.title} {failure.sentence}".strip(), details=failure.detail)

    def _on_jump(self, key: str) -> None:
        self.jump_requested.emit(self._places.get(key, ""))

    def _on_pause_and_save(self) -> None:
        self._model.pause(then=self._model.save)


class _Blocking(QFrame):
    """The list of what keeps a rule from being active."""

    closed = Signal()
    pause_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = Text("", "strong", wrap=True)
        self.list = CheckList("")
        self._close = IconButton("x", "")
        self._close.clicked.connect(self.closed)
        self.pause = SecondaryButton("", "pause")
        self.pause.clicked.connect(self.pause_requested)
        card = Card(quiet=True)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.pause)
        head.addWidget(self._close)
        card.column.addLayout(head)
        card.column.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_m, SIZE.space_m, SIZE.space_m, 0)
        column.addWidget(card)

    def show_items(self, items: tuple[CheckItem, ...], *, is_active: bool) -> None:
        """Show what is wrong."""
        self._title.setText(
            _("An active rule cannot be saved like this:")
            if is_active
            else _("The rule cannot be activated yet:")
        )
        self.list.setAccessibleName(self._title.text())
        self.list.set_items(items)
        self._close.set_label(_("Close"))
        self.pause.setText(_("Pause and save"))
        self.pause.setVisible(is_active)


class Conflicted(QFrame):
    """Somebody else saved the rule meanwhile: both sentences, and a choice."""

    def __init__(self) -> None:
        super().__init__()
        self._title = Text("", "strong", wrap=True)
        self._mine, self._theirs = RichText(), RichText()
        self._mine_label, self._theirs_label = Text("", "muted"), Text("", "muted")
        self.mine = PrimaryButton("")
        self.theirs = SecondaryButton("")
        card = Card(quiet=True)
        parts = (self._title, self._theirs_label, self._theirs, self._mine_label, self._mine)
        for part in parts:
            card.column.addWidget(part)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.theirs)
        row.addWidget(self.mine)
        card.column.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_m, SIZE.space_m, SIZE.space_m, 0)
        column.addWidget(card)

    def show_both(self, state: State, theirs: RuleCard) -> None:
        """Show what both want."""
        self._title.setText(_("Somebody else saved this rule while you were writing."))
        self._theirs_label.setText(_("Saved meanwhile (version {number})").format(number=theirs.version))
        self._mine_label.setText(_("Yours, not saved yet"))
        self._theirs.setText(_sentence_of(state, theirs))
        self._mine.setText(_sentence_of(state, None))
        self.mine.setText(_("Go on with mine"))
        self.theirs.setText(_("Take theirs"))


def _sentence_of(state: State, card: RuleCard | None) -> str:
    draft = draft_of(card) if card is not None else state.draft
    assert draft is not None
    try:
        event = event_type(draft.spec.trigger.event_kind)
    except NotFound:
        return ""
    said = sentence(Sight(draft=draft, event=event, shop=state.shop))
    return f"<b>{escape(draft.name)}</b><br>{said}"


def _items(state: State) -> tuple[CheckItem, ...]:
    return tuple(
        CheckItem(key=str(number), text=problem_sentence(one), state="danger", verb=_("Go there"))
        for number, one in enumerate(state.blocking)
    )
