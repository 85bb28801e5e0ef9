# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import fields

from PySide6.QtGui import QPalette

from desk.ui.theme.palette import DISABLED, ROLES, palette
from desk.ui.theme.tokens import DARK, LIGHT, Tokens


def test_every_role_of_qt_has_a_token():
    silent = {QPalette.ColorRole.NoRole, QPalette.ColorRole.NColorRoles}
    assert set(QPalette.ColorRole) - silent == set(ROLES)
    assert set(ROLES.values()) | set(DISABLED.values()) <= {field.name for field in fields(Tokens)}


def test_the_palette_has_the_colours_of_its_look():
    for tokens in (LIGHT, DARK):
        made = palette(tokens)
        assert made.color(QPalette.ColorRole.Base).name().upper() == tokens.surface
        off = made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        assert off.name().upper() == tokens.disabled
