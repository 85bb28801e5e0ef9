# SPDX-License-Identifier: LicenseRef-Desk
"""The first page of all: try the sample shop, or say a few things about one's own; all can be skipped."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QLocale, Qt, QTimeZone, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from desk.services.shop import usual_opening
from desk.translation import LANGUAGES, _, language
from desk.ui.language import NAMES
from desk.ui.opening_grid import OpeningGrid, WallSpans
from desk.ui.theme import SIZE
from desk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desk.ui.widgets.empty_state import IconMark
from desk.ui.widgets.form_field import FormField
from desk.ui.widgets.labels import Text
from desk.ui.widgets.speaks import Speaks
from desk.ui.widgets.surfaces import Card
from desk.ui.wording import formats

CARD = 340
COLUMN = 620


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopAnswers:
    """What was said about the shop.

    country: ISO 3166. timezone: IANA. opening: weekday (0 is Monday) → spans of wall times "HH:MM"; a missing
    day is closed.
    """

    shop_name: str
    country: str
    language: str
    timezone: str
    opening: Mapping[int, WallSpans] = field(default_factory=dict)


def usual_answers() -> ShopAnswers:
    """Return what this computer's settings suggest."""
    locale = QLocale.system()
    country = QLocale.territoryToCode(locale.territory())
    country = country if len(country) == 2 and locale.language() != QLocale.Language.C else "FR"
    zone = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    is_known = zone in zoneinfo.available_timezones() and zone not in ("UTC", "Etc/UTC")
    return ShopAnswers(
        shop_name="",
        country=country,
        language=language(),
        timezone=zone if is_known else "Europe/Paris",
        opening=usual_opening(country),
    )


class FirstStart(QWidget):
    """The first page. sample_requested(); shop_ready(ShopAnswers)."""

    sample_requested = Signal()
    shop_ready = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = _Choice()
        self.form = ShopForm()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._choice)
        self._stack.addWidget(self.form)
        self._choice.sample_requested.connect(self.sample_requested)
        self._choice.own_requested.connect(self._on_own)
        self.form.back_requested.connect(self._on_back)
        self.form.done.connect(self.shop_ready)

    def _on_own(self) -> None:
        self._stack.setCurrentWidget(self.form)
        self.form.begin()

    def _on_back(self) -> None:
        self._stack.setCurrentWidget(self._choice)


class _Choice(Speaks, QWidget):
    """Two cards."""

    sample_requested = Signal()
    own_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = Text("", "kpi")
        self._sub = Text("", "text2", wrap=True)
        self._sample = _BigCard("play-circle", SecondaryButton(""))
        self._own = _BigCard("storefront", PrimaryButton(""))
        self._sample.button.clicked.connect(self.sample_requested)
        self._own.button.clicked.connect(self.own_requested)
        for label in (self._title, self._sub):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        cards = QHBoxLayout()
        cards.setSpacing(SIZE.space_l)
        cards.addStretch(1)
        cards.addWidget(self._sample)
        cards.addWidget(self._own)
        cards.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_xl, SIZE.space_xl, SIZE.space_xl, SIZE.space_xl)
        column.setSpacing(SIZE.space_s)
        column.addStretch(2)
        column.addWidget(self._title)
        column.addWidget(self._sub)
        column.addSpacing(SIZE.space_l)
        column.addLayout(cards)
        column.addStretch(3)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._title.setText(_("Welcome to Desk"))
        self._sub.setText(_("The right message to each customer, at the right moment, from this computer."))
        self._sample.say(
            _("Open the sample shop"),
            _("A made-up shop with customers, orders and messages. Try everything: nothing is ever sent."),
            _("Open the sample"),
        )
        self._own.say(
            _("Set up my own shop"),
            _("Name, opening hours, and you are in. Nothing leaves until you go live."),
            _("Set up my shop"),
        )


class _BigCard(Card):
    """A choice: icon, title, sentence, button."""

    def __init__(self, icon: str, button: PrimaryButton | SecondaryButton) -> None:
        super().__init__()
        self.button = button
        self._title = Text("", "h1", wrap=True)
        self._sentence = Text("", "text2", wrap=True)
        self.setFixedWidth(CARD)
        self.column.setContentsMargins(SIZE.space_xl, SIZE.space_xl, SIZE.space_xl, SIZE.space_xl)
        self.column.setSpacing(SIZE.space_m)
        self.column.addWidget(IconMark(icon, "primary", SIZE.icon_empty))
        self.column.addWidget(self._title)
        self.column.addWidget(self._sentence)
        self.column.addStretch(1)
        self.column.addWidget(button)

    def say(self, title: str, sentence: str, verb: str) -> None:
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.button.setText(verb)
        self.button.setAccessibleDescription(sentence)


