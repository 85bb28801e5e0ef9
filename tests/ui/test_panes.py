# SPDX-License-Identifier: LicenseRef-Desk
"""The table of pages."""

import pytest
from PySide6.QtWidgets import QMainWindow

from desk.resources import path
from desk.translation import _
from desk.ui.commands import Commands
from desk.ui.docks import Page, Places
from desk.ui.jobs import Jobs
from desk.ui.panes import PANES, Context
from desk.ui.theme import Theme
from desk.ui.widgets import ToastStack
from tests.ui.frame import make_shop, open_at, spoken

SAME = {"messages"}
"""Called alike in French."""


def test_names_labels_and_keys_are_different():
    for value in ("name", "label", "icon"):
        assert len({getattr(pane, value) for pane in PANES}) == len(PANES)
    keys = [pane.shortcut for pane in PANES if pane.shortcut]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("pane", PANES, ids=lambda pane: pane.name)
def test_a_pane_can_be_drawn_and_said(qapp, pane):
    assert path(f"icons/regular/{pane.icon}.svg").exists()
    with spoken("fr"):
        assert pane.name in SAME or _(pane.label) != pane.label


@pytest.mark.parametrize("pane", PANES, ids=lambda pane: pane.name)
def test_a_pane_builds_a_page_of_its_name(qt_run, qtbot, db, tmp_path, pane):
    make_shop(db)
    window = QMainWindow()
    qtbot.addWidget(window)

    async def main():
        context = Context(
            desk=open_at(db, tmp_path),
            jobs=Jobs(window),
            commands=Commands(window),
            toasts=ToastStack(window),
            navigate=lambda _page, **_target: None,
            theme=Theme.current(),
            places=Places(tmp_path),
        )
        page = pane.build(context)
        qtbot.addWidget(page)
        assert isinstance(page, Page)
        assert page.objectName() == pane.name
        page.retranslate()

    qt_run(main())
