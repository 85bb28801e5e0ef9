# SPDX-License-Identifier: LicenseRef-Desk
"""Hears that somebody asked to be left alone, or to be written to again, while a letter is written."""

from typing import TYPE_CHECKING

from desk.services.store import Change, Session
from desk.ui.live_query import LiveQuery
from desk.ui.panes.messages.composer.view_model import ComposerModel

if TYPE_CHECKING:
    from desk.bootstrap import Desk


def follow_wishes(desk: "Desk", model: ComposerModel) -> None:
    """Keep what the model knows of whom may be written to up to date."""
    wishes = LiveQuery(desk, _nothing, {Change.CONSENT}, model)
    wishes.rows_changed.connect(model.stale)


def _nothing(_session: Session) -> None:
    """Read nothing: the model reads what is around its letter itself, it is only told when."""
