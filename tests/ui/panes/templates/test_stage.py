# SPDX-License-Identifier: LicenseRef-Desk
"""Where an e-mail is shown: a computer's room, or a telephone's."""

from desk.ui.panes.templates.stage import DESKTOP_CSS_PX, MOBILE_CSS_PX, Stage


def test_documents_keep_their_width_whatever_room_there_is(shown):
    stage = shown(Stage("Preview"), 340, 500)
    assert round(stage.view.width() / stage.view._zoom) == DESKTOP_CSS_PX
    stage.show_mobile(is_mobile=True)
    assert round(stage.view.width() / stage.view._zoom) == MOBILE_CSS_PX
    stage.resize(900, 500)
    assert stage.view.width() == MOBILE_CSS_PX
    assert stage.view._zoom == 1.0
    stage.show_mobile(is_mobile=False)
    assert stage.view._zoom == 1.0
    assert not stage.grab().isNull()
