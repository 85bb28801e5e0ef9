# SPDX-License-Identifier: LicenseRef-Desk
"""A form for one kept thing: its fields, Save, what is wrong, what somebody else saved meanwhile."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.errors import Conflict, Problem, Refused
from desk.translation import _
from desk.ui.panes.settings.sheet import scrolled
from desk.ui.panes.settings.words import say
from desk.ui.theme import SIZE
from desk.ui.widgets import Divider, Form, InfoBar, PageHeader, PrimaryButton, SecondaryButton
from desk.ui.widgets.editors import Value
from desk.ui.wording import failure_text


class EditForm(QWidget):
    """A form. `labels`: field → msgid, as the fields are added to `form`.

    save_requested(). discard_requested(): forget what was typed. touched_changed(): something was typed, or
    not any more. theirs_requested(): take what somebody else saved.
    """

    save_requested = Signal()
    discard_requested = Signal()
    touched_changed = Signal()
    theirs_requested = Signal()

    def __init__(self, labels: Mapping[str, str], hints: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._labels, self._hints = labels, hints or {}
        self._is_touched = self._is_conflict = self._is_busy = False
        self.head = PageHeader("", level="h2")
        self.bar = InfoBar("danger")
        self.form = Form()
        self.save = PrimaryButton("", "check")
        self.discard = SecondaryButton("")
        self.above, self.foot = QVBoxLayout(), QHBoxLayout()
        self._lay_out()
        self.save.clicked.connect(self._on_save)
        self.discard.clicked.connect(self.discard_requested)
        self.bar.verb_requested.connect(self._on_verb)
        self.form.changed.connect(self.touch)
        self._show_touched()

    @property
    def is_touched(self) -> bool:
        """Whether something was typed since the form was filled or saved."""
        return self._is_touched

    def touch(self) -> None:
        """Take note that something was typed."""
        self._set_touched(True)

    def begin(self) -> None:
        """Give the keyboard to the first field."""
        self.form.field(next(iter(self._labels))).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self, values: Mapping[str, Value]) -> None:
        """Show what is kept."""
        self.form.set_values(values)
        self.clear_problems()
        self._set_touched(False)

    def text(self, name: str) -> str:
        """Return what stands in a field, without spaces around it."""
        return str(self.form.field(name).value() or "").strip()

    def show_failure(self, error: Exception) -> None:
        """Say why it was not saved; what was typed stays."""
        self._is_conflict = isinstance(error, Conflict)
        if isinstance(error, Refused):
            self.bar.hide()
            self.form.show_problems(error.problems, self._sentence)
            return
        failure = failure_text(error)
        text = f"{failure.title} {failure.sentence}".strip()
        verb = _("Show theirs") if self._is_conflict else failure.verb
        self.bar.show_message(text, verb=verb, details=failure.detail)

    def show_problems(self, *problems: Problem) -> None:
        """Say what is wrong before anything is saved."""
        self.form.show_problems(problems, self._sentence)

    def show_theirs(self, theirs: Mapping[str, str]) -> None:
        """Show under each field what somebody else saved there; "" or a missing one shows the usual hint."""
        for name in self._labels:
            said = theirs.get(name, "")
            hint = _("Saved by somebody else: {value}").format(value=said) if said else self._hint(name)
            self.form.field(name).set_hint(hint)

    def clear_problems(self) -> None:
        """Say nothing any more."""
        self._is_conflict = False
        self.bar.hide()
        self.form.show_problems((), self._sentence)
        self.show_theirs({})

    def set_busy(self, is_busy: bool) -> None:
        """Let nobody save twice; the button keeps the keyboard, which a disabled one would lose."""
        self._is_busy = is_busy

    def retranslate(self) -> None:
        """Say everything in the current language; forms extend this."""
        for name, label in self._labels.items():
            self.form.field(name).set_label(_(label))
            self.form.field(name).set_hint(self._hint(name))
        self.save.setText(_("Save"))
        self.discard.setText(_("Discard"))

    def _sentence(self, problem: Problem) -> str:
        label = self._labels.get(problem.place, "")
        return say(problem, _(label) if label else "")

    def _hint(self, name: str) -> str:
        return _(self._hints.get(name, ""))

    def _set_touched(self, is_touched: bool) -> None:
        if is_touched != self._is_touched:
            self._is_touched = is_touched
            self._show_touched()
            self.touched_changed.emit()

    def _show_touched(self) -> None:
        """Let what was typed be discarded; the button is always there, so that none moves under the mouse."""
        self.discard.setEnabled(self._is_touched)

    def _on_save(self) -> None:
        if not self._is_busy:
            self.save_requested.emit()

    def _on_verb(self) -> None:
        if self._is_conflict:
            self.theirs_requested.emit()
        else:
            self.save_requested.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_l, 0, 0, 0)
        column.setSpacing(SIZE.space_s)
        column.addWidget(self.head)
        self.above.setSpacing(SIZE.space_s)
        column.addLayout(self.above)
        column.addWidget(self.bar)
        inner = scrolled(column)
        inner.addWidget(self.form)
        inner.addStretch(1)  # a short form stays together
        self.foot.setContentsMargins(0, SIZE.space_s, 0, SIZE.space_m)
        self.foot.setSpacing(SIZE.space_s)
        self.foot.addWidget(self.save)
        self.foot.addWidget(self.discard)
        self.foot.addStretch(1)
        column.addWidget(Divider())
        column.addLayout(self.foot)
