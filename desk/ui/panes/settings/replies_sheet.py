# SPDX-License-Identifier: LicenseRef-Desk
"""The saved replies: a list, and a form for each in every language of the shop."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QLineEdit

from desk.services.inbox import SavedReplyDraft, SavedReplyRow
from desk.translation import N_, _
from desk.ui.panes import Context
from desk.ui.panes.settings.choice_box import ChoiceBox
from desk.ui.panes.settings.edit_form import EditForm
from desk.ui.panes.settings.language_texts import LanguageTexts, packed, unpacked
from desk.ui.panes.settings.list_sheet import NEW, ListSheet
from desk.ui.panes.settings.replies_model import Kept, RepliesModel, draft_of
from desk.ui.widgets import FormField, LinkButton, ListCard
from desk.ui.wording import formats

TITLE = N_("Saved replies")
LEAD = N_("Texts that are often needed")
LABELS: Mapping[str, str] = {
    "name": N_("Name"),
    "shortcut": N_("Shortcut"),
    "folder": N_("Folder"),
    "whose": N_("For whom"),
    "texts": N_("What it says"),
}
HINTS: Mapping[str, str] = {
    "shortcut": N_("Typed after a slash in a message, such as /pickup."),
    "texts": N_(
        "{{ customer.first_name }} is filled in by itself; [[what goes here]] is left to whoever writes."
    ),
}
WORDS = (*LABELS.values(), N_("Template or saved reply"))
EVERYBODY, MINE = "", "mine"


class ReplyForm(EditForm):
    """The form of one reply."""

    def __init__(self, kept: Kept, row: SavedReplyRow | None) -> None:
        super().__init__(LABELS, HINTS)
        self._kept, self._row = kept, row
        self._whose = ChoiceBox()
        self.texts = LanguageTexts()
        self.remove = LinkButton("", "trash", quiet=True)
        self.remove.setVisible(row is not None)
        for name in ("name", "shortcut", "folder"):
            self.form.add(name, FormField("", QLineEdit()))
        self.form.add("whose", FormField("", self._whose))
        self.form.add("texts", FormField("", self.texts))
        self.foot.addWidget(self.remove)
        self.texts.offer(kept.languages)
        self.retranslate()
        self._fill(row)

    @property
    def seen_version(self) -> int:
        """Which version the form was filled from."""
        return self._row.version if self._row is not None else 0

    def show_row(self, row: SavedReplyRow) -> None:
        """Show what is kept, unless somebody is typing."""
        if not self.is_touched and row != self._row:
            self._row = row
            self._fill(row)

    def draft(self) -> SavedReplyDraft:
        """Return what is typed."""
        is_mine = self.text("whose") == MINE
        return SavedReplyDraft(
            name=self.text("name"),
            shortcut=self.text("shortcut"),
            folder=self.text("folder"),
            operator_id=(self._kept.me or None) if is_mine else None,
            texts=unpacked(self.text("texts")),
        )

    def retranslate(self) -> None:
        super().retranslate()
        self._whose.offer([(EVERYBODY, _("Everybody")), (MINE, _("Only me"))])
        self.texts.retranslate()
        self.remove.setText(_("Delete the reply"))
        if self._row is None:
            self.head.set_title(_("New reply"))

    def _fill(self, row: SavedReplyRow | None) -> None:
        values = {
            name: getattr(row, name) if row is not None else "" for name in ("name", "shortcut", "folder")
        }
        values["whose"] = MINE if row is not None and row.operator_id else EVERYBODY
        values["texts"] = packed(row.texts) if row is not None else ""
        self.fill(values)
        self.texts.offer(self._kept.languages)
        if row is not None:
            self.head.set_title(row.name)


class RepliesSheet(ListSheet[SavedReplyRow, ReplyForm]):
    """The saved replies of the shop, and one's own."""

    def __init__(self, context: Context) -> None:
        super().__init__(TITLE, LEAD, "chat-circle-text")
        self._context = context
        self.model = RepliesModel(context, self)
        self.model.changed.connect(self._on_changed)
        self.model.saved.connect(self._on_saved)
        self.model.refused.connect(self._on_refused)
        self.model.deleted.connect(self._on_deleted)
        self.retry_requested.connect(self.model.refresh)
        self.new.setEnabled(False)
        self._gone: SavedReplyRow | None = None
        self.retranslate()

    def card(self, row: SavedReplyRow) -> ListCard:
        languages = ", ".join(formats.language_name(tag) for tag in row.texts)
        shortcut = f"/{row.shortcut}" if row.shortcut else ""
        meta = " · ".join(part for part in (shortcut, row.folder, languages) if part)
        badge = _("Only me") if row.operator_id else ""
        marks = (("chat-circle-text", "text2"),)
        return ListCard(title=row.name, meta=meta, marks=marks, badge=badge, badge_role="neutral")

    def make_form(self, key: str, row: SavedReplyRow | None) -> ReplyForm:
        assert self.model.state.kept is not None
        form = ReplyForm(self.model.state.kept, row)
        form.save_requested.connect(partial(self._save, key))
        form.discard_requested.connect(partial(self._discard, key))
        form.theirs_requested.connect(partial(self._discard, key))
        form.remove.clicked.connect(partial(self._remove, key))
        return form

    def show_row(self, form: ReplyForm, row: SavedReplyRow) -> None:
        form.show_row(row)

    def retranslate(self) -> None:
        super().retranslate()
        self.new.setText(_("New reply"))
        self.list.setAccessibleName(_("Saved replies"))
        self.empty.set_texts(
            _("No saved reply."),
            _("A saved reply is inserted into a message by a slash and its shortcut."),
            _("New reply"),
        )

    def _save(self, key: str) -> None:
        form = self.forms[key]
        form.set_busy(True)
        self.model.save(key, form.draft(), form.seen_version)

    def _discard(self, key: str) -> None:
        self.drop(key)
        if key != NEW:
            self.open(key)

    def _remove(self, key: str) -> None:
        row = self.rows.row_at(self.rows.index_of(key))
        if row is not None:
            self._gone = row
            self.model.remove(row)

    def _on_changed(self) -> None:
        self.show_error(self.model.state.error)
        if self.model.state.kept is not None:
            self.new.setEnabled(True)
            self.set_rows(self.model.state.kept.replies)

    def _on_saved(self, key: str, reply_id: str) -> None:
        self.drop(key)
        self.open(reply_id)
        self._context.toasts.show_toast(_("The saved reply is kept."))

    def _on_deleted(self, reply_id: str) -> None:
        self.drop(reply_id)
        row = self._gone
        if row is not None:
            text = _("“{name}” was deleted.").format(name=row.name)
            undo = partial(self.model.save, NEW, draft_of(row), 0)
            self._context.toasts.show_toast(text, [(_("Undo"), undo)], icon="trash")

    def _on_refused(self, key: str, error: Exception) -> None:
        if key in self.forms:
            self.forms[key].set_busy(False)
            self.forms[key].show_failure(error)
