# SPDX-License-Identifier: LicenseRef-Desk
"""The form of one bot."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desk.errors import Problem, Refused
from desk.services.assistants import BotDraft, BotRow
from desk.translation import _
from desk.ui.panes.settings.bot_fields import (
    channel_choices,
    channels_of,
    filled,
    fresh,
    hints_of,
    labels_of,
    settings_of,
)
from desk.ui.panes.settings.bot_rules import RulesEditor, SpokenTexts
from desk.ui.panes.settings.choice_box import ChoiceBox
from desk.ui.panes.settings.edit_form import EditForm
from desk.ui.panes.settings.secret_edit import SecretEdit
from desk.ui.panes.settings.trial_of_bot import TrialOfBot
from desk.ui.theme import SIZE
from desk.ui.widgets import FormField, InfoBar, SecondaryButton, Switch
from desk.ui.wording import formats
from desk.ui.wording.assistants import code_text

PROMPT_ROWS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class BotEntry:
    """A bot as typed. form: where; id: "" for a new one; key: None leaves the kept one."""

    form: str
    id: str
    draft: BotDraft
    key: str | None
    seen_version: int

    def __repr__(self) -> str:
        return f"BotEntry(form={self.form!r}, id={self.id!r})"


class BotForm(EditForm):
    """remove_requested(): of a kept bot."""

    remove_requested = Signal()

    def __init__(self, key: str, kind: str, languages: Sequence[str], row: BotRow | None) -> None:
        super().__init__(labels_of(kind), hints_of(kind))
        self._key, self.kind, self._languages = key, kind, tuple(languages)
        self.row: BotRow | None = None
        self.secret = SecretEdit()
        self.channels = ChoiceBox()
        self.trial = TrialOfBot()
        self.health = InfoBar("warn")
        self.delete = SecondaryButton("", "trash", danger=True)
        for name in labels_of(kind):
            self.form.add(name, FormField("", self._editor(name)))
        self.form.add_widget(self.trial)
        self.foot.addWidget(self.delete)
        self.delete.hide()
        self.above.addWidget(self.health)
        self.health.hide()
        self.delete.clicked.connect(self.remove_requested)
        self.retranslate()
        if row is None:
            self.fill(fresh(kind))
        else:
            self.show_row(row)

    def show_row(self, row: BotRow) -> None:
        """Show what is kept, unless somebody is typing."""
        known, self.row = self.row, row if not self.is_touched else self.row
        self._show_health(row)
        if self.is_touched or (known is not None and known.version == row.version):
            return
        self.fill(filled(row))
        self.secret.clear()
        self._set_touched(False)
        self.head.set_title(row.name)
        self.delete.show()
        self.secret.retranslate(is_kept=self._has_key())

    def entry(self) -> BotEntry:
        """Return what is typed."""
        values, key = self.form.values(), self.secret.text() or None
        settings = settings_of(self.kind, values)
        if "key" in self._labels:
            settings["has_key"] = bool(key) or self._has_key()
        draft = BotDraft(
            name=self.text("name"),
            kind=self.kind,
            settings=settings,
            channels=channels_of(self.channels.key()),
            is_active=bool(values["is_active"]),
        )
        return BotEntry(
            form=self._key,
            id="" if self.row is None else self.row.id,
            draft=draft,
            key=key,
            seen_version=0 if self.row is None else self.row.version,
        )

    def show_failure(self, error: Exception) -> None:
        """Say why it was not saved; a fault inside a rule is said under the rules."""
        if isinstance(error, Refused):
            self.bar.hide()
            self.show_problems(*(replace(one, place=one.place.partition(".")[0]) for one in error.problems))
        else:
            super().show_failure(error)

    def retranslate(self) -> None:
        super().retranslate()
        self.channels.offer(channel_choices())
        for name in ("rules", "texts"):
            if name in self._labels:
                editor = self.form.field(name).editor
                assert isinstance(editor, RulesEditor | SpokenTexts)
                editor.retranslate()
        self.trial.retranslate()
        self.secret.retranslate(is_kept=self._has_key())
        self.delete.setText(_("Delete…"))
        if self.row is None:
            self.head.set_title(_("New bot"))
        else:
            self._show_health(self.row)

    def _sentence(self, problem: Problem) -> str:
        if problem.place == "rules" and problem.code == "missing_field":
            return _("Each rule needs at least one word and a text.")
        return (
            code_text(problem.code)
            if problem.place == "address" and problem.code != "missing_field"
            else (super()._sentence(problem))
        )

    def _has_key(self) -> bool:
        return self.row is not None and bool(self.row.settings.get("has_key"))

    def _show_health(self, row: BotRow) -> None:
        if not row.health_code:
            self.health.hide()
            return
        at = formats.moment(row.health_at) if row.health_at is not None else ""
        text = _("Last trouble, {time}: {why}").format(time=at, why=code_text(row.health_code))
        self.health.show_message(text, role="warn")

    def _editor(self, name: str) -> QWidget:
        own: dict[str, QWidget] = {"key": self.secret, "channels": self.channels}
        if name in own:
            return own[name]
        match name:
            case "rules":
                return RulesEditor(self._languages)
            case "texts":
                return _texts(self._languages)
            case "prompt":
                return _prompt()
            case "is_active":
                return Switch("")
        return QLineEdit()


def _texts(languages: Sequence[str]) -> SpokenTexts:
    texts = SpokenTexts()
    texts.offer(languages)
    return texts


def _prompt() -> QPlainTextEdit:
    prompt = QPlainTextEdit()
    prompt.setFixedHeight(PROMPT_ROWS * SIZE.row)
    prompt.setTabChangesFocus(True)
    return prompt
