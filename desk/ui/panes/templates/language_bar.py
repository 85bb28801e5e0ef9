# SPDX-License-Identifier: LicenseRef-Desk
"""The languages of a template on one channel, each with what is still to be done in it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.translation import _, ngettext
from desk.ui.panes.templates import edits
from desk.ui.panes.templates.view_model import State
from desk.ui.theme import SIZE
from desk.ui.widgets import ChipRow, FilterChip, LinkButton, Option, PillPopup
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import formats

OFFERED = ("fr", "en", "de", "es", "it", "nl", "pt", "pl", "ro", "tr", "ar", "zh", "ja", "ru", "uk")


class LanguageBar(Speaks, QWidget):
    """language_chosen(tag): show it. language_added(tag): copy the structure into it."""

    language_chosen = Signal(str)
    language_added = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._state = State()
        self._shown: tuple[tuple[str, str, str], ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SIZE.space_m, SIZE.space_s, SIZE.space_s, 0)
        self._chips: dict[str, FilterChip] = {}
        self._chip_row = ChipRow("")
        self.add = LinkButton("", "plus")
        self.add.clicked.connect(self._on_add)
        self._row.addWidget(self._chip_row, 1)
        self._row.addWidget(self.add)
        self.retranslate()

    def show_state(self, state: State) -> None:
        """Show the languages of the channel that is shown."""
        self._state = state
        shown = tuple((tag, *self._label(tag)) for tag in self._languages())
        if shown != self._shown:
            self._shown = shown
            self._build()
        for tag, chip in self._chips.items():
            chip.setChecked(tag == state.language)

    def chips(self) -> dict[str, FilterChip]:
        """Return language → chip."""
        return self._chips

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.add.setText(_("Add a language"))
        self._shown = ()
        self.show_state(self._state)

    def _languages(self) -> tuple[str, ...]:
        """Return the shop's languages, then those that the template has beside."""
        own = edits.languages(self._state.wording)
        return tuple(dict.fromkeys((*self._state.shop.settings.languages, *own)))

    def _label(self, tag: str) -> tuple[str, str]:
        """Return (what the chip says, its icon)."""
        state = self._state
        name = formats.language_name(tag).capitalize()
        if not edits.says(edits.text_of(state.wording, state.channel, tag)):
            return _("{language}: missing").format(language=name), "circle-dashed"
        left = edits.untranslated(
            state.wording.texts, state.channel, tag, state.shop.settings.default_language
        )
        if not left:
            return name, ""
        text = ngettext("{language}: {count} to translate", "{language}: {count} to translate", left)
        return text.format(language=name, count=left), "warning"

    def _build(self) -> None:
        row = ChipRow(_("Language"), exclusive=True)
        self._chips = {}
        for tag, text, icon in self._shown:
            chip = row.add(FilterChip(text, icon))
            chip.clicked.connect(self._chooser(tag))
            self._chips[tag] = chip
        self._row.replaceWidget(self._chip_row, row)
        self._chip_row.deleteLater()
        self._chip_row = row

    def _chooser(self, tag: str) -> Callable[..., None]:
        return lambda *_checked: self.language_chosen.emit(tag)

    def _on_add(self) -> None:
        popup = PillPopup(self.add)
        wanted = [tag for tag in OFFERED if tag not in self._chips]
        popup.set_options(
            [
                Option(key=tag, label=formats.language_name(tag).capitalize(), icon="translate")
                for tag in wanted
            ]
        )
        popup.chosen.connect(self.language_added)
        popup.open_under(self.add)
