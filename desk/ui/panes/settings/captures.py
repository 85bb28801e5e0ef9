# SPDX-License-Identifier: LicenseRef-Desk
"""What the sandbox caught: a table, and the message one opens."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desk.services.sandbox import CaptureCard, CaptureRow, Captures
from desk.services.store import Change, Session
from desk.translation import N_, _
from desk.ui.live_query import PagedQuery
from desk.ui.panes import Context
from desk.ui.panes.settings.captured_mail import read_capture
from desk.ui.rows_model import Column, RowsModel
from desk.ui.theme import SIZE
from desk.ui.widgets import DeskTable, HtmlView, SecondaryButton, Segments, Text
from desk.ui.wording import channel_mark, formats

HTML, TEXT, SOURCE = "html", "text", "source"
VIEW = (760, 600)


class CaptureTable(DeskTable):
    """Newest first. opened(id): a row was opened."""

    opened = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__("")
        self.rows: RowsModel[CaptureRow, str] = RowsModel(
            (
                Column(name="at", header=N_("Time"), text=lambda row: formats.moment(row.at)),
                Column(name="channel", header=N_("Channel"), text=lambda row: channel_mark(row.channel).text),
                Column(name="recipient", header=N_("Recipient"), text=lambda row: row.recipient),
                Column(name="subject", header=N_("Subject"), text=lambda row: row.subject),
            ),
            lambda row: row.id,
            self,
        )
        self.setModel(self.rows)
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.set_cells({}, {"at": 108, "channel": 82, "recipient": 230})
        self.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.query: PagedQuery[CaptureRow, str] = PagedQuery(
            context.desk, _page, {Change.CAPTURES}, self.rows, self
        )
        self.row_activated.connect(self._on_opened)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.setAccessibleName(_("Captured messages"))
        self.rows.retranslate()

    def _on_opened(self, row: CaptureRow) -> None:
        self.opened.emit(row.id)


class CaptureView(QDialog):
    """One captured message: as it looks, its words, its source."""

    def __init__(self, card: CaptureCard, parent: QWidget) -> None:
        super().__init__(parent)
        self._card, self._shown = card, read_capture(card)
        self.setWindowTitle(card.row.subject or _("Captured message"))
        self.resize(*VIEW)
        self.views = Segments(_("View"))
        self.stack = QStackedWidget()
        self._lay_out()
        self.views.current_key_changed.connect(self._on_view)
        self.finished.connect(self.deleteLater)

    def _on_view(self, key: str) -> None:
        self.stack.setCurrentIndex([name for name, _widget in self._made].index(key))

    def _lay_out(self) -> None:
        row = self._card.row
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_l, SIZE.space_l, SIZE.space_l, SIZE.space_m)
        column.setSpacing(SIZE.space_s)
        column.addWidget(Text(row.subject or channel_mark(row.channel).text, "h2", wrap=True))
        said = _("{time}, from {sender} to {recipient}")
        column.addWidget(
            Text(
                said.format(time=formats.instant(row.at), sender=row.sender, recipient=row.recipient),
                "meta",
                wrap=True,
            )
        )
        self._made = self._views()
        labels = {HTML: _("As it looks"), TEXT: _("Text"), SOURCE: _("Source")}
        for key, widget in self._made:
            self.views.add(key, labels[key])
            self.stack.addWidget(widget)
        self.views.set_current(self._made[0][0])
        column.addWidget(self.views)
        column.addWidget(self.stack, 1)
        column.addLayout(self._foot())

    def _views(self) -> list[tuple[str, QWidget]]:
        made: list[tuple[str, QWidget]] = []
        if self._shown.html:
            view = HtmlView(_("As it looks"))
            view.show_html(self._shown.html)
            made.append((HTML, view))
        made.append((TEXT, _words(self._shown.text, _("Text"))))
        if self._shown.source != self._shown.text:
            made.append((SOURCE, _words(self._shown.source, _("Source"))))
        return made

    def _foot(self) -> QHBoxLayout:
        copy, close = SecondaryButton(_("Copy the source"), "copy"), SecondaryButton(_("Close"))
        copy.clicked.connect(self._on_copy)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._shown.source)


def _words(text: str, label: str) -> QPlainTextEdit:
    view = QPlainTextEdit(text)
    view.setReadOnly(True)
    view.setAccessibleName(label)
    view.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return view


def _page(session: Session, after: CaptureRow | None, limit: int) -> tuple[CaptureRow, ...]:
    return Captures(session).page(None if after is None else after.id, limit)
