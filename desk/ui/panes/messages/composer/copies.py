# SPDX-License-Identifier: LicenseRef-Desk
"""Has it read again who may be written to, whenever a letter goes to somebody else."""

from PySide6.QtCore import QObject

from desk.models.vocabulary import DraftKind
from desk.ui.panes.messages.composer.view_model import ComposerModel, about_now


class Copies(QObject):
    """Follows the addresses of what is written: one that was just typed may be on the exclusion list."""

    def __init__(self, model: ComposerModel) -> None:
        super().__init__(model)
        self._model = model
        self._people = about_now(model.state).people
        model.changed.connect(self._look)

    def _look(self) -> None:
        state = self._model.state
        people = about_now(state).people
        if people == self._people:
            return
        self._people = people
        if (
            state.is_read or state.letter.kind is DraftKind.NEW
        ):  # else it is being read, until it is about these
            self._model.renew()
