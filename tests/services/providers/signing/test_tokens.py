# SPDX-License-Identifier: LicenseRef-Desk
"""What a sign-in gave, as it is kept."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.providers.signing.tokens import LONGEST_LIFE_S, Tokens, life, read_kept

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def tokens(**more):
    given = {"access": "a", "refresh": "r", "expires_at": NOW, "token_url": "https://x/t", "client_id": "c"}
    return Tokens(**{**given, **more})


def test_what_is_kept_comes_back_without_the_access():
    kept = tokens(client_secret="s", access="c4nary")
    assert "c4nary" not in kept.kept
    assert "c4nary" not in repr(kept)
    assert read_kept(kept.kept, NOW) == tokens(access="", client_secret="s")


@pytest.mark.parametrize("text", ["", "a password", "17", "[]", "{}", '{"refresh": ""}', '{"refresh": "r"}'])
def test_a_password_is_no_token(text):
    assert read_kept(text, NOW) is None


@pytest.mark.parametrize(("seconds", "is_fresh"), [(3600, True), (91, True), (90, False), (-1, False)])
def test_a_token_is_old_a_little_early(seconds, is_fresh):
    assert tokens(expires_at=NOW + timedelta(seconds=seconds)).is_fresh(NOW) is is_fresh


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ({}, 3600),
        ({"expires_in": 60}, 60),
        ({"expires_in": "60"}, 60),
        ({"expires_in": "soon"}, 3600),
        ({"expires_in": None}, 3600),
    ],
)
def test_how_long_a_token_lives(said, seconds):
    assert life(said) == timedelta(seconds=seconds)


@given(st.one_of(st.floats(), st.integers(), st.text(), st.none()))
def test_whatever_a_service_says_is_a_length_of_time(said):
    assert timedelta(0) <= life({"expires_in": said}) <= timedelta(seconds=LONGEST_LIFE_S)
