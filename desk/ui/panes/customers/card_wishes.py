# SPDX-License-Identifier: LicenseRef-Desk
"""What the card asks for beyond itself: proof of an agreement, other pages, a message called off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desk.models.vocabulary import Channel
from desk.services.preferences import ConsentDraft
from desk.ui.panes import Navigate
from desk.ui.panes.customers.card_model import CardModel
from desk.ui.panes.customers.deeds import CustomerDeeds, Said
from desk.ui.panes.customers.view_model import CustomersModel

if TYPE_CHECKING:  # what only deeds need does not keep the list waiting
    from desk.services.delivery import DeliveryRow
    from desk.ui.panes.customers.card_panel import CardPanel
    from desk.ui.panes.customers.evidence import EvidenceDialog


class CardWishes(QObject):
    """Grants what is asked for on the card; its dialogs stand before `window`, whose child it is."""

    def __init__(
        self,
        shown: CardModel,
        listed: CustomersModel,
        deeds: CustomerDeeds,
        navigate: Navigate,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._shown = shown
        self._list = listed
        self._deeds = deeds
        self._navigate = navigate
        self._window = window
        self.evidence: EvidenceDialog | None = None
        deeds.said.connect(self._on_said)

    def listen(self, panel: CardPanel) -> None:
        """Grant the wishes of `panel` from now on."""
        panel.head.archive_requested.connect(self.archive)
        panel.consents.change_wanted.connect(self._on_consent)
        panel.consents.release_wanted.connect(self._deeds.release)
        panel.activity.record_wanted.connect(self._on_record)
        panel.activity.records_wanted.connect(self.show_records)
        panel.activity.new_record_wanted.connect(self.start_record)
        panel.activity.link_wanted.connect(self._on_link)
        panel.activity.call_off_wanted.connect(self._on_call_off)

    def archive(self) -> None:
        """Take the customer shown out of the lists, or put them back."""
        if (view := self._shown.state.shown) is not None:
            self._deeds.archive(view.card)

    def show_records(self) -> None:
        """Go to the records of the customer shown."""
        if (view := self._shown.state.shown) is not None:
            self._navigate("records", customer_id=view.card.id)

    def start_record(self) -> None:
        """Begin a record for the customer shown."""
        if (view := self._shown.state.shown) is not None:
            self._navigate("records", new_for=view.card.id)

    def _on_consent(self, topic: str, channel: Channel, on: bool) -> None:
        from desk.ui.panes.customers.evidence import EvidenceDialog

        view = self._shown.state.shown
        if view is None:
            return
        if self.evidence is not None:
            self.evidence.deleteLater()
        self.evidence = EvidenceDialog(self._list.state.shop.operators, self._window)
        self.evidence.recorded.connect(self._on_recorded)
        self.evidence.ask((view.card.id, view.card.full_name), (topic, channel), granted=on)

    def _on_recorded(self, draft: ConsentDraft) -> None:
        view = self._shown.state.shown
        if view is not None and self.evidence is not None:
            self._deeds.say(view.card.full_name, draft, self.evidence.show_failure)

    def _on_said(self, _said: Said) -> None:
        if self.evidence is not None:
            self.evidence.finish()

    def _on_record(self, record_id: str) -> None:
        self._navigate("records", record_id=record_id)

    def _on_link(self, link: str) -> None:
        from desk.ui.panes.customers.activity import SEND

        kind, _colon, key = link.partition(":")
        if kind == SEND:
            self._navigate("sends", delivery_id=key)
        else:  # a decision left no send of its own: those of the customer stand beside it
            self._navigate("sends", customer_id=self._shown.state.key)

    def _on_call_off(self, send: DeliveryRow) -> None:
        from desk.ui.panes.customers import questions

        questions.ask_to_call_off(self._window, send, self._deeds.call_off)
