# SPDX-License-Identifier: LicenseRef-Desk
"""The services that sign in by browser."""

from dataclasses import replace

import pytest

from desk.services.providers import PRESETS, preset
from desk.services.providers.signing import service_problems


def test_what_is_built_in_lacks_only_the_shops_registration():
    for service in PRESETS[:2]:
        assert [one.place for one in service_problems(service, "")] == ["client_id"]
        assert service_problems(service, "id") == ()
    assert preset("microsoft").redirect_host == "localhost"
    assert preset("nobody") is None


@pytest.mark.parametrize(
    ("url", "is_fine"),
    [
        ("https://id.x.fr/token", True),
        ("http://localhost:8/token", True),
        ("http://id.x.fr/token", False),
        ("https://", False),
        ("id.x.fr", False),
        ("https://[", False),
    ],
)
def test_no_secret_goes_unencrypted(url, is_fine):
    service = replace(preset("google"), token_url=url)
    assert [one.code for one in service_problems(service, "id")] == ([] if is_fine else ["needs_https"])
