# SPDX-License-Identifier: LicenseRef-Desk
"""The locations: a list, and a form for each."""

from functools import partial

from desk.errors import Refused
from desk.services.shop import LocationView
from desk.translation import N_, _
from desk.ui.panes import Context
from desk.ui.panes.settings.list_sheet import NEW, ListSheet
from desk.ui.panes.settings.location_form import LABELS, SECTIONS, LocationForm
from desk.ui.panes.settings.locations_model import LocationsModel
from desk.ui.widgets import ListCard
from desk.ui.wording import formats

TITLE = N_("Locations")
LEAD = N_("Hours, days off, brand")
WORDS = (*LABELS.values(), *SECTIONS)


class LocationsSheet(ListSheet[LocationView, LocationForm]):
    """The shop's sites."""

    def __init__(self, context: Context) -> None:
        super().__init__(TITLE, LEAD, "map-pin")
        self._context = context
        self.model = LocationsModel(context, self)
        self.model.changed.connect(self._on_changed)
        self.model.saved.connect(self._on_saved)
        self.model.refused.connect(self._on_refused)
        self.model.overtaken.connect(self._on_overtaken)
        self.retry_requested.connect(self.model.refresh)
        self.new.setEnabled(False)
        self.retranslate()

    def card(self, row: LocationView) -> ListCard:
        place = row.address.replace("\n", ", ") or formats.country_name(row.country)
        badge = _("Default") if row.is_default else ""
        return ListCard(
            title=row.name, meta=place, marks=(("map-pin", "text2"),), badge=badge, badge_role="neutral"
        )

    def make_form(self, key: str, row: LocationView | None) -> LocationForm:
        assert self.model.state.kept is not None
        form = LocationForm(self.model.state.kept.shop, row)
        form.save_requested.connect(partial(self._save, key))
        form.discard_requested.connect(partial(self._discard, key))
        form.theirs_requested.connect(partial(self._discard, key))
        return form

    def show_row(self, form: LocationForm, row: LocationView) -> None:
        form.show_row(row)

    def retranslate(self) -> None:
        super().retranslate()
        self.new.setText(_("New location"))
        self.list.setAccessibleName(_("Locations"))
        self.empty.set_texts(
            _("No location."), _("Opening hours and days off belong to a location."), _("New location")
        )

    def _save(self, key: str) -> None:
        form = self.forms[key]
        try:
            draft = form.draft()
        except Refused as refused:
            form.show_failure(refused)
            return
        form.set_busy(True)
        self.model.save(key, draft, form.seen_version)

    def _discard(self, key: str) -> None:
        self.drop(key)
        if key != NEW:
            self.open(key)

    def _on_changed(self) -> None:
        state = self.model.state
        self.show_error(state.error)
        if state.kept is not None:
            self.new.setEnabled(True)
            self.set_rows(state.kept.locations)

    def _on_saved(self, key: str, location_id: str) -> None:
        self.drop(key)
        self.open(location_id)
        self._context.toasts.show_toast(_("The location is saved."))

    def _on_refused(self, key: str, error: Exception) -> None:
        if key in self.forms:
            self.forms[key].set_busy(False)
            self.forms[key].show_failure(error)

    def _on_overtaken(self, key: str, theirs: LocationView) -> None:
        if key in self.forms:
            self.forms[key].show_overtaken(theirs)
