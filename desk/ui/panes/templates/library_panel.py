# SPDX-License-Identifier: LicenseRef-Desk
"""The dock of the library: search, folders, and the templates as cards with what they lack."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desk.services.templates import TemplateRow
from desk.translation import _, ngettext, pgettext
from desk.ui.panes.templates.event_options import folder_name
from desk.ui.panes.templates.library_model import ANY_FOLDER, LibraryModel
from desk.ui.rows_model import Column, RowsModel
from desk.ui.theme import SIZE
from desk.ui.widgets import (
    CardList,
    ChipRow,
    EmptyState,
    FilterChip,
    InfoBar,
    ListCard,
    PrimaryButton,
    SearchField,
)
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import failure_text

Languages = Callable[[], tuple[str, ...]]


class LibraryPanel(Speaks, QWidget):
    """chosen(TemplateRow): it is current. opened(TemplateRow): Enter or double click. The rest: as they say."""

    chosen = Signal(object)
    opened = Signal(object)
    new_requested = Signal()
    duplicate_requested = Signal(object)

    def __init__(self, model: LibraryModel, languages: Languages) -> None:
        super().__init__()
        self._model, self._languages = model, languages
        self._wanted = ""
        self._is_patching = False
        self.rows: RowsModel[TemplateRow, str] = RowsModel(
            [Column(name="name", header="", text=lambda row: row.card.name)],
            lambda row: row.id,
            self,
            sentence=self._sentence,
        )
        self.search = SearchField("")
        self.folder, self.archive = FilterChip("", "folder-open"), FilterChip("", "archive")
        self.new = PrimaryButton("", "plus")
        self.list = CardList("", self._card)
        self.list.setModel(self.rows)
        self._trouble = InfoBar("danger")
        self.empty = EmptyState("file-text", "")
        self._stack = QStackedWidget()
        self._chips = ChipRow("")
        self._lay_out()
        self._connect()
        self.retranslate()

    def select(self, template_id: str) -> None:
        """Make a template current, as soon as it is in the list."""
        self._wanted = template_id
        self._follow_wish()

    def current(self) -> TemplateRow | None:
        """Return the current template; None for none."""
        row = self.list.current_row()
        return row if isinstance(row, TemplateRow) else None

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.search.set_placeholder(_("Filter…"))
        self.new.setText(pgettext("template", "New"))
        self.archive.set_text(pgettext("templates", "Archive"))
        self._chips.setAccessibleName(_("Filters"))
        self.list.setAccessibleName(_("Templates"))
        self._show()

    def _show(self) -> None:
        state = self._model.state
        folders = [(ANY_FOLDER, _("All folders"))] + [(one, folder_name(one)) for one in state.folders]
        self.folder.set_options(folders, ANY_FOLDER)
        self.folder.choose(state.folder)
        self.archive.setChecked(state.archived)
        if state.error is not None:
            told = failure_text(state.error)
            self._trouble.show_message(
                f"{told.title} {told.sentence}", verb=_("Try again"), details=told.detail
            )
        else:
            self._trouble.hide()
        if state.rows is not None:
            self._patch(state.rows)
            self._stack.setCurrentWidget(self.list if state.rows else self.empty)
            self._say_empty()
            self._follow_wish()

    def _patch(self, rows: tuple[TemplateRow, ...]) -> None:
        """Show other rows; where the current one is gone none is, for only a person opens another template."""
        current = self.current()
        self._is_patching = True
        self.rows.set_rows(rows, is_complete=True)
        at = next((n for n, row in enumerate(rows) if current is not None and row.id == current.id), -1)
        self.list.setCurrentIndex(self.rows.index(at, 0))
        self._is_patching = False

    def _say_empty(self) -> None:
        if self._model.state.archived and not self._model.state.text:
            self.empty.set_texts(_("The archive is empty."), "", _("Show all templates"))
        elif self._model.state.is_narrow:
            self.empty.set_texts(_("No template matches these filters."), "", _("Clear the filters"))
        else:
            self.empty.set_texts(
                _("No template."), _("Write the first message that rules will send."), _("New template")
            )

    def _follow_wish(self) -> None:
        at = next((n for n, row in enumerate(self.rows.rows) if row.id == self._wanted), None)
        if self._wanted and at is not None:
            self._wanted = ""
            self.list.setCurrentIndex(self.rows.index(at, 0))

    def _card(self, row: TemplateRow) -> ListCard:
        lacking = self._lacking(row)
        if lacking:
            badge, role, icon = (
                _("{languages} missing").format(languages=", ".join(lacking)),
                "warn",
                "warning",
            )
        elif row.draft is not None:
            badge, role, icon = _("Draft"), "neutral", "pencil-simple"
        else:
            badge, role, icon = "", "neutral", ""
        return ListCard(
            title=row.card.name, meta=self._meta(row), badge=badge, badge_role=role, badge_icon=icon
        )

    def _meta(self, row: TemplateRow) -> str:
        words = [
            _("v{number} published").format(number=row.published)
            if row.published is not None
            else _("never published")
        ]
        if row.draft is not None and self._lacking(row):
            words.append(_("draft"))
        if row.used_by:
            words.append(ngettext("{count} rule", "{count} rules", row.used_by).format(count=row.used_by))
        return " · ".join(words)

    def _lacking(self, row: TemplateRow) -> list[str]:
        """Return the shop's languages that a channel of the template does not speak."""
        roots = [{tag.partition("-")[0] for tag in tags} for tags in row.languages.values() if tags]
        return [
            tag.upper()
            for tag in self._languages()
            if any(tag.partition("-")[0] not in spoken for spoken in roots)
        ]

    def _sentence(self, row: TemplateRow) -> str:
        card = self._card(row)
        return ", ".join(part for part in (card.title, card.meta, card.badge) if part)

    def _connect(self) -> None:
        model = self._model
        model.changed.connect(self._show)
        self.search.search_changed.connect(model.search)
        self.search.left_down.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.folder.chosen.connect(model.choose_folder)
        self.archive.clicked.connect(lambda on: model.show_archive(archived=on))
        self.new.clicked.connect(self.new_requested)
        self.empty.verb_requested.connect(self._on_empty)
        self._trouble.verb_requested.connect(model.refresh)
        self.list.current_row_changed.connect(self._on_current)
        self.list.row_activated.connect(self.opened)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)

    def _on_current(self, row: TemplateRow | None) -> None:
        if row is not None and not self._is_patching:
            self.chosen.emit(row)

    def _on_empty(self) -> None:
        if self._model.state.is_narrow:
            self.search.clear()
            self._model.clear()
        else:
            self.new_requested.emit()

    def _open_menu(self, at: QPoint) -> None:
        row = self.current()
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        away = row.archived_at is None
        for text, deed in (
            (_("Duplicate"), lambda: self.duplicate_requested.emit(row)),
            (
                _("Put into the archive") if away else _("Take back from the archive"),
                lambda: self._model.archive(row) if away else self._model.restore(row),
            ),
        ):
            action = QAction(text, menu)
            action.triggered.connect(deed)
            menu.addAction(action)
        menu.popup(self.list.viewport().mapToGlobal(at))

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(SIZE.space_s)
        first.addWidget(self.search, 1)
        first.addWidget(self.new)
        self._chips.add(self.folder)
        self._chips.add(self.archive)
        head = QVBoxLayout()
        head.setContentsMargins(SIZE.space_s, SIZE.space_xs, SIZE.space_s, SIZE.space_s)
        head.setSpacing(SIZE.space_s)
        head.addLayout(first)
        head.addWidget(self._chips)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._trouble)
        column.addWidget(self._stack, 1)
