# SPDX-License-Identifier: LicenseRef-Desk
"""The list of what the checks found; always in sight, each with the way to where it is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desk.errors import Problem
from desk.translation import _, ngettext
from desk.ui.panes.templates.checking import Checking, Findings
from desk.ui.panes.templates.problem_words import check_item
from desk.ui.panes.templates.variables import Vocabulary
from desk.ui.theme import SIZE
from desk.ui.widgets import CheckItem, CheckList, Divider, IconMark, Text
from desk.ui.widgets.speaks import Speaks

MOST = 40
MOST_HEIGHT = 3 * SIZE.row + SIZE.space_s


class ChecksPanel(Speaks, QWidget):
    """problem_wanted(Problem): go to it, or mend it."""

    problem_wanted = Signal(object)

    def __init__(self, checking: Checking, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._checking, self._vocabulary = checking, vocabulary
        self._mark = IconMark("check-circle", "ok", SIZE.icon_m)
        self._title = Text("", "strong")
        self.items = CheckList("")
        self.items.verb_requested.connect(self._on_verb)
        self._problems: dict[str, Problem] = {}
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()
        checking.changed.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.items.setAccessibleName(_("Checks"))
        self._show()

    def title(self) -> str:
        """Return the sum that is shown."""
        return self._title.text()

    def _show(self) -> None:
        findings = self._checking.findings
        ordered = (*findings.stopping, *findings.warnings)[:MOST]
        self._problems = {f"{n}.{one.code}.{one.place}": one for n, one in enumerate(ordered)}
        self.items.set_items(self._items())
        self._say_sum(findings)
        self._scroll.setVisible(bool(ordered))

    def _items(self) -> tuple[CheckItem, ...]:
        return tuple(check_item(one, self._vocabulary, key) for key, one in self._problems.items())

    def _say_sum(self, findings: Findings) -> None:
        stop, mild = len(findings.stopping), len(findings.warnings)
        if findings.of is None:
            text, icon, role = _("Checks"), "circle-dashed", "text3"
        elif stop:
            text = ngettext(
                "{count} thing to correct before publishing",
                "{count} things to correct before publishing",
                stop,
            )
            text, icon, role = text.format(count=stop), "x-circle", "danger"
        elif mild:
            text = ngettext("{count} thing to look at", "{count} things to look at", mild)
            text, icon, role = text.format(count=mild), "warning", "warn"
        else:
            text, icon, role = _("Nothing to correct"), "check-circle", "ok"
        self._title.setText(text)
        self._mark.set_icon(icon, role)

    def _on_verb(self, key: str) -> None:
        if (problem := self._problems.get(key)) is not None:
            self.problem_wanted.emit(problem)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(SIZE.space_m, SIZE.space_s, SIZE.space_m, SIZE.space_xs)
        head.setSpacing(SIZE.space_s)
        head.addWidget(self._mark)
        head.addWidget(self._title, 1)
        body = QWidget()
        body.setProperty("role", "clear")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(SIZE.space_m, 0, SIZE.space_s, SIZE.space_s)
        inner.addWidget(self.items)
        inner.addStretch(1)
        self._scroll.setWidget(body)
        self._scroll.setFixedHeight(MOST_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Divider())
        column.addLayout(head)
        column.addWidget(self._scroll)
