# SPDX-License-Identifier: LicenseRef-Desk
"""The door of the templates gives everything it promises, late where that is slow."""

import pytest

from desk.services import templates


@pytest.mark.parametrize("name", templates.__all__)
def test_every_name_is_there(name):
    found = getattr(templates, name)
    assert found is getattr(templates, name)
    assert getattr(found, "__module__", "desk.services.templates").startswith(
        ("desk.", "collections.", "typing")
    )


def test_no_other_is():
    with pytest.raises(AttributeError):
        _ = templates.nothing
