# SPDX-License-Identifier: LicenseRef-Desk
"""A brand shows only what is safe and readable."""

import pytest

from desk.services.templates.brand import COLOUR, Brand


@pytest.mark.parametrize(
    ("colour", "band", "ink"),
    [
        ("#000000", "#000000", "#ffffff"),
        ("#FFFFFF", "#FFFFFF", "#1b1f1d"),
        ("#ffd54f", "#ffd54f", "#1b1f1d"),
        ("", COLOUR, "#ffffff"),
        ("red", COLOUR, "#ffffff"),
        ("#fff;x:y", COLOUR, "#ffffff"),
    ],
)
def test_colours(colour, band, ink):
    brand = Brand(colour=colour)
    assert (brand.band, brand.ink) == (band, ink)


@pytest.mark.parametrize(
    ("logo", "picture"),
    [
        ("https://a.example/b.png", "https://a.example/b.png"),
        ("http://a.example", ""),
        ("javascript:x", ""),
        ("", ""),
    ],
)
def test_logos(logo, picture):
    assert Brand(logo=logo).picture == picture
