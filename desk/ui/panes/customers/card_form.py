# SPDX-License-Identifier: LicenseRef-Desk
"""The card's fields, edited in place: what somebody else writes meanwhile is taken over or shown beside."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.errors import Conflict, Problem, Refused
from desk.services.shop import CustomerCard
from desk.translation import _
from desk.ui.panes.customers.identity_form import IdentityForm
from desk.ui.panes.customers.own_fields import OwnFields
from desk.ui.panes.customers.points_editor import PointsEditor
from desk.ui.panes.customers.readings import Shop
from desk.ui.panes.customers.typed import (
    OWN,
    POINTS,
    TEXTS,
    Typed,
    Value,
    draft_of,
    kept_values,
    own_fields,
    points_of,
)
from desk.ui.theme import SIZE
from desk.ui.widgets import InfoBar, LinkButton, PrimaryButton, SectionLabel
from desk.ui.wording import failure_text, problem_text


class CardForm(QWidget):
    """save_requested(CustomerCard as seen, CustomerDraft). dirty_changed(): unsaved text came or went.

    What is typed into one card is kept while another is shown. foot: Save and Discard, shown while there is
    something to save, belongs below the form; clash: what somebody else did meanwhile, above it.
    """

    save_requested = Signal(object, object)
    dirty_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: CustomerCard | None = None
        self._shop = Shop()
        self._typed: dict[str, Typed] = {}
        self.points = PointsEditor()
        self.identity = IdentityForm()
        self.own = OwnFields()
        self.clash = InfoBar("warn")
        self.save_button = PrimaryButton("", "check")
        self._discard = LinkButton("", quiet=True)
        self.foot = QWidget()
        self._titles = [SectionLabel() for _place in range(3)]
        self._lay_out()
        for part in (self.points, self.identity, self.own):
            part.changed.connect(self._on_typed)
        self.clash.verb_requested.connect(self._take_theirs)
        self.save_button.clicked.connect(self.save)
        self._discard.clicked.connect(self.discard)
        self.retranslate()

    def show_card(self, card: CustomerCard, shop: Shop) -> None:
        """Show a customer as they are now; what was typed into their card stays."""
        before, self._card = self._card, card
        if shop != self._shop or before is None:
            self._shop = shop
            self.points.set_country(card.country or shop.country)
            self.identity.offer(shop)
        if before is None or before.id != card.id:
            self._show_problems([])
        kept = kept_values(card)
        typed = self._typed.get(card.id, Typed())
        self._fill(kept | typed.values)
        self.points.show_states(card.points)
        self._show_clash(kept, typed)
        self._show_state()

    def unsaved(self) -> tuple[str, ...]:
        """Return the ids of the customers into whose card something was typed and not saved."""
        return tuple(self._typed)

    def save(self) -> None:
        """Ask for what was typed to be kept."""
        card = self._card
        if card is not None and card.id in self._typed:
            self._show_problems([])
            self.save_requested.emit(card, draft_of(card, self._now()))

    def discard(self) -> None:
        """Forget what was typed into the card shown."""
        if self._card is not None:
            self.forget(self._card.id)
            self.show_card(self._card, self._shop)

    def forget(self, customer_id: str) -> None:
        """Forget what was typed into a card: it was saved, or is not wanted."""
        if self._typed.pop(customer_id, None) is not None:
            self._show_problems([])
            self.dirty_changed.emit()

    def show_failure(self, error: Exception) -> None:
        """Say why the card could not be saved; everything typed stays."""
        if isinstance(error, Refused):
            self._show_problems(error.problems)
        elif not isinstance(error, Conflict):  # a conflict shows itself when the card is read again
            failure = failure_text(error)
            self.clash.show_message(f"{failure.title} {failure.sentence}", details=failure.detail)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.save_button.setText(_("Save"))
        self._discard.setText(_("Discard"))
        for label, text in zip(self._titles, (_("Addresses"), _("Identity"), _("Own fields")), strict=True):
            label.setText(text)
        self.points.retranslate()
        self.identity.retranslate()
        self.own.retranslate()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_s)
        for title, part in zip(self._titles, (self.points, self.identity, self.own), strict=True):
            column.addWidget(title)
            column.addWidget(part)
            column.addSpacing(SIZE.space_s)
        column.addStretch(1)
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(SIZE.space_m, SIZE.space_s, SIZE.space_m, SIZE.space_s)
        row.addWidget(self.save_button)
        row.addWidget(self._discard)
        row.addStretch(1)
        self.foot.hide()

    def _fill(self, values: dict[str, Value]) -> None:
        self.identity.set_values({name: str(values[name]) for name in TEXTS})
        self.points.set_value(points_of(values))
        pairs = [one for one in values[OWN] if isinstance(one, tuple)]
        self.own.set_value(pairs)

    def _now(self) -> dict[str, Value]:
        return {**self.identity.values(), POINTS: self.points.value(), OWN: self.own.value()}

    def _on_typed(self) -> None:
        card = self._card
        if card is None:
            return
        kept = kept_values(card)
        typed = self._typed.get(card.id, Typed())
        typed.take(kept, self._now())
        was_dirty = card.id in self._typed
        if typed.values:
            self._typed[card.id] = typed
        else:
            self._typed.pop(card.id, None)
        self._show_clash(kept, typed)
        self._show_state()
        if was_dirty != (card.id in self._typed):
            self.dirty_changed.emit()

    def _show_clash(self, kept: dict[str, Value], typed: Typed) -> None:
        """Show what somebody else wrote where the person types, beside it."""
        clashing = typed.clashes(kept)
        for name in kept:
            said = _("Somebody else wrote: {value}").format(value=self._said(name, kept) or "–")
            self._hint(name, said if name in clashing else "")
        if clashing:
            self.clash.show_message(
                _("Somebody else has changed this card. Saving keeps your words."),
                verb=_("Take theirs"),
            )
        else:
            self.clash.hide()

    def _said(self, name: str, kept: dict[str, Value]) -> str:
        if name == POINTS:
            return ", ".join(one.address for one in points_of(kept))
        if name == OWN:
            return ", ".join(f"{field}{_(': ')}{text}" for field, text in own_fields(kept))
        return self.identity.said(name, str(kept[name]))

    def _hint(self, name: str, text: str) -> None:
        if name == POINTS:
            self.points.set_hint(text)
        elif name == OWN:
            self.own.set_hint(text)
        else:
            self.identity.field(name).set_hint(text)

    def _take_theirs(self) -> None:
        """Give up what was typed where somebody else wrote too."""
        card = self._card
        if card is None or card.id not in self._typed:
            return
        kept = kept_values(card)
        typed = self._typed[card.id]
        now = self._now() | {name: kept[name] for name in typed.clashes(kept)}
        self._fill(now)
        self._on_typed()

    def _show_problems(self, problems: Sequence[Problem]) -> None:
        at_points = {}
        for problem in problems:
            head, _dot, rest = problem.place.partition(".")
            if head == POINTS and rest:
                at_points[int(rest.partition(".")[0])] = problem_text(problem, _("Address"))
        self.points.show_problems(at_points)
        self.identity.show_problems([one for one in problems if not one.place.startswith(f"{POINTS}.")])

    def _show_state(self) -> None:
        is_dirty = self._card is not None and self._card.id in self._typed
        self.foot.setVisible(is_dirty)
