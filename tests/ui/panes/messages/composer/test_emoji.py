# SPDX-License-Identifier: LicenseRef-Desk
"""Emoji by their names."""

import pytest

from desk.translation import use_language
from desk.ui.panes.messages.composer.emoji import all_emoji, found


def test_every_emoji_has_its_names_once():
    signs = [one.sign for one in all_emoji()]
    assert len(signs) == len(set(signs)) > 120
    assert all(one.english and one.french for one in all_emoji())


@pytest.mark.parametrize(
    ("typed", "sign"),
    [
        ("thumbs", "👍"),
        ("vélo", "🚲"),
        ("velo", "🚲"),
        ("merci", "🙏"),
        ("cœur rouge", "❤️"),
        ("coeur rouge", "❤️"),
        ("anniv", "🎂"),
        ("delivery lor", "🚚"),
    ],
)
def test_an_emoji_is_found_in_both_languages(typed, sign):
    assert sign in [one.sign for one in found(typed)][:3]


def test_nothing_typed_offers_all_and_nonsense_nothing():
    assert found("  ") == all_emoji()
    assert found("xyzzy") == ()


def test_the_name_is_in_the_language_of_the_window():
    one = found("bicycle")[0]
    assert one.name == "bicycle"
    use_language("fr")
    assert one.name == "vélo"
