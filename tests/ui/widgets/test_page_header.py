# SPDX-License-Identifier: LicenseRef-Desk
from desk.ui.widgets import IconButton, PageHeader


def test_the_subtitle_is_there_when_there_is_one(shown):
    header = shown(PageHeader("Envois"), 300)
    labels = [child.text() for child in header.children() if hasattr(child, "text") and child.isVisible()]
    assert labels == ["Envois"]
    header.set_title("Règles")
    header.set_subtitle("Version 4")
    labels = [child.text() for child in header.children() if hasattr(child, "text") and child.isVisible()]
    assert labels == ["Règles", "Version 4"]


def test_verbs_stand_at_the_end(shown):
    header = PageHeader("Sophie Bernard", level="h2")
    close = IconButton("x", "Fermer")
    header.add_action(close)
    shown(header, 300)
    assert close.geometry().right() == header.width() - 1
