# SPDX-License-Identifier: LicenseRef-Desk
"""The shop: name, law, language, money and time; each change holds at once and can be taken back."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from desk.errors import Refused
from desk.services.shop import ShopSettings
from desk.translation import N_, _
from desk.ui.panes import Context
from desk.ui.panes.settings import choices
from desk.ui.panes.settings.choice_box import ChoiceBox
from desk.ui.panes.settings.language_chips import LanguageChips
from desk.ui.panes.settings.sheet import Group, Sheet, scrolled
from desk.ui.panes.settings.shop_model import Kept, ShopModel, problem_of
from desk.ui.panes.settings.words import say
from desk.ui.widgets import FormField
from desk.ui.wording import failure_text, formats

TITLE = N_("Shop")
LEAD = N_("Name, languages, money")
LABELS: Mapping[str, str] = {
    "shop_name": N_("Name of the shop"),
    "legal_name": N_("Legal name"),
    "website": N_("Website"),
    "country": N_("Country"),
    "currency": N_("Currency"),
    "timezone": N_("Time zone"),
    "default_language": N_("Default language"),
    "languages": N_("Languages of messages"),
    "answer_within_hours": N_("Answer within"),
}
HINTS: Mapping[str, str] = {
    "shop_name": N_("Stands in messages where a location has no name of its own."),
    "legal_name": N_("As registered; for the foot of letters and e-mails."),
    "country": N_("How phone numbers without a prefix are read."),
    "default_language": N_("For customers whose language is not known."),
    "languages": N_("Templates are written in these; a customer of another language gets the default one."),
    "answer_within_hours": N_("Counted in opening hours; from then on a conversation waits too long."),
}
WORDS = (*LABELS.values(), N_("Euro"))


class ShopSheet(Sheet):
    """What every message and every location share."""

    def __init__(self, context: Context) -> None:
        super().__init__(TITLE, LEAD)
        self._context = context
        self.model = ShopModel(context, self)
        self.languages = LanguageChips()
        self.fields = {name: FormField("", editor) for name, editor in self._editors().items()}
        self._groups = (
            Group(N_("Who you are")),
            Group(N_("Country and money")),
            Group(N_("Languages of your customers")),
            Group(N_("Answers")),
        )
        column = scrolled(self.body)
        for group, names in zip(
            self._groups,
            (
                ("shop_name", "legal_name", "website"),
                ("country", "currency", "timezone"),
                ("default_language", "languages"),
                ("answer_within_hours",),
            ),
            strict=True,
        ):
            column.addWidget(group)
            for name in names:
                group.column.addWidget(self.fields[name])
        column.addStretch(1)
        self._connect()
        self.retranslate()

    def unsaved(self) -> int:
        return sum(
            bool(field.problem()) or (isinstance(field.editor, QLineEdit) and field.is_touched())
            for field in self.fields.values()
        )

    def retranslate(self) -> None:
        super().retranslate()
        for group in self._groups:
            group.retranslate()
        for name, field in self.fields.items():
            field.set_label(_(LABELS[name]))
            field.set_hint(_(HINTS.get(name, "")))
        for name, options in (
            ("country", choices.countries()),
            ("currency", choices.currencies()),
            ("timezone", choices.zones()),
            ("answer_within_hours", choices.hours()),
        ):
            editor = self.fields[name].editor
            assert isinstance(editor, ChoiceBox)
            editor.offer(options)
        self.languages.retranslate()
        self._on_changed()

    def _editors(self) -> dict[str, QWidget]:
        made: dict[str, QWidget] = {name: QLineEdit() for name in ("shop_name", "legal_name", "website")}
        made |= {name: ChoiceBox(searchable=True) for name in ("country", "currency", "timezone")}
        made |= {name: ChoiceBox() for name in ("default_language", "answer_within_hours")}
        return made | {"languages": self.languages}

    def _connect(self) -> None:
        self.model.changed.connect(self._on_changed)
        self.model.kept.connect(self._on_kept)
        self.model.refused.connect(self._on_refused)
        self.retry_requested.connect(self.model.refresh)
        for name, field in self.fields.items():
            keep = partial(self._keep, name)
            match field.editor:
                case QLineEdit():
                    field.editor.editingFinished.connect(keep)
                case ChoiceBox():
                    field.editor.activated.connect(keep)
                    typed = field.editor.lineEdit()
                    if typed is not None:
                        typed.editingFinished.connect(keep)
                case LanguageChips():
                    field.editor.changed.connect(keep)

    def _keep(self, name: str, *_told: object) -> None:
        field = self.fields[name]
        if not field.is_touched():
            return
        text = str(field.value() or "").strip()
        self.model.change(name, _typed(name, text))

    def _on_changed(self) -> None:
        state = self.model.state
        self.show_error(state.error)
        self.setEnabled(state.shop is not None)
        if state.shop is None:
            return
        self._offer_languages(state.shop)
        for name, field in self.fields.items():
            field.offer(_shown(getattr(state.shop, name)))

    def _offer_languages(self, shop: ShopSettings) -> None:
        editor = self.fields["default_language"].editor
        assert isinstance(editor, ChoiceBox)
        editor.offer([(tag, formats.language_name(tag)) for tag in shop.languages])
        self.languages.lock(shop.default_language)

    def _on_kept(self, name: str, before: Kept | None) -> None:
        field = self.fields[name]
        assert self.model.state.shop is not None
        field.set_problem("")
        field.set_value(_shown(getattr(self.model.state.shop, name)))
        text = _("Saved: {field}.").format(field=_(LABELS[name]))
        undo = [] if before is None else [(_("Undo"), partial(self.model.change, name, before))]
        self._context.toasts.show_toast(text, undo)

    def _on_refused(self, name: str, error: Exception) -> None:
        refusal = problem_of(error, name)
        if isinstance(refusal, Refused):
            said = " ".join(say(problem, _(LABELS[name])) for problem in refusal.problems)
        else:
            failure = failure_text(error)
            said = f"{failure.title} {failure.sentence}".strip()
        self.fields[name].set_problem(said)


def _shown(value: Kept) -> str:
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _typed(name: str, text: str) -> Kept:
    """Return what stands in a field as the shop keeps it."""
    if name == "languages":
        return tuple(text.split(","))
    return int(text) if name == "answer_within_hours" else text
