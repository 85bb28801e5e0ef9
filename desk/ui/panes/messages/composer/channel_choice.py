# SPDX-License-Identifier: LicenseRef-Desk
"""The channels on which a new conversation can be begun; one that is closed says why."""

from desk.translation import _
from desk.ui.panes.messages.composer.state import State
from desk.ui.panes.messages.composer.words import way_reason
from desk.ui.widgets import Segments
from desk.ui.wording import channel_mark


class ChannelChoice(Segments):
    """Segments of which the keys are those of the channels."""

    def __init__(self) -> None:
        super().__init__("")

    def show_state(self, state: State) -> None:
        """Show on which channels the customer can be written to."""
        ways = state.around.ways
        wanted = [way.channel.value for way in ways]
        if [self.tabData(at) for at in range(self.count())] != wanted:
            blocked = self.blockSignals(True)
            while self.count():
                self.removeTab(0)
            for way in ways:
                mark = channel_mark(way.channel)
                self.add(way.channel.value, mark.text, mark.icon)
            self.blockSignals(blocked)
        for at, way in enumerate(ways):
            reason = way_reason(way) if state.customer_id else ""
            self.setTabEnabled(at, not reason)
            self.setTabToolTip(at, reason or way.address)
        self.setVisible(bool(wanted) and bool(state.customer_id))
        if state.letter.content.channel.value in wanted:
            self.set_current(state.letter.content.channel.value)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.setAccessibleName(_("Channel"))
