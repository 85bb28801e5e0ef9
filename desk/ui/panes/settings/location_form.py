# SPDX-License-Identifier: LicenseRef-Desk
"""The form of one location: who and where, when it is open, how its messages look."""

import re
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desk import clock
from desk.errors import Problem, Refused
from desk.services.shop import (
    CALENDARS,
    Brand,
    LocationDraft,
    LocationView,
    ShopSettings,
    draft_of,
    public_holidays,
)
from desk.services.shop import (
    LABELS as HOLIDAYS,
)
from desk.translation import N_, _
from desk.ui.panes.settings import choices
from desk.ui.panes.settings.choice_box import ChoiceBox
from desk.ui.panes.settings.colour_field import ColourField
from desk.ui.panes.settings.day_rows import DayRows
from desk.ui.panes.settings.edit_form import EditForm
from desk.ui.panes.settings.week_editor import USUAL, WeekEditor
from desk.ui.theme import SIZE
from desk.ui.widgets import FormField, SectionLabel, Switch, Text
from desk.ui.widgets.editors import Value
from desk.ui.wording import formats

LABELS: Mapping[str, str] = {
    "name": N_("Name"),
    "address": N_("Address"),
    "phone": N_("Phone"),
    "email": N_("Email"),
    "country": N_("Country"),
    "timezone": N_("Time zone"),
    "calendar": N_("Public holidays"),
    "colour": N_("Brand colour"),
    "footer": N_("Foot of messages"),
    "is_default": N_("Default location"),
}
HINTS: Mapping[str, str] = {
    "colour": N_("For buttons and headings in messages; Desk itself keeps its own colours."),
    "footer": N_("Under every e-mail of this location."),
    "is_default": N_("For records that name no location."),
}
SECTIONS = (N_("Opening hours"), N_("Days off"), N_("Open all the same"), N_("Look of messages"))
NEXT_HOLIDAYS = 3
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class LocationForm(EditForm):
    """The form; `seen_version` is the one that it shows."""

    def __init__(self, shop: ShopSettings, row: LocationView | None) -> None:
        super().__init__(LABELS, HINTS)
        self._brand = Brand()
        self.seen_version = 0
        self.week = WeekEditor()
        self.closed, self.extra = DayRows(has_hours=False), DayRows(has_hours=True)
        self.colour, self.calendar = ColourField(), ChoiceBox()
        self._sections = [SectionLabel("") for _title in SECTIONS]
        self._next = Text("", "muted", wrap=True)
        self._build()
        for editor in (self.week, self.closed, self.extra):
            editor.changed.connect(self.touch)
        self.calendar.currentTextChanged.connect(self._show_holidays)
        self.retranslate()
        if row is None:
            self._begin_new(shop)
        else:
            self.show_row(row)

    def show_row(self, row: LocationView) -> None:
        """Show what is kept, unless somebody is typing."""
        if self.is_touched or row.version == self.seen_version:
            return
        draft = draft_of(row)
        self.seen_version, self._brand = row.version, row.brand
        self.week.set_spans(draft.opening)
        self.closed.set_days(draft.closed)
        self.extra.set_days(draft.extra)
        self.retranslate_days()
        self.fill(_values(draft))
        self.form.field("is_default").setEnabled(not row.is_default)
        self.head.set_title(row.name)

    def draft(self) -> LocationDraft:
        """Return what is typed; Refused for a colour that is none."""
        if self.text("colour") and not _COLOUR.fullmatch(self.text("colour")):
            raise Refused(Problem(code="bad_colour", place="colour"))
        return LocationDraft(
            name=self.text("name"),
            address=self.text("address"),
            phone=self.text("phone"),
            email=self.text("email"),
            country=self.text("country"),
            timezone=self.text("timezone"),
            calendar=self.calendar.key(),
            opening=self.week.spans(),
            closed=tuple(self.closed.days()),
            extra=self.extra.days(),
            brand=replace(self._brand, colour=self.text("colour"), footer=self.text("footer")),
            is_default=bool(self.form.field("is_default").value()),
        )

    def show_overtaken(self, theirs: LocationView) -> None:
        """Show beside what is typed what somebody else saved; saving again replaces it."""
        mine, kept = _values(self.draft()), _values(draft_of(theirs))
        self.seen_version = theirs.version
        self.show_theirs({name: str(kept[name]) for name in kept if str(kept[name]) != str(mine[name])})

    def show_failure(self, error: Exception) -> None:
        super().show_failure(error)
        problems = error.problems if isinstance(error, Refused) else ()
        self.week.show_problems(
            {
                int(p.place.split(".")[1]): self._sentence(p)
                for p in problems
                if p.place.startswith("opening.")
            }
        )
        of_days = [self._sentence(p) for p in problems if p.place.startswith("extra.")]
        self.extra.show_problem(" ".join(of_days))
        own = [p for p in problems if not p.place.startswith(("opening.", "extra."))]
        if problems:
            self.show_problems(*own)

    def clear_problems(self) -> None:
        super().clear_problems()
        self.week.show_problems({})
        self.extra.show_problem("")

    def retranslate(self) -> None:
        super().retranslate()
        for section, title in zip(self._sections, SECTIONS, strict=True):
            section.setText(_(title))
        for name, options in (("country", choices.countries()), ("timezone", choices.zones())):
            editor = self.form.field(name).editor
            assert isinstance(editor, ChoiceBox)
            editor.offer(options)
        calendars = [(code, _(calendar.label)) for code, calendar in CALENDARS.items()]
        self.calendar.offer([("", _("None")), *calendars])
        if not self.seen_version:
            self.head.set_title(_("New location"))
        self.retranslate_days()
        self._show_holidays()

    def retranslate_days(self) -> None:
        """Say the week and the single days in the current language."""
        for editor in (self.week, self.closed, self.extra, self.colour):
            editor.retranslate()

    def _begin_new(self, shop: ShopSettings) -> None:
        self.week.set_spans(dict.fromkeys(range(1, 6), USUAL))
        calendar = shop.country if shop.country in CALENDARS else ""
        self.fill(
            {"country": shop.country, "timezone": shop.timezone, "calendar": calendar, "is_default": False}
        )
        self.retranslate_days()

    def _show_holidays(self) -> None:
        today = clock.now().astimezone(formats.zone()).date()
        code = self.calendar.key()
        days = {**public_holidays(code, today.year), **public_holidays(code, today.year + 1)}
        coming = sorted(day for day in days if day >= today)[:NEXT_HOLIDAYS]
        said = [f"{_(HOLIDAYS[days[day]])} ({formats.day(day)})" for day in coming]
        self._next.setText(_("Closed next on: {days}").format(days=", ".join(said)) if said else "")
        self._next.setVisible(bool(said))

    def _build(self) -> None:
        hours, off, all_the_same, look = self._sections
        editors: dict[str, QWidget] = {name: QLineEdit() for name in ("name", "address", "phone", "email")}
        editors |= {"country": ChoiceBox(searchable=True), "timezone": ChoiceBox(searchable=True)}
        for name, editor in editors.items():
            self.form.add(name, FormField("", editor))
        self.form.add("is_default", FormField("", Switch("")))
        self.form.add_widget(hours)
        self.form.add_widget(self.week)
        self.form.add_widget(off)
        self.form.add("calendar", FormField("", self.calendar))
        for widget in (self._next, self.closed, all_the_same, self.extra, look):
            self.form.add_widget(widget)
        self.form.add("colour", FormField("", self.colour))
        footer = QPlainTextEdit()
        footer.setFixedHeight(2 * SIZE.row_two_lines)
        footer.setTabChangesFocus(True)
        self.form.add("footer", FormField("", footer))


def _values(draft: LocationDraft) -> dict[str, Value]:
    return {
        "name": draft.name,
        "address": draft.address,
        "phone": draft.phone,
        "email": draft.email,
        "country": draft.country,
        "timezone": draft.timezone,
        "calendar": draft.calendar,
        "colour": draft.brand.colour,
        "footer": draft.brand.footer,
        "is_default": draft.is_default,
    }
