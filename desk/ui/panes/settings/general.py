# SPDX-License-Identifier: LicenseRef-Desk
"""Settings of this window: language, look, size of the text; each holds at once."""

from PySide6.QtWidgets import QApplication

from desk.translation import LANGUAGES, N_, _, language
from desk.ui.language import NAMES
from desk.ui.panes import Context
from desk.ui.panes.settings.choice_box import ChoiceBox
from desk.ui.panes.settings.sheet import Group, Sheet, scrolled
from desk.ui.text_size import SIZES, use_text_size
from desk.ui.theme import Look, factor
from desk.ui.widgets import FormField, Segments, Text

TITLE = N_("General")
LEAD = N_("Language, look, text size")
LOOKS = {
    Look.SYSTEM: N_("Like the system"),
    Look.LIGHT: N_("Light"),
    Look.DARK: N_("Dark"),
}
WORDS = (N_("Language"), N_("Look"), *LOOKS.values(), N_("Size of the text"))


class GeneralSheet(Sheet):
    """What concerns this workstation only."""

    def __init__(self, context: Context) -> None:
        super().__init__(TITLE, LEAD)
        self._context = context
        self.language = ChoiceBox()
        self.language.offer([(tag, NAMES[tag]) for tag in LANGUAGES])
        self.look = Segments("")
        for look in LOOKS:
            self.look.add(look.value, "")
        self.text_size = ChoiceBox()
        self._groups = (Group(N_("This window")),)
        self._language_field = FormField("", self.language)
        self._look_label = Text("", "meta")
        self._size_field = FormField("", self.text_size)
        column = scrolled(self.body)
        for group in self._groups:
            column.addWidget(group)
        column.addStretch(1)
        self._groups[0].column.addWidget(self._language_field)
        self._groups[0].column.addWidget(self._look_label)
        self._groups[0].column.addWidget(self.look)
        self._groups[0].column.addWidget(self._size_field)
        self.language.activated.connect(self._on_language)
        self.look.current_key_changed.connect(self._on_look)
        self.text_size.activated.connect(self._on_size)
        context.theme.changed.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        for group in self._groups:
            group.retranslate()
        self._language_field.set_label(_("Language"))
        self._language_field.set_hint(_("Your customers are written to in their own language."))
        self._look_label.setText(_("Look"))
        self.look.setAccessibleName(_("Look"))
        for look, label in LOOKS.items():
            self.look.set_text(look.value, _(label))
        self._size_field.set_label(_("Size of the text"))
        self.text_size.offer([(str(size), f"{size}\N{NARROW NO-BREAK SPACE}%") for size in SIZES])
        self._show()

    def _show(self) -> None:
        self.language.choose(language())
        self.look.set_current(self._context.theme.look.value)
        self.text_size.choose(str(round(factor() * 100)))

    def _on_language(self) -> None:
        self._context.commands.trigger(f"view.language.{self.language.key()}")

    def _on_look(self, look: str) -> None:
        self._context.commands.trigger(f"view.look.{look}")

    def _on_size(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        use_text_size(application, self._context.places, int(self.text_size.key()))
