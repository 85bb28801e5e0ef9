# SPDX-License-Identifier: LicenseRef-Desk
"""The page of templates: library and variables at the left, the editor, the preview with its checks at the right."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desk.errors import Problem
from desk.models.identity import TemplateId
from desk.services.templates import TemplateCard, TemplateRow
from desk.translation import N_, _
from desk.ui.docks import Page
from desk.ui.panes import Context
from desk.ui.panes.templates import edits
from desk.ui.panes.templates.checking import Checking
from desk.ui.panes.templates.checks_panel import ChecksPanel
from desk.ui.panes.templates.deeds import Deeds
from desk.ui.panes.templates.keeping import Keeping
from desk.ui.panes.templates.left_panel import VARIABLES, LeftPanel
from desk.ui.panes.templates.library_model import LibraryModel
from desk.ui.panes.templates.library_panel import LibraryPanel
from desk.ui.panes.templates.new_template import NewTemplate
from desk.ui.panes.templates.places import place_of, uses_of
from desk.ui.panes.templates.preview_model import PreviewModel
from desk.ui.panes.templates.preview_panel import SMS, PreviewPanel
from desk.ui.panes.templates.screen import TemplateScreen
from desk.ui.panes.templates.spare import Spare
from desk.ui.panes.templates.variables import Vocabulary
from desk.ui.panes.templates.variables_panel import VariablesPanel
from desk.ui.panes.templates.view_model import EditorModel

NAME = "templates"
OPEN_KEPT = "templates.open"
LIBRARY_WIDTH, PREVIEW_WIDTH = 264, 356


class TemplatesPage(Page):
    """Templates; `reveal` takes template_id, and channel and language of the text to show."""

    def __init__(self, context: Context) -> None:
        super().__init__(NAME)
        self._context = context
        spare = Spare(context.places.home)
        self.vocabulary = Vocabulary()
        self.model = EditorModel(context.desk, spare, self)
        self.checking = Checking(self.model)
        self.keeping = Keeping(self.model, self.checking, context.desk, context.jobs, spare)
        self.library_model = LibraryModel(context.desk, context.jobs, self)
        self.preview_model = PreviewModel(context.desk, self.model, self)
        menu = QMenu(self)
        self.editor = TemplateScreen(self.model, self.keeping, self.vocabulary, menu)
        self.library = LibraryPanel(self.library_model, self._spoken)
        self.variables = VariablesPanel(self.vocabulary)
        self.preview = PreviewPanel(self.preview_model, self.vocabulary)
        self.checks = ChecksPanel(self.checking, self.vocabulary)
        self.left = LeftPanel(self.library, self.variables)
        self.deeds = Deeds(self, context)
        self._sheet: NewTemplate | None = None
        self._wanted_part: tuple[str, str] = ("", "")
        self.set_screen(self.editor)
        self._add_docks()
        self._connect()
        context.commands.add(*self.deeds.commands())
        context.commands.rights.guard("edit_templates", self.library.new, self.editor.header.publish)
        menu.addActions([context.commands.action(name) for name in self.deeds.menu_names()])
        self.editor.addActions([context.commands.action(one.name) for one in self.deeds.commands()])
        last = context.places.text(OPEN_KEPT)
        if last:
            self.library.select(last)
        context.jobs.when_gone(self, self.preview_model.renderer.close)

    def sheet(self) -> NewTemplate:
        """Return the sheet for new templates; it is made when it is first wanted."""
        if self._sheet is None:
            self._sheet = NewTemplate(self)
            self._sheet.create_requested.connect(self._on_create)
        return self._sheet

    def reveal(self, **target: str) -> None:
        if template_id := target.get("template_id", ""):
            self._wanted_part = target.get("channel", ""), target.get("language", "")
            self.library_model.clear()
            self.library.select(template_id)
            self.model.open(TemplateId(template_id))
            if self.model.state.opened is not None:  # it was open before
                self._show_wanted()

    def undo(self) -> None:
        self.model.history.stack.undo()

    def redo(self) -> None:
        self.model.history.stack.redo()

    def leave(self, go_on: Callable[[], None]) -> None:
        self.keeping.leave(go_on)

    def retranslate(self) -> None:
        super().retranslate()
        self.vocabulary.use("")
        self.editor.retranslate()
        self.variables.show_entries()

    # ------------------------------------------------------------------------------- inside

    def _add_docks(self) -> None:
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        self.left.setMinimumWidth(LIBRARY_WIDTH)
        self.preview.setMinimumWidth(PREVIEW_WIDTH)
        self.library_dock = self.add_dock("library", N_("Templates"), self.left, left, LIBRARY_WIDTH)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.preview, 1)
        column.addWidget(self.checks)
        self.preview_dock = self.add_dock("preview", N_("Preview"), whole, right, PREVIEW_WIDTH)
        self.preview_dock.is_detail = True
        self.preview_dock.set_shortcut("F4")

    def _connect(self) -> None:
        self.library.chosen.connect(self._on_chosen)
        self.library.opened.connect(self._on_opened_row)
        self.library.new_requested.connect(self.start_new)
        self.library.duplicate_requested.connect(self.deeds.duplicate)
        self.library_model.made.connect(self._on_made)
        self.library_model.put_away.connect(self._on_put_away)
        self.variables.variable_wanted.connect(self.editor.insert)
        self.variables.block_wanted.connect(self.editor.insert_kind)
        self.editor.new_requested.connect(self.start_new)
        self.editor.header.renamed.connect(self.deeds.rename)
        self.editor.header.event_chosen.connect(self.deeds.bind)
        self.editor.header.versions_requested.connect(self.deeds.show_versions)
        self.editor.notices.problem_wanted.connect(self._on_problem)
        self.checks.problem_wanted.connect(self._on_problem)
        self.preview.lens_chosen.connect(self._on_lens)
        self.preview.place_wanted.connect(self._on_missing)
        self.preview_model.changed.connect(self._on_preview)
        self.model.changed.connect(self._on_model)
        self.model.opened.connect(self._show_wanted)
        self.keeping.told.connect(self._context.toasts.show_toast)

    def start_new(self) -> None:
        """Open the sheet for a new template."""
        self.sheet().start()

    def show_variables(self) -> None:
        """Show what can be put into the text."""
        self.library_dock.show()
        self.left.show_part(VARIABLES)

    def _spoken(self) -> tuple[str, ...]:
        return self.model.state.shop.settings.languages

    def _on_chosen(self, row: TemplateRow) -> None:
        self.model.open(row.id)
        self._context.places.keep_text(OPEN_KEPT, row.id)

    def _on_opened_row(self, row: TemplateRow) -> None:
        self.model.open(row.id)
        self.show_variables()
        self.editor.focus()

    def _show_wanted(self) -> None:
        channel, language = self._wanted_part
        self._wanted_part = "", ""
        if channel or language:
            self.model.show_part(channel, language)

    def _on_create(self, card: TemplateCard) -> None:
        self.deeds.create(card, self.sheet().show_failure)

    def _on_made(self, template_id: str) -> None:
        self.sheet().finish()
        self.library_model.clear()
        self.library.select(template_id)
        self.model.open(TemplateId(template_id))

    def _on_put_away(self, row: TemplateRow) -> None:
        if row.id == self.model.template_id:
            self.model.open(None)
        text = _("“{name}” is in the archive. Rules that send it go on.").format(name=row.card.name)
        self._context.toasts.show_toast(text, [(_("Undo"), lambda: self.library_model.restore(row))])

    def _on_model(self) -> None:
        state = self.model.state
        is_mail = state.channel == edits.MAIL
        self.variables.show_mail(is_mail=is_mail)
        self.variables.show_entries()
        if state.opened is not None and is_mail is (self.preview.lens() == SMS):
            self.preview.show_lens("desktop" if is_mail else SMS)
        self.deeds.enable()

    def _on_lens(self, channel: str) -> None:
        state = self.model.state
        if state.opened is not None and channel != state.channel:
            self.model.show_part(channel=channel)

    def _on_preview(self) -> None:
        state = self.preview_model.state
        made = state.rendering
        is_whole = made is not None and state.failure is None and state.channel == SMS
        self.editor.sms.show_sent(made.text if made is not None and is_whole else "")

    def _on_missing(self, path: str) -> None:
        state = self.model.state
        used = uses_of(state.text, path)
        if used:
            self.editor.jump(place_of(state.channel, state.language, used[0]))

    def _on_problem(self, problem: Problem) -> None:
        self.deeds.mend(problem)
