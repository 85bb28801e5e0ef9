# SPDX-License-Identifier: LicenseRef-Desk
"""The bots: a list in the order in which they are asked, and a form for each."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QMenu

from desk.services.assistants import BOT_KINDS, BotRow, Reply
from desk.translation import N_, _
from desk.ui.panes import Context
from desk.ui.panes.settings import bot_fields
from desk.ui.panes.settings.bot_fields import KIND_ICONS, KIND_NAMES
from desk.ui.panes.settings.bot_form import BotForm
from desk.ui.panes.settings.bots_model import BotsModel, Wish
from desk.ui.panes.settings.list_sheet import ListSheet
from desk.ui.panes.settings.question import Question
from desk.ui.widgets import IconButton, ListCard, Text

TITLE = N_("Bots")
LEAD = N_("Automatic answers")
WORDS = bot_fields.WORDS
_NEW = {f"new:{kind}": kind for kind in BOT_KINDS}


class BotsSheet(ListSheet[BotRow, BotForm]):
    """The bots of the shop."""

    def __init__(self, context: Context) -> None:
        super().__init__(TITLE, LEAD, "robot")
        self.new_keys = tuple(_NEW)
        self._context = context
        self.model = BotsModel(context, self)
        self._menu = QMenu(self.new)
        self._new_actions = {key: self._menu.addAction("") for key in _NEW}
        for key, action in self._new_actions.items():
            action.triggered.connect(partial(self._on_new, key))
        self.new.clicked.disconnect()
        self.new.setMenu(self._menu)
        self.new.setEnabled(False)
        self.earlier, self.later = IconButton("arrow-up", ""), IconButton("arrow-down", "")
        self._order = Text("", "muted", wrap=True)
        self._lay_out_order()
        self._connect()
        self.retranslate()

    def card(self, row: BotRow) -> ListCard:
        kind = _(KIND_NAMES.get(row.kind, row.kind))
        badge, role, icon = "", "neutral", ""
        if not row.is_active:
            badge = _("Off")
        elif row.health_code:
            badge, role, icon = _("Not answering"), "warn", "warning"
        return ListCard(
            title=row.name,
            meta=kind if not badge else "",
            marks=((KIND_ICONS.get(row.kind, "robot"), "text2"),),
            badge=badge,
            badge_role=role,
            badge_icon=icon,
        )

    def make_form(self, key: str, row: BotRow | None) -> BotForm:
        kept = self.model.state.kept
        kind = _NEW[key] if row is None else row.kind
        form = BotForm(key, kind, () if kept is None else kept.languages, row)
        form.save_requested.connect(partial(self._save, key))
        form.discard_requested.connect(partial(self._discard, key))
        form.theirs_requested.connect(partial(self._discard, key))
        form.remove_requested.connect(partial(self._ask_remove, key))
        form.trial.asked.connect(partial(self._try, key))
        return form

    def show_row(self, form: BotForm, row: BotRow) -> None:
        form.show_row(row)

    def retranslate(self) -> None:
        super().retranslate()
        self.new.setText(_("New bot"))
        for key, action in self._new_actions.items():
            action.setText(_(KIND_NAMES[_NEW[key]]))
        self.list.setAccessibleName(_("Bots"))
        self.empty.set_texts(
            _("No bot yet."),
            _("A bot can say that you are closed, or answer what you are asked every day."),
            _("Add a closing-hours bot"),
        )
        self._order.setText(_("The first that has something to say answers."))
        self.earlier.set_label(_("Ask this bot earlier"))
        self.later.set_label(_("Ask this bot later"))

    def start_new(self) -> None:
        self.begin_new("new:hours")

    # ------------------------------------------------------------------------------------ inside

    def _connect(self) -> None:
        model = self.model
        model.changed.connect(self._on_changed)
        model.saved.connect(self._on_saved)
        model.refused.connect(self._on_refused)
        model.tried.connect(self._on_tried)
        model.failed.connect(self._on_failed)
        model.removed.connect(self._on_removed)
        self.retry_requested.connect(model.refresh)
        self.earlier.clicked.connect(partial(self._move, -1))
        self.later.clicked.connect(partial(self._move, 1))

    def _on_new(self, key: str, *_told: object) -> None:
        self.begin_new(key)

    def _move(self, by: int, *_told: object) -> None:
        if self.shown in self.forms and self.shown not in self.new_keys:
            self.model.move(self.shown, by)

    def _wish(self, key: str) -> Wish:
        entry = self.forms[key].entry()
        return Wish(form=key, id=entry.id, draft=entry.draft, key=entry.key, seen_version=entry.seen_version)

    def _save(self, key: str) -> None:
        form = self.forms[key]
        form.clear_problems()
        form.set_busy(True)
        self.model.save(self._wish(key))

    def _try(self, key: str, sentence: str) -> None:
        self.forms[key].trial.show_thinking()
        self.model.try_with(self._wish(key), sentence)

    def _discard(self, key: str) -> None:
        self.drop(key)
        if key not in self.new_keys:
            self.open(key)

    def _ask_remove(self, key: str) -> None:
        row = self.rows.row_at(self.rows.index_of(key))
        if row is None:
            return
        sentence = _(
            "It answers no more, and its key is forgotten. What it wrote stays in the conversations."
        )
        title = _("Delete the bot “{name}”?").format(name=row.name)
        Question(self, title, sentence, _("Delete the bot")).ask(partial(self.model.remove, row))

    def _on_changed(self) -> None:
        state = self.model.state
        self.show_error(state.error)
        if state.kept is None:
            return
        self.new.setEnabled(True)
        self.set_rows(state.kept.bots)
        for widget in (self._order, self.earlier, self.later):
            widget.setVisible(len(state.kept.bots) > 1)

    def _on_saved(self, key: str, bot_id: str) -> None:
        self.drop(key)
        self.open(bot_id)
        self._context.toasts.show_toast(_("The bot is saved."))

    def _on_refused(self, key: str, error: Exception) -> None:
        form = self.forms.get(key)
        if form is not None:
            form.set_busy(False)
            form.show_failure(error)

    def _on_tried(self, key: str, reply: Reply) -> None:
        if key in self.forms:
            self.forms[key].trial.show_reply(reply)

    def _on_failed(self, key: str, error: Exception) -> None:
        if key in self.forms:
            self.forms[key].trial.show_trouble(error)

    def _on_removed(self, name: str) -> None:
        self._context.toasts.show_toast(_("The bot “{name}” is deleted.").format(name=name), icon="trash")

    def _lay_out_order(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._order, 1)
        row.addWidget(self.earlier)
        row.addWidget(self.later)
        self.side.addLayout(row)
