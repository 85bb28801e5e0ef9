# SPDX-License-Identifier: LicenseRef-Desk
"""The shop: its customers, records, locations, staff and settings, its clocks and calendars."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.shop.addresses import (
        address_key,
        can_receive_sms,
        normalise,
        normalise_email,
        normalise_phone,
        normalise_postal,
    )
    from desk.services.shop.birthday import LeapBirthday, birth_key, birthday_in, keys_on
    from desk.services.shop.customer import (
        CustomerCard,
        CustomerDraft,
        CustomerFilter,
        CustomerRow,
        Point,
        PointDraft,
        full_name,
    )
    from desk.services.shop.customers import CUSTOMER_NAME, Customers
    from desk.services.shop.folding import fold, normalized, terms
    from desk.services.shop.holiday_tables import CALENDARS, LABELS
    from desk.services.shop.holidays import holiday_on, public_holidays
    from desk.services.shop.intake import Intake, read_date, take_in
    from desk.services.shop.language import USUAL_LANGUAGES, normalise_language
    from desk.services.shop.location import Brand, LocationDraft, LocationView, Span, Week
    from desk.services.shop.locations import Locations, draft_of
    from desk.services.shop.offered import Offered
    from desk.services.shop.opening import (
        DayHours,
        hours_today,
        hours_week,
        is_holiday,
        is_open,
        next_close,
        next_opening,
        openings_between,
        spans_on,
    )
    from desk.services.shop.opening_words import written_day, written_week
    from desk.services.shop.operators import OperatorCard, OperatorDraft, Operators, Wishes
    from desk.services.shop.record import RecordCard, RecordDraft, RecordFilter, RecordRow, RecordState
    from desk.services.shop.records import Records, record_count
    from desk.services.shop.rights import Rights, doing, needs
    from desk.services.shop.roles import Deed, least_role, may
    from desk.services.shop.seat import SEAT
    from desk.services.shop.settings import Settings, ShopSettings
    from desk.services.shop.staff_sign_in import Attempted, SignedIn, StaffSignIn, password_problems
    from desk.services.shop.tags import TagRow, Tags
    from desk.services.shop.usual_week import usual_opening
    from desk.services.shop.walltime import (
        DAY_MINUTES,
        first_instant,
        instant_after,
        instants,
        jump_between,
        local_day,
        minute_at,
        minutes_of,
        wall_of,
        zone_named,
        zone_of,
    )
else:
    __getattr__ = opened(
        __name__,
        {
            "addresses": (
                "address_key can_receive_sms normalise normalise_email normalise_phone normalise_postal"
            ),
            "birthday": "LeapBirthday birth_key birthday_in keys_on",
            "customer": "CustomerCard CustomerDraft CustomerFilter CustomerRow Point PointDraft full_name",
            "customers": "CUSTOMER_NAME Customers",
            "folding": "fold normalized terms",
            "holiday_tables": "CALENDARS LABELS",
            "holidays": "holiday_on public_holidays",
            "intake": "Intake read_date take_in",
            "language": "USUAL_LANGUAGES normalise_language",
            "location": "Brand LocationDraft LocationView Span Week",
            "locations": "Locations draft_of",
            "offered": "Offered",
            "opening": (
                "DayHours hours_today hours_week is_holiday is_open next_close next_opening "
                "openings_between spans_on"
            ),
            "opening_words": "written_day written_week",
            "operators": "OperatorCard OperatorDraft Operators Wishes",
            "record": "RecordCard RecordDraft RecordFilter RecordRow RecordState",
            "records": "Records record_count",
            "rights": "Rights doing needs",
            "roles": "Deed least_role may",
            "seat": "SEAT",
            "settings": "Settings ShopSettings",
            "staff_sign_in": "Attempted SignedIn StaffSignIn password_problems",
            "tags": "TagRow Tags",
            "usual_week": "usual_opening",
            "walltime": (
                "DAY_MINUTES first_instant instant_after instants jump_between local_day minute_at "
                "minutes_of wall_of zone_named zone_of"
            ),
        },
    )

__all__ = [
    "CALENDARS",
    "CUSTOMER_NAME",
    "DAY_MINUTES",
    "LABELS",
    "SEAT",
    "USUAL_LANGUAGES",
    "Attempted",
    "Brand",
    "CustomerCard",
    "CustomerDraft",
    "CustomerFilter",
    "CustomerRow",
    "Customers",
    "DayHours",
    "Deed",
    "Intake",
    "LeapBirthday",
    "LocationDraft",
    "LocationView",
    "Locations",
    "Offered",
    "OperatorCard",
    "OperatorDraft",
    "Operators",
    "Point",
    "PointDraft",
    "RecordCard",
    "RecordDraft",
    "RecordFilter",
    "RecordRow",
    "RecordState",
    "Records",
    "Rights",
    "Settings",
    "ShopSettings",
    "SignedIn",
    "Span",
    "StaffSignIn",
    "TagRow",
    "Tags",
    "Week",
    "Wishes",
    "address_key",
    "birth_key",
    "birthday_in",
    "can_receive_sms",
    "doing",
    "draft_of",
    "first_instant",
    "fold",
    "full_name",
    "holiday_on",
    "hours_today",
    "hours_week",
    "instant_after",
    "instants",
    "is_holiday",
    "is_open",
    "jump_between",
    "keys_on",
    "least_role",
    "local_day",
    "may",
    "minute_at",
    "minutes_of",
    "needs",
    "next_close",
    "next_opening",
    "normalise",
    "normalise_email",
    "normalise_language",
    "normalise_phone",
    "normalise_postal",
    "normalized",
    "openings_between",
    "password_problems",
    "public_holidays",
    "read_date",
    "record_count",
    "spans_on",
    "take_in",
    "terms",
    "usual_opening",
    "wall_of",
    "written_day",
    "written_week",
    "zone_named",
    "zone_of",
]
