# SPDX-License-Identifier: LicenseRef-Desk
"""Gives Qt's own widgets the colours of the tokens."""

from PySide6.QtGui import QColor, QPalette

from desk.ui.theme.tokens import Tokens

_Role = QPalette.ColorRole

ROLES: dict[QPalette.ColorRole, str] = {
    _Role.Window: "window",
    _Role.WindowText: "text",
    _Role.Base: "surface",
    _Role.AlternateBase: "surface2",
    _Role.Text: "text",
    _Role.Button: "surface",
    _Role.ButtonText: "text",
    _Role.BrightText: "on_primary",
    _Role.Highlight: "primary",
    _Role.HighlightedText: "on_primary",
    _Role.Link: "primary_text",
    _Role.LinkVisited: "chat",
    _Role.ToolTipBase: "raised",
    _Role.ToolTipText: "text",
    _Role.PlaceholderText: "text3",
    _Role.Accent: "primary",
    _Role.Light: "surface",
    _Role.Midlight: "line",
    _Role.Mid: "line",
    _Role.Dark: "line_strong",
    _Role.Shadow: "line_strong",
}

DISABLED: dict[QPalette.ColorRole, str] = {
    _Role.WindowText: "disabled",
    _Role.Text: "disabled",
    _Role.ButtonText: "disabled",
    _Role.PlaceholderText: "disabled",
    _Role.Highlight: "neutral_bg",
    _Role.HighlightedText: "disabled",
    _Role.Accent: "disabled",
    _Role.Link: "disabled",
}


def palette(tokens: Tokens) -> QPalette:
    """Return the palette of `tokens`, with the disabled group."""
    made = QPalette()
    for role, name in ROLES.items():
        made.setColor(role, QColor(getattr(tokens, name)))
    for role, name in DISABLED.items():
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(getattr(tokens, name)))
    return made
