# SPDX-License-Identifier: LicenseRef-Desk
"""Language tags."""

import pytest

from desk.services.shop import normalise_language


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("fr", "fr"),
        (" FR ", "fr"),
        ("fr_ca", "fr-CA"),
        ("EN-gb", "en-GB"),
        ("", ""),
        ("français", None),
        ("xx", None),
        ("fr-", None),
        ("fr-France", None),
        ("fr\nde", None),
    ],
)
def test_tags_have_one_form(typed, kept):
    assert normalise_language(typed) == kept
