# SPDX-License-Identifier: LicenseRef-Desk
"""The versions of a template: what each changed, and the way back to an older one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desk.models.vocabulary import VersionState
from desk.services.templates import VersionRow, Wording
from desk.translation import _
from desk.ui.panes.templates.comparison import ComparisonView
from desk.ui.rows_model import Column, RowsModel
from desk.ui.theme import SIZE
from desk.ui.widgets import CardList, ListCard, PrimaryButton, SecondaryButton, Text
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import formats


class VersionsSheet(Speaks, QDialog):
    """take_requested(Wording): as the draft. publish_requested(id): publish again what that version said."""

    take_requested = Signal(object)
    publish_requested = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._versions: tuple[VersionRow, ...] = ()
        self.rows: RowsModel[VersionRow, str] = RowsModel(
            [Column(name="number", header="", text=_title)], lambda row: row.id, self, sentence=_sentence
        )
        self.list = CardList("", _card)
        self.list.setModel(self.rows)
        self.list.setFixedWidth(SIZE.popup_width)
        self.list.current_row_changed.connect(self._on_current)
        self._against_label = Text("", "meta")
        self.against = QComboBox()
        self.against.currentIndexChanged.connect(self._compare)
        self.view = ComparisonView()
        self.take = SecondaryButton("", "arrow-u-up-left")
        self.take.clicked.connect(self._on_take)
        self.publish = PrimaryButton("", "check")
        self.publish.clicked.connect(self._on_publish)
        self._close = SecondaryButton("")
        self._close.clicked.connect(self.reject)
        self._lay_out()
        self.retranslate()

    def start(self, versions: tuple[VersionRow, ...]) -> None:
        """Show versions, newest first."""
        self._versions = versions
        self.rows.set_rows(versions, is_complete=True)
        blocked = self.against.blockSignals(True)
        self.against.clear()
        for one in versions:
            self.against.addItem(_title(one), one.id)
        self.against.blockSignals(blocked)
        if versions:
            self.list.setCurrentIndex(self.rows.index(0, 0))
        self.open()
        self.list.setFocus()

    def current(self) -> VersionRow | None:
        """Return the version that is looked at."""
        row = self.list.current_row()
        return row if isinstance(row, VersionRow) else None

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.setWindowTitle(_("Versions"))
        self.list.setAccessibleName(_("Versions"))
        self._against_label.setText(_("Compared with"))
        self.against.setAccessibleName(_("Compared with"))
        self.take.setText(_("Take as the draft"))
        self.publish.setText(_("Publish again"))
        self._close.setText(_("Close"))

    def _on_current(self, row: VersionRow | None) -> None:
        if row is None:
            return
        at = self._versions.index(row)
        before = min(at + 1, len(self._versions) - 1)
        blocked = self.against.blockSignals(True)
        self.against.setCurrentIndex(before)
        self.against.blockSignals(blocked)
        in_use = next((one for one in self._versions if one.state is VersionState.PUBLISHED), None)
        self.publish.setEnabled(row.state is VersionState.PUBLISHED and row is not in_use)
        self.take.setEnabled(row.state is VersionState.PUBLISHED)
        self._compare()

    def _compare(self, _index: int = 0) -> None:
        row, other = self.current(), self.against.currentIndex()
        if row is None or not 0 <= other < len(self._versions):
            return
        older, newer = sorted((row, self._versions[other]), key=lambda one: one.number)
        self.view.show_difference(older.wording, newer.wording)

    def _on_take(self) -> None:
        if (row := self.current()) is not None:
            wording: Wording = row.wording
            self.accept()
            self.take_requested.emit(wording)

    def _on_publish(self) -> None:
        if (row := self.current()) is not None:
            self.accept()
            self.publish_requested.emit(row.id)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.addWidget(self._against_label)
        above.addWidget(self.against, 1)
        right = QVBoxLayout()
        right.addLayout(above)
        right.addWidget(self.view, 1)
        middle = QHBoxLayout()
        middle.setSpacing(SIZE.space_m)
        middle.addWidget(self.list)
        middle.addLayout(right, 1)
        last = QHBoxLayout()
        last.addWidget(self.take)
        last.addStretch(1)
        last.addWidget(self._close)
        last.addWidget(self.publish)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_l, SIZE.space_l, SIZE.space_l, SIZE.space_l)
        column.setSpacing(SIZE.space_m)
        column.addLayout(middle, 1)
        column.addLayout(last)
        self.resize(2 * SIZE.empty_width + SIZE.popup_width // 2, SIZE.reading_width - SIZE.avatar_xl)


def _title(row: VersionRow) -> str:
    if row.state is VersionState.DRAFT:
        return _("Draft {number}").format(number=row.number)
    return _("Version {number}").format(number=row.number)


def _card(row: VersionRow) -> ListCard:
    when = formats.moment(row.published_at or row.updated_at)
    return ListCard(title=_title(row), meta=" · ".join(part for part in (when, row.author) if part))


def _sentence(row: VersionRow) -> str:
    card = _card(row)
    return f"{card.title}, {card.meta}"
