# SPDX-License-Identifier: LicenseRef-Desk
"""The table of contents of the settings; a new page is a sheet and an entry here."""

from desk.ui.panes.settings import (
    accounts_sheet,
    diagnostics_sheet,
    general,
    locations_sheet,
    shop_sheet,
    staff_sheet,
    trial_sheet,
)
from desk.ui.panes.settings.nav import Chapter

CHAPTERS: tuple[Chapter, ...] = (
    Chapter(
        name="general",
        label=general.TITLE,
        lead=general.LEAD,
        icon="sliders-horizontal",
        words=general.WORDS,
        build=general.GeneralSheet,
    ),
    Chapter(
        name="shop",
        label=shop_sheet.TITLE,
        lead=shop_sheet.LEAD,
        icon="storefront",
        words=shop_sheet.WORDS,
        build=shop_sheet.ShopSheet,
    ),
    Chapter(
        name="locations",
        label=locations_sheet.TITLE,
        lead=locations_sheet.LEAD,
        icon="map-pin",
        words=locations_sheet.WORDS,
        build=locations_sheet.LocationsSheet,
    ),
    Chapter(
        name="accounts",
        label=accounts_sheet.TITLE,
        lead=accounts_sheet.LEAD,
        icon="paper-plane-tilt",
        words=accounts_sheet.WORDS,
        build=accounts_sheet.AccountsSheet,
    ),
    Chapter(
        name="trial",
        label=trial_sheet.TITLE,
        lead=trial_sheet.LEAD,
        icon="flask",
        words=trial_sheet.WORDS,
        build=trial_sheet.TrialSheet,
    ),
    Chapter(
        name="staff",
        label=staff_sheet.TITLE,
        lead=staff_sheet.LEAD,
        icon="users-three",
        words=staff_sheet.WORDS,
        build=staff_sheet.StaffSheet,
    ),
    Chapter(
        name="diagnostics",
        label=diagnostics_sheet.TITLE,
        lead=diagnostics_sheet.LEAD,
        icon="wrench",
        words=diagnostics_sheet.WORDS,
        build=diagnostics_sheet.DiagnosticsSheet,
    ),
)
