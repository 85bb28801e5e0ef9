# SPDX-License-Identifier: LicenseRef-Desk
"""How Desk looks: tokens, palette, style sheet, fonts, icons."""

from desk.ui.theme.fonts import factor, font, initials_font, line, metrics
from desk.ui.theme.icons import draw_icon, has_solid, icon, pixmap
from desk.ui.theme.style import Look, Theme, apply
from desk.ui.theme.tokens import DARK, LIGHT, MOTION_MS, SIZE, TYPE, Tokens

__all__ = [
    "DARK",
    "LIGHT",
    "MOTION_MS",
    "SIZE",
    "TYPE",
    "Look",
    "Theme",
    "Tokens",
    "apply",
    "draw_icon",
    "factor",
    "font",
    "has_solid",
    "icon",
    "initials_font",
    "line",
    "metrics",
    "pixmap",
]
