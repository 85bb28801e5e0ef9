# SPDX-License-Identifier: LicenseRef-Desk
"""The bar over the composer while nothing can leave."""

from desk.translation import _, ngettext
from desk.ui.panes.messages.composer.offline_model import OfflineModel
from desk.ui.widgets import InfoBar


class OfflineBar(InfoBar):
    """Hidden while mail can leave."""

    def __init__(self, model: OfflineModel) -> None:
        super().__init__("warn")
        self._model = model
        model.changed.connect(self._show)
        self.verb_requested.connect(model.retry)

    def retranslate(self) -> None:
        """Say it in the current language."""
        super().retranslate()
        self._show()

    def _show(self) -> None:
        state = self._model.state
        if not state.is_offline:
            self.hide()
            return
        said = _("Offline. What you send leaves as soon as the network is back.")
        if state.waiting:
            said = ngettext(
                "Offline. {count} reply leaves as soon as the network is back.",
                "Offline. {count} replies leave as soon as the network is back.",
                state.waiting,
            ).format(count=state.waiting)
        self.show_message(said, verb=_("Try again"), details=state.details, icon="wifi-slash")
