# SPDX-License-Identifier: LicenseRef-Desk
"""The head of the card: who it is, since when, and what can be done with the whole card."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desk.services.shop import CustomerCard, local_day
from desk.translation import _
from desk.ui.panes.customers.looks import language_text
from desk.ui.panes.customers.readings import CardView, Shop
from desk.ui.theme import SIZE
from desk.ui.widgets import Avatar, Badge, ElidedText, FlowLayout, IconButton
from desk.ui.wording import formats

MOST_TAGS = 4


class CardHead(QWidget):
    """archive_requested(): out of the lists, or back into them."""

    archive_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: CardView | None = None
        self._shop = Shop()
        self._avatar = Avatar("", SIZE.avatar_xl)
        self._name = ElidedText("", "h2")
        self._since = ElidedText("", "meta")
        self._badges = QWidget()
        self._flow = FlowLayout(self._badges, gap=SIZE.space_xs)
        self.more = IconButton("dots-three", "")
        self._menu = QMenu(self.more)
        self.archive = QAction(self._menu)
        self._menu.addAction(self.archive)
        self.archive.triggered.connect(self.archive_requested)
        self.more.clicked.connect(self._open_menu)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._name)
        texts.addWidget(self._since)
        texts.addSpacing(SIZE.space_xs)
        texts.addWidget(self._badges)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZE.space_m, SIZE.space_s, SIZE.space_m, SIZE.space_s)
        row.setSpacing(SIZE.space_m)
        row.addWidget(self._avatar)
        row.addLayout(texts, 1)
        row.addWidget(self.more)

    def show_view(self, view: CardView, shop: Shop) -> None:
        """Show a customer."""
        self._view, self._shop = view, shop
        card = view.card
        name = card.full_name or _("No name")
        self._avatar.set_person(name)
        self._name.setText(name)
        self._since.setText(_about(card))
        self._flow.clear()
        self._show_badges(card)
        self.more.set_label(_("More about {name}").format(name=name))
        self.archive.setText(_("Archive") if card.archived_at is None else _("Restore"))

    def retranslate(self) -> None:
        """Say everything in the current language."""
        if self._view is not None:
            self.show_view(self._view, self._shop)

    def _show_badges(self, card: CustomerCard) -> None:
        language = language_text(card.language, self._shop.default_language)
        badges = [Badge(language, "neutral", "translate")]
        if card.archived_at is not None:
            badges.insert(0, Badge(_("Archived customer"), "warn", "archive"))
        if place := self._shop.place_name(card.location_id):
            badges.append(Badge(place, "neutral", "storefront"))
        badges += [Badge(tag, "tint") for tag in card.tags[:MOST_TAGS]]
        if len(card.tags) > MOST_TAGS:
            badges.append(Badge(f"+{len(card.tags) - MOST_TAGS}", "tint"))
        for badge in badges:
            self._flow.addWidget(badge)
            badge.show()

    def _open_menu(self) -> None:
        self._menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))


def _about(card: CustomerCard) -> str:
    since = card.registered_at or local_day(card.created_at, formats.zone())
    company = card.company if card.company != card.full_name else ""
    parts = (company, _("customer since {day}").format(day=formats.day(since)))
    return " · ".join(part for part in parts if part)
