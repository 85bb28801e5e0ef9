# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.ui.widgets import CHANNEL_MARKS, Avatar
from desk.ui.widgets.avatar import initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Sophie Bernard", "SB"),
        ("élodie garnier", "ÉG"),
        ("Jean-Pierre de la Tour", "JT"),
        ("Pharmacie", "P"),
        ("田中 健", "田健"),
        ("", "?"),
        ("— (!)", "?"),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters


@given(st.text())
def test_any_name_has_initials(name):
    assert 1 <= len(initials(name)) <= 6  # ŉ and ﬃ grow in upper case


def test_a_person_is_heard_by_name(shown, spoken):
    avatar = shown(Avatar("Sophie Bernard"))
    assert spoken(avatar)[1] == "Sophie Bernard"
    avatar.set_person("Marc Delaunay", "sms")
    assert spoken(avatar)[1] == "Marc Delaunay"
    assert avatar.width() == 38


def test_a_name_has_always_the_same_colour(shown):
    assert (
        shown(Avatar("Sophie Bernard")).grab().toImage() == shown(Avatar("Sophie Bernard")).grab().toImage()
    )


@pytest.mark.parametrize("channel", sorted(CHANNEL_MARKS))
def test_every_channel_has_a_dot(shown, inked, channel):
    assert inked(shown(Avatar("Sophie Bernard", channel=channel)), CHANNEL_MARKS[channel][1]) > 40
