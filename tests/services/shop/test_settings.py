# SPDX-License-Identifier: LicenseRef-Desk
"""The shop's settings."""

from datetime import UTC, datetime

import pytest

from desk.errors import Refused
from desk.services.shop import LeapBirthday, Settings, ShopSettings


def test_a_new_shop_is_on_trial_and_speaks_french(any_db):
    settings = any_db.read_now(lambda session: Settings(session).get())
    assert settings == ShopSettings()
    assert settings.trial_mode
    assert settings.started_at is None
    assert (settings.default_language, settings.timezone, settings.country) == ("fr", "Europe/Paris", "FR")


def test_what_is_chosen_is_kept_in_its_type(any_db):
    wanted = {
        "shop_name": "Atelier Lyon 2",
        "languages": ("fr", "en", "de"),
        "trial_mode": False,
        "started_at": datetime(2026, 11, 22, 9, tzinfo=UTC),
        "leap_birthday": LeapBirthday.MARCH_1,
    }
    changed = any_db.write_now(lambda session: Settings(session).change(**wanted))
    again = any_db.write_now(lambda session: Settings(session).change(shop_name="Atelier"))
    read = any_db.read_now(lambda session: Settings(session).get())
    assert read == again
    assert read.shop_name == "Atelier"
    assert {name: getattr(changed, name) for name in wanted} == wanted
    assert isinstance(read.leap_birthday, LeapBirthday)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"timezone": "Nowhere"}, "unknown_timezone"),
        ({"default_language": "de"}, "unknown_language"),
        ({"languages": ("fr", "xx")}, "unknown_language"),
        ({"country": "fr"}, "unknown_country"),
        ({"currency": "euro"}, "unknown_currency"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(db, change, code):
    with pytest.raises(Refused) as refused:
        db.write_now(lambda session: Settings(session).change(**change))
    assert [(problem.code, problem.place) for problem in refused.value.problems] == [
        (code, next(iter(change)))
    ]
    assert db.read_now(lambda session: Settings(session).get()) == ShopSettings()


def test_a_setting_nobody_knows_is_our_mistake(db):
    with pytest.raises(TypeError):
        db.write_now(lambda session: Settings(session).change(colour="red"))
