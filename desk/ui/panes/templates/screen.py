# SPDX-License-Identifier: LicenseRef-Desk
"""The editor of the template that is open: head, channels, languages, the text, what happens without a value."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desk.services.templates import BlockKind, Policy, Text
from desk.translation import _
from desk.ui.panes.templates import edits
from desk.ui.panes.templates.editor_header import EditorHeader
from desk.ui.panes.templates.keeping import Keeping
from desk.ui.panes.templates.lacking import Lacking, source_of
from desk.ui.panes.templates.language_bar import LanguageBar
from desk.ui.panes.templates.mail_editor import MailEditor
from desk.ui.panes.templates.notices import Notices
from desk.ui.panes.templates.places import read_place
from desk.ui.panes.templates.policies_panel import PoliciesPanel
from desk.ui.panes.templates.sms_editor import SmsEditor
from desk.ui.panes.templates.token_edit import TokenEdit
from desk.ui.panes.templates.variables import Vocabulary
from desk.ui.panes.templates.view_model import EditorModel
from desk.ui.theme import SIZE
from desk.ui.widgets import Divider, EmptyState, Segments
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import channel_mark, formats


class TemplateScreen(Speaks, QWidget):
    """The page's middle. new_requested(): there is no template open, and one is wanted."""

    new_requested = Signal()

    def __init__(self, model: EditorModel, keeping: Keeping, vocabulary: Vocabulary, menu: QMenu) -> None:
        super().__init__()
        self._model, self._keeping, self._vocabulary = model, keeping, vocabulary
        self._last_field: TokenEdit | None = None
        self.header = EditorHeader(model.history, menu)
        self.notices = Notices(model, keeping, vocabulary)
        self.channels = Segments("", underline=True)
        for channel in edits.CHANNELS:
            self.channels.add(channel, "", channel_mark(channel).icon)
        self.languages = LanguageBar()
        self.mail, self.sms = MailEditor(vocabulary), SmsEditor(vocabulary)
        self.lacking = Lacking()
        self.policies = PoliciesPanel(vocabulary)
        self._texts = QStackedWidget()
        self.nothing = EmptyState("file-text", "")
        self._whole = QStackedWidget()
        self._lay_out()
        self._connect()
        self.retranslate()

    def insert(self, text: str) -> None:
        """Put a placeholder where the caret is, or was last."""
        field = self._field()
        if field is not None:
            field.insert(text)

    def insert_kind(self, kind: BlockKind) -> None:
        """Add a block to the e-mail that is shown."""
        if self._model.state.channel == edits.MAIL and self._texts.currentWidget() is self.mail:
            self.mail.insert_kind(kind)

    def jump(self, place: str) -> None:
        """Go to what a place names."""
        wanted = read_place(place)
        if wanted.channel in edits.CHANNELS:
            self._model.show_part(wanted.channel, wanted.language)
        if wanted.channel == edits.MAIL:
            self.mail.focus(wanted.path, wanted.part)
        elif wanted.channel in edits.CHANNELS:
            self.sms.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus(self) -> None:
        """Give the keyboard to the text."""
        state = self._model.state
        if state.channel == edits.MAIL and state.text.blocks:
            self.mail.focus((0,), "")
        else:
            field = self._field()
            (field or self.header.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.channels.setAccessibleName(_("Channel"))
        for channel in edits.CHANNELS:
            self.channels.set_text(channel, channel_mark(channel).text)
        self.nothing.set_texts(
            _("Choose a template."), _("Or write a new one: rules send what is published."), _("New template")
        )
        self._show()

    # ------------------------------------------------------------------------------- inside

    def _show(self) -> None:
        state = self._model.state
        self._whole.setCurrentIndex(0 if state.opened is None else 1)
        self.nothing.setVisible(self._model.template_id is None)
        if state.opened is None:
            return
        if self._vocabulary.use(state.event_kind):
            self.mail.refresh()
            self.sms.refresh()
        self.header.show_state(state)
        self.channels.set_current(state.channel)
        self.languages.show_state(state)
        self.policies.show_state(state)
        self._show_text(state.text, is_known=state.language in state.wording.texts.get(state.channel, {}))

    def _show_text(self, text: Text, *, is_known: bool) -> None:
        state = self._model.state
        if not is_known:
            self._texts.setCurrentWidget(self.lacking)
            self.lacking.show_state(state)
        elif state.channel == edits.MAIL:
            self.mail.show_text(text)
            self._texts.setCurrentWidget(self.mail)
        else:
            self.sms.show_text(text)
            self._texts.setCurrentWidget(self.sms)

    def _field(self) -> TokenEdit | None:
        """Return the field that has the keyboard, had it last, or is the first."""
        focused = QApplication.focusWidget()
        if isinstance(focused, TokenEdit):
            return focused
        if self._last_field is not None and self._last_field.isVisible():
            return self._last_field
        shown = self._texts.currentWidget()
        if shown is self.sms:
            return self.sms.field
        return next(iter(self.mail.blocks.fields()), self.mail.subject) if shown is self.mail else None

    def _connect(self) -> None:
        model = self._model
        model.changed.connect(self._show)
        model.opened.connect(self._on_opened)
        for editor in (self.mail, self.sms):
            editor.edited.connect(model.edit_text)
            editor.undo_wanted.connect(model.history.stack.undo)
            editor.redo_wanted.connect(model.history.stack.redo)
        self.channels.current_key_changed.connect(self._on_channel)
        self.languages.language_chosen.connect(self._on_language)
        self.languages.language_added.connect(self._on_new_language)
        self.lacking.verb_requested.connect(self._on_lacking)
        self.policies.policy_chosen.connect(self._on_policy)
        self.header.publish_requested.connect(self._keeping.publish)
        self.nothing.verb_requested.connect(self.new_requested)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    def _on_opened(self) -> None:
        QTimer.singleShot(0, self, self.mail.to_top)

    def _on_focus(self, _before: QWidget | None, focused: QWidget | None) -> None:
        if isinstance(focused, TokenEdit) and self.isAncestorOf(focused):
            self._last_field = focused
            focused.destroyed.connect(self._on_field_gone)

    def _on_field_gone(self) -> None:
        self._last_field = None

    def _on_channel(self, channel: str) -> None:
        self._model.show_part(channel=channel)

    def _on_language(self, language: str) -> None:
        self._model.show_part(language=language)

    def _on_new_language(self, language: str) -> None:
        state = self._model.state
        added = edits.with_language(state.wording, language, source_of(self._model.state))
        self._model.edit(added, _("Add {language}").format(language=formats.language_name(language)))
        self._model.show_part(language=language)

    def _on_lacking(self) -> None:
        state = self._model.state
        source = edits.text_of(state.wording, state.channel, source_of(self._model.state))
        self._model.edit_text(
            source, _("Add {language}").format(language=formats.language_name(state.language))
        )
        self.focus()

    def _on_policy(self, path: str, policy: Policy | None, is_typed: bool) -> None:
        wording = edits.with_policy(self._model.state.wording, path, policy)
        what = _("Decide about “{variable}”").format(variable=self._vocabulary.label(path))
        self._model.edit(wording, what, f"policy.{path}" if is_typed else "")

    def _lay_out(self) -> None:
        for text in (self.mail, self.sms, self.lacking):
            self._texts.addWidget(text)
        editor = QWidget()
        column = QVBoxLayout(editor)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        self.channels.setContentsMargins(SIZE.space_s, 0, 0, 0)
        for widget in (self.channels, Divider(), self.notices, self.languages):
            column.addWidget(widget)
        column.addWidget(self._texts, 1)
        column.addWidget(self.policies)
        self._whole.addWidget(self.nothing)
        self._whole.addWidget(editor)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._whole)