class ShopForm(Speaks, QWidget):
    """A few questions, answered already where the computer knows. back_requested(); done(ShopAnswers)."""

    back_requested = Signal()
    done = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._usual = usual_answers()
        self.name = QLineEdit(self._usual.shop_name)
        self.country, self.spoken, self.zone = QComboBox(), QComboBox(), QComboBox()
        self.zone.setEditable(True)
        self.zone.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._fields = {
            editor: FormField("", editor) for editor in (self.name, self.country, self.spoken, self.zone)
        }
        self.hours = OpeningGrid(self._usual.opening)
        self._title, self._sub = Text("", "h1"), Text("", "text2", wrap=True)
        self._hours_title = Text("", "h3")
        self._back, self._later = SecondaryButton(""), LinkButton("", quiet=True)
        self._go = PrimaryButton("")
        self._back.clicked.connect(self.back_requested)
        self._later.clicked.connect(self._on_later)
        self._go.clicked.connect(self._on_go)
        self._lay_out()
        self._fill_zones()
        self.retranslate()

    def begin(self) -> None:
        """Give the keyboard to the first question."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def answers(self) -> ShopAnswers:
        """Return what is filled in."""
        return ShopAnswers(
            shop_name=self.name.text().strip(),
            country=str(self.country.currentData()),
            language=str(self.spoken.currentData()),
            timezone=self.zone.currentText(),
            opening=self.hours.spans(),
        )

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setProperty("role", "clear")
        inner.setMaximumWidth(COLUMN)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, SIZE.space_m, 0, SIZE.space_m)
        column.setSpacing(SIZE.space_m)
        column.addWidget(self._title)
        column.addWidget(self._sub)
        column.addWidget(self._fields[self.name])
        pair = QHBoxLayout()
        pair.setSpacing(SIZE.space_m)
        pair.addWidget(self._fields[self.country], 1)
        pair.addWidget(self._fields[self.spoken], 1)
        column.addLayout(pair)
        column.addWidget(self._fields[self.zone])
        column.addWidget(self._hours_title)
        column.addWidget(self.hours)
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(_in_the_middle(inner))
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self._later)
        buttons.addWidget(self._go)
        foot = QWidget()
        foot.setLayout(buttons)
        foot.setMaximumWidth(COLUMN)
        whole = QVBoxLayout(self)
        whole.addWidget(scroll, 1)
        whole.addWidget(_in_the_middle(foot))

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._title.setText(_("Your shop"))
        self._sub.setText(_("Everything can be changed later in the settings."))
        self._fields[self.name].set_label(_("Name of the shop"))
        self._fields[self.country].set_label(_("Country"))
        self._fields[self.spoken].set_label(_("Language of your customers"))
        self._fields[self.zone].set_label(_("Time zone"))
        self._hours_title.setText(_("Opening hours"))
        self._back.setText(_("Back"))
        self._later.setText(_("Skip, use the usual settings"))
        self._go.setText(_("Open Desk"))
        self.hours.retranslate()
        self._fill(self.country, formats.countries(), str(self.country.currentData() or self._usual.country))
        names = tuple((tag, NAMES[tag]) for tag in LANGUAGES)
        self._fill(self.spoken, names, str(self.spoken.currentData() or self._usual.language))

    def _fill_zones(self) -> None:
        names = sorted(name for name in zoneinfo.available_timezones() if "/" in name and name[:4] != "Etc/")
        self._fill(self.zone, tuple((name, name) for name in names), self._usual.timezone)

    def _fill(self, box: QComboBox, options: tuple[tuple[str, str], ...], chosen: str) -> None:
        box.clear()
        for code, text in options:
            box.addItem(text, code)
        box.setCurrentIndex(max(box.findData(chosen), 0))

    def _on_go(self) -> None:
        answers = self.answers()
        nameless = "" if answers.shop_name else _("Enter the name that your customers read, or skip.")
        self._fields[self.name].set_problem(nameless)
        if nameless:
            self.begin()
            return
        if answers.timezone not in zoneinfo.available_timezones():
            self._fields[self.zone].set_problem(_("The time zone is not known."))
            return
        self.done.emit(answers)

    def _on_later(self) -> None:
        self.done.emit(self._usual)


def _in_the_middle(widget: QWidget) -> QWidget:
    around = QWidget()
    around.setProperty("role", "clear")
    row = QHBoxLayout(around)
    row.addStretch(1)
    row.addWidget(widget, 100)
    row.addStretch(1)
    return around
