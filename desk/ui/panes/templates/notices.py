# SPDX-License-Identifier: LicenseRef-Desk
"""What stands between the person and the template: somebody else's words, one's own left over, what stops it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desk.translation import _, ngettext
from desk.ui.panes.templates.comparison import ComparisonView
from desk.ui.panes.templates.keeping import Keeping
from desk.ui.panes.templates.problem_words import place_words, problem_sentence
from desk.ui.panes.templates.variables import Vocabulary
from desk.ui.panes.templates.verb_bar import Verb, VerbBar
from desk.ui.panes.templates.view_model import EditorModel, State
from desk.ui.theme import SIZE
from desk.ui.widgets import PrimaryButton, SecondaryButton, Text
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import failure_text, formats


class Notices(Speaks, QWidget):
    """One bar at a time, the most pressing first. problem_wanted(Problem): go to it."""

    problem_wanted = Signal(object)

    def __init__(self, model: EditorModel, keeping: Keeping, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._model, self._keeping, self._vocabulary = model, keeping, vocabulary
        self.bar = VerbBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bar)
        model.changed.connect(self._show)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._show()

    def _show(self) -> None:
        state = self._model.state
        if state.is_gone:
            text = _("Somebody has deleted this template. What you typed is still here to copy.")
            self.bar.say(text, role="danger")
        elif state.theirs is not None:
            self._say_conflict(state)
        elif state.spare is not None:
            self._say_spare()
        elif state.blocking:
            self._say_blocking(state)
        elif state.error is not None:
            told = failure_text(state.error)
            self.bar.say(
                f"{told.title} {told.sentence}".strip(), [(_("Try again"), self._try_again)], role="danger"
            )
        else:
            self.bar.be_silent()

    def _say_conflict(self, state: State) -> None:
        theirs = state.theirs
        if theirs is None:
            return
        text = _(
            "{author} changed this template at {moment} while you were writing. Your words are still here."
        )
        who = theirs.version.author or _("Somebody")
        verbs: list[Verb] = [
            (_("Compare"), self._compare),
            (_("Take their text"), lambda: self._model.settle(mine=False)),
            (_("Keep my text"), lambda: self._model.settle(mine=True)),
        ]
        moment = formats.moment(theirs.version.updated_at)
        self.bar.say(text.format(author=who, moment=moment), verbs, role="warn")

    def _say_spare(self) -> None:
        verbs: list[Verb] = [
            (_("Take them back"), lambda: self._model.settle_spare(take=True)),
            (_("Drop them"), lambda: self._model.settle_spare(take=False)),
        ]
        self.bar.say(
            _("Words you typed last time could not be saved then. They are still here."), verbs, "info"
        )

    def _say_blocking(self, state: State) -> None:
        first = state.blocking[0]
        count = len(state.blocking)
        text = ngettext(
            "Not published: {count} thing has to be corrected first. {first}",
            "Not published: {count} things have to be corrected first. {first}",
            count,
        )
        said = " – ".join(
            part for part in (place_words(first), problem_sentence(first, self._vocabulary)) if part
        )
        verbs: list[Verb] = [(_("Show"), lambda: self.problem_wanted.emit(first))]
        self.bar.say(text.format(count=count, first=said), verbs, role="danger")

    def _try_again(self) -> None:
        if self._model.state.is_dirty:
            self._keeping.save()
        else:
            self._model.refresh()

    def _compare(self) -> None:
        theirs = self._model.state.theirs
        if theirs is not None:
            sheet = ConflictSheet(self._model, self.window())
            sheet.view.show_difference(theirs.version.wording, self._model.state.wording)
            sheet.open()


class ConflictSheet(QDialog):
    """Somebody else's words and one's own, side by side; both ways on."""

    def __init__(self, model: EditorModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setWindowTitle(_("Two people wrote at the same time"))
        self.view = ComparisonView()
        self.theirs = SecondaryButton(_("Take their text"))
        self.mine = PrimaryButton(_("Keep my text"))
        self.theirs.clicked.connect(self._on_theirs)
        self.mine.clicked.connect(self._on_mine)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self.theirs)
        last.addWidget(self.mine)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_l, SIZE.space_l, SIZE.space_l, SIZE.space_l)
        column.addWidget(Text(_("Red: only in theirs. Green: only in yours."), "meta"))
        column.addWidget(self.view, 1)
        column.addLayout(last)
        self.resize(SIZE.reading_width, SIZE.bubble_width)

    def _on_theirs(self) -> None:
        self.accept()
        self._model.settle(mine=False)

    def _on_mine(self) -> None:
        self.accept()
        self._model.settle(mine=True)
