# SPDX-License-Identifier: LicenseRef-Desk
"""What the form of an account asks."""

import pytest

from desk.services.providers import PROVIDERS
from desk.ui.panes.settings.account_fields import SETTING, Wanted, filled, fresh, typed
from tests.ui.panes.settings.account_steps import accounts, add


@pytest.mark.parametrize("kind", PROVIDERS, ids=lambda kind: kind.name)
def test_every_setting_has_a_label_and_a_new_account_its_defaults(kind):
    wanted = Wanted(key="new", kind=kind, row=None, places=())
    assert {SETTING + asked.name for asked in kind.form} < set(wanted.labels)
    assert set(fresh(kind)) <= set(wanted.labels)
    assert set(wanted.hints) <= set(wanted.labels)


def test_a_kept_account_fills_all_but_the_password(db):
    add(db)
    (row,) = accounts(db)
    values = filled(PROVIDERS[0], row)
    assert values["settings.host"] == "smtp.x.fr"
    assert values["settings.port"] == 465
    assert "secret" not in values
    assert typed(row)[0] == "contact@x.fr"
