# SPDX-License-Identifier: LicenseRef-Desk
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from desk.ui.panes.sends.filters import Shown
from tests.ui.frame import until


def test_something_is_always_selected(atelier, on_stage):
    first, second = atelier.failed(), atelier.sent()

    async def scene(stage):
        await stage.ready(2)
        assert [row.id for row in stage.table.selected_rows()] == [second]
        stage.page.model.choose(Shown.FAILED)
        await until(lambda: [row.id for row in stage.table.selected_rows()] == [first])
        await until(lambda: stage.why() is not None and stage.why().detail.row.id == first)

    on_stage(scene)


def test_a_send_is_selected_as_soon_as_it_is_there(atelier, on_stage):
    wanted = atelier.failed()
    atelier.sent()

    async def scene(stage):
        stage.listing.list.select(wanted)
        await stage.ready(2)
        assert stage.table.current_row().id == wanted

    on_stage(scene)


def test_the_menu_of_a_row_holds_every_deed(atelier, on_stage):
    atelier.sent()

    async def scene(stage):
        await stage.ready(1)
        stage.listing.list._open_menu(QPoint(5, 5))
        menu = stage.listing.list.findChild(QMenu)
        assert menu.accessibleName() == "What to do with the send"
        assert {"Send again…", "Approve", "Show why"} <= {action.text() for action in menu.actions()}
        menu.close()
        stage.listing.list._open_menu(QPoint(5, 500))

    on_stage(scene)
