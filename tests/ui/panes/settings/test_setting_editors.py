# SPDX-License-Identifier: LicenseRef-Desk
"""Every declared setting has an editor that gives back what it got."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.providers import PROVIDERS, FieldKind, FormField
from desk.ui.panes.settings.setting_editors import editor_of, kept, offer_choices, shown
from desk.ui.widgets import FormField as Field

FIELDS = [pytest.param(asked, id=f"{kind.name}.{asked.name}") for kind in PROVIDERS for asked in kind.form]


@pytest.mark.parametrize("asked", FIELDS)
def test_a_default_goes_in_and_out(qtbot, asked):
    editor = editor_of(asked)
    field = Field("x", editor)
    qtbot.addWidget(field)
    offer_choices(asked, editor)
    if asked.default is not None:
        field.set_value(shown(asked, asked.default))
        assert kept(asked, field.value()) == asked.default
        assert type(kept(asked, field.value())) is type(asked.default) or asked.choices


NAMES = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)


@given(st.dictionaries(NAMES, NAMES, max_size=5))
def test_a_table_is_lines(table):
    asked = FormField(name="fields", label="Fields", kind=FieldKind.TABLE)
    assert kept(asked, shown(asked, table)) == table
