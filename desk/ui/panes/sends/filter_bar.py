# SPDX-License-Identifier: LicenseRef-Desk
"""The filters over the table: words, period, state, channel, rule, site, and whom a link came for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk import clock
from desk.models.vocabulary import Channel
from desk.translation import _
from desk.ui.panes.sends.choice_chip import ChoiceChip
from desk.ui.panes.sends.filter_words import period_text, period_word, shown_word
from desk.ui.panes.sends.filters import Period, Shown
from desk.ui.panes.sends.period_form import PeriodForm
from desk.ui.panes.sends.readings import Choices
from desk.ui.panes.sends.view_model import SendsModel
from desk.ui.theme import SIZE
from desk.ui.widgets import ChipRow, FilterChip, LinkButton, Option, PillPopup, SearchField
from desk.ui.wording import channel_mark, formats

SEARCH_WIDTH = 232
_CHANNELS = (Channel.EMAIL, Channel.SMS)
"""Those that Desk sends by today."""


class FilterBar(QWidget):
    """left_down(): ↓ in the search field."""

    left_down = Signal()

    def __init__(self, model: SendsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._offered: Choices | None = None
        self.search = SearchField()
        self.search.setMinimumWidth(SEARCH_WIDTH // 2)
        self.search.setMaximumWidth(SEARCH_WIDTH)
        self._chips = ChipRow("")
        self.period = self._chips.add(FilterChip("", "calendar-blank"))
        self.channel = self._chips.add(FilterChip(""))
        self.state = self._chips.add(FilterChip(""))
        self.rule = ChoiceChip()
        self._chips.add(self.rule)
        self.place = self._chips.add(FilterChip("", "storefront"))
        self.subject = self._chips.add(FilterChip("", "user"))
        self.clear = LinkButton("")
        self._lay_out()
        self._connect()
        self.retranslate()

    def show_state(self) -> None:
        """Show what the list is narrowed to."""
        state = self._model.state
        if self._offered != state.choices:
            self._offer()
        filters = state.filters
        if self.search.text() != filters.text and not self.search.hasFocus():
            self.search.setText(filters.text)
        self.period.choose(filters.period.value)
        if filters.period is Period.CUSTOM:
            self.period.setText(period_text(filters, clock.now()))
        self.channel.choose(filters.channel.value if filters.channel else "")
        self.state.choose(filters.shown.value)
        self.rule.choose(filters.rule_id)
        self.place.choose(filters.location_id)
        self.subject.setVisible(bool(filters.customer_id or filters.record_id))
        self.subject.set_text(f"{state.subject}  ✕")
        self.subject.setAccessibleName(_("Only {subject}: show all").format(subject=state.subject))
        self.subject.setChecked(True)
        self.clear.setVisible(filters.is_narrow)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.search.set_placeholder(_("Customer, rule, number…"))
        self._chips.setAccessibleName(_("Filters"))
        self.clear.setText(_("Clear the filters"))
        self._offer()
        self.show_state()

    def _lay_out(self) -> None:
        self._chips.add_widget(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZE.space_s)
        row.addWidget(self.search, 3, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._chips, 8, Qt.AlignmentFlag.AlignVCenter)

    def _connect(self) -> None:
        self.search.search_changed.connect(self._model.search)
        self.search.left_down.connect(self.left_down)
        self.period.chosen.connect(self._on_period)
        self.state.chosen.connect(self._on_state)
        self.channel.chosen.connect(self._model.choose_channel)
        self.rule.chosen.connect(self._model.choose_rule)
        self.place.chosen.connect(self._model.choose_place)
        self.subject.clicked.connect(self._on_subject)
        self.clear.clicked.connect(self._on_clear)

    def _offer(self) -> None:
        choices = self._offered = self._model.state.choices
        self.period.set_options([(period, period_word(period)) for period in Period], Period.ALL)
        self.state.set_options([(shown, shown_word(shown)) for shown in Shown])
        channels = [(channel, channel_mark(channel).text) for channel in _CHANNELS]
        self.channel.set_options([("", _("All channels")), *channels])
        rules = [Option(key=id_, label=name, icon="lightning") for id_, name in choices.rules]
        self.rule.set_choices([Option(key="", label=_("All rules")), *rules])
        places = [(place.id, place.name) for place in choices.places]
        self.place.set_options([("", _("All places")), *places])
        self.place.setVisible(len(places) > 1)

    def _on_period(self, key: str) -> None:
        if key != Period.CUSTOM:
            self._model.choose_period(Period(key))
            return
        filters = self._model.state.filters
        self.period.choose(filters.period.value)
        today = clock.now().astimezone(formats.zone()).date()
        form = PeriodForm(filters.first or today, filters.last or today)
        popup = PillPopup(self.period)
        form.chosen.connect(self._model.choose_dates)
        form.chosen.connect(popup.close)
        popup.set_form(form)
        popup.open_under(self.period)

    def _on_state(self, key: str) -> None:
        self._model.choose(Shown(key))

    def _on_subject(self) -> None:
        self._model.show_about("")

    def _on_clear(self) -> None:
        self.search.clear()
        self._model.clear()
