# SPDX-License-Identifier: LicenseRef-Desk
"""A record's fields, edited in place: what somebody else writes meanwhile is taken over or shown beside."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk import clock
from desk.errors import Conflict, Problem, Refused
from desk.models.identity import LocationId
from desk.services.events import Json, draft_of_state, record_kind
from desk.services.shop import RecordCard, RecordDraft
from desk.translation import _
from desk.ui.panes.records.field_form import FieldForm
from desk.ui.panes.records.own_fields import merged, own_fields, read_values, typed_text
from desk.ui.panes.records.readings import Shop
from desk.ui.theme import SIZE
from desk.ui.widgets import Form, FormField, InfoBar, LinkButton, PrimaryButton
from desk.ui.wording import failure_text, field_name, formats, problem_text

TITLE, REFERENCE, PLACE = "title", "reference", "location_id"


@dataclass(slots=True)
class _Typed:
    """What a person typed into a record and has not saved. base: what those fields held when it began."""

    texts: dict[str, str] = field(default_factory=dict)
    base: dict[str, str] = field(default_factory=dict)


class FieldsPanel(QWidget):
    """save_requested(RecordCard as seen, RecordDraft). dirty_changed(): there is unsaved text, or no more.

    What is typed into one record is kept while another is shown.
    """

    save_requested = Signal(object, object)
    dirty_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: RecordCard | None = None
        self._shop = Shop()
        self._typed: dict[str, _Typed] = {}
        self._head = Form()
        self._own = FieldForm(())
        self._clash = InfoBar("warn")
        self._save = PrimaryButton("", "check")
        self._discard = LinkButton("", quiet=True)
        self._column = QVBoxLayout(self)
        self._lay_out()
        self._head.changed.connect(self._on_typed)
        self._clash.verb_requested.connect(self._take_theirs)
        self._save.clicked.connect(self.save)
        self._discard.clicked.connect(self.discard)
        self.retranslate()

    def show_card(self, card: RecordCard, shop: Shop) -> None:
        """Show a record as it is now; what was typed into it stays."""
        before, self._card = self._card, card
        if before is None or before.kind != card.kind:
            self._build(card)
        if shop != self._shop or before is None:
            self._shop = shop
            _offer(self._head.field(PLACE), shop)
        kept = self._texts(card)
        typed = self._typed.get(card.id, _Typed())
        for name, text in (kept | typed.texts).items():
            if str(self._field(name).value() or "") != text:
                self._field(name).set_value(text)
        if before is None or before.id != card.id:
            self._show_problems([])
        self._show_clash(kept, typed)
        self._show_state()

    def unsaved(self) -> tuple[str, ...]:
        """Return the ids of the records into which something was typed and not saved."""
        return tuple(self._typed)

    def save(self) -> None:
        """Ask for what was typed to be kept; what cannot be read is told under its field."""
        card = self._card
        if card is None or card.id not in self._typed:
            return
        fields = self._own.fields
        values, problems = read_values(fields, self._own.texts(), formats.zone(), clock.now())
        self._show_problems(problems)
        if not problems:
            self.save_requested.emit(card, self._draft(card, values))

    def discard(self) -> None:
        """Forget what was typed into the record shown."""
        if self._card is not None:
            self.forget(self._card.id)
            self.show_card(self._card, self._shop)

    def forget(self, record_id: str) -> None:
        """Forget what was typed into a record: it was saved, or is not wanted."""
        if self._typed.pop(record_id, None) is not None:
            self._show_problems([])
            self.dirty_changed.emit()

    def show_failure(self, error: Exception) -> None:
        """Say why the record could not be saved; everything typed stays."""
        if isinstance(error, Refused):
            self._show_problems(error.problems)
        elif not isinstance(error, Conflict):  # a conflict shows itself when the record is read again
            failure = failure_text(error)
            self._clash.show_message(f"{failure.title} {failure.sentence}", details=failure.detail)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._save.setText(_("Save"))
        self._discard.setText(_("Discard"))
        if self._card is not None:
            kind = record_kind(self._card.kind)
            self._head.field(TITLE).set_label(field_name(kind.title_field))
            self._head.field(REFERENCE).set_label(_("Number"))
            self._head.field(PLACE).set_label(_("Location"))
            self._own.retranslate()

    def _lay_out(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SIZE.space_m)
        self._column.addWidget(self._clash)
        self._head.add(TITLE, FormField("", QLineEdit()))
        self._head.add(REFERENCE, FormField("", QLineEdit()))
        self._head.add(PLACE, FormField("", QComboBox()))
        self._column.addWidget(self._head)
        self._column.addWidget(self._own)
        row = QHBoxLayout()
        row.addWidget(self._save)
        row.addWidget(self._discard)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addStretch(1)

    def _build(self, card: RecordCard) -> None:
        old = self._own
        self._own = FieldForm(own_fields(record_kind(card.kind)))
        self._own.changed.connect(self._on_typed)
        self._column.replaceWidget(old, self._own)
        old.hide()
        old.deleteLater()
        self.retranslate()

    def _field(self, name: str) -> FormField:
        return self._head.field(name) if name in {TITLE, REFERENCE, PLACE} else self._own.field(name)

    def _texts(self, card: RecordCard) -> dict[str, str]:
        """Return name → what is kept, as the editors show it."""
        zone = formats.zone()
        own = {one.name: typed_text(one, card.fields.get(one.name), zone) for one in self._own.fields}
        return own | {TITLE: card.title, REFERENCE: card.reference, PLACE: card.location_id or ""}

    def _now_typed(self) -> dict[str, str]:
        names = [TITLE, REFERENCE, PLACE, *(one.name for one in self._own.fields)]
        return {name: str(self._field(name).value() or "") for name in names}

    def _on_typed(self) -> None:
        card = self._card
        if card is None:
            return
        kept, now = self._texts(card), self._now_typed()
        typed = self._typed.get(card.id, _Typed())
        typed.texts = {name: text for name, text in now.items() if text != kept[name]}
        typed.base = {name: typed.base.get(name, kept[name]) for name in typed.texts}
        was_dirty = card.id in self._typed
        if typed.texts:
            self._typed[card.id] = typed
        else:
            self._typed.pop(card.id, None)
        self._show_clash(kept, typed)
        self._show_state()
        if was_dirty != (card.id in self._typed):
            self.dirty_changed.emit()

    def _show_clash(self, kept: Mapping[str, str], typed: _Typed) -> None:
        """Show what somebody else wrote where the person types, beside it."""
        clashing = [name for name in typed.texts if typed.base.get(name) != kept[name]]
        for name in kept:
            said = _("Somebody else wrote: {value}").format(value=self._said(name, kept[name]) or "–")
            self._field(name).set_hint(said if name in clashing else "")
        if clashing:
            self._clash.show_message(
                _("Somebody else has changed this record while you were typing. Saving keeps your words."),
                verb=_("Take their words"),
            )
        else:
            self._clash.hide()

    def _said(self, name: str, text: str) -> str:
        return self._shop.place_name(text) if name == PLACE else text

    def _take_theirs(self) -> None:
        """Give up what was typed where somebody else wrote too."""
        if self._card is None or self._card.id not in self._typed:
            return
        kept = self._texts(self._card)
        typed = self._typed[self._card.id]
        for name in [one for one in typed.texts if typed.base.get(one) != kept[one]]:
            self._field(name).set_value(kept[name])
        self._on_typed()

    def _draft(self, card: RecordCard, values: Mapping[str, Json]) -> RecordDraft:
        now = self._now_typed()
        typed = {name: value for name, value in values.items() if name in self._typed[card.id].texts}
        return replace(
            draft_of_state(card),
            title=now[TITLE],
            reference=now[REFERENCE],
            location_id=LocationId(now[PLACE]) if now[PLACE] else None,
            fields=merged(card.fields, typed),
        )

    def _show_problems(self, problems: "list[Problem] | tuple[Problem, ...]") -> None:
        heads = [one for one in problems if one.place in {TITLE, REFERENCE, PLACE}]
        self._own.show_problems([one for one in problems if one not in heads])
        self._head.show_problems(heads, problem_text)

    def _show_state(self) -> None:
        is_dirty = self._card is not None and self._card.id in self._typed
        self._save.setEnabled(is_dirty)
        self._discard.setVisible(is_dirty)


def _offer(field: FormField, shop: Shop) -> None:
    """Offer the sites of a shop, and none."""
    combo = field.editor
    if isinstance(combo, QComboBox):
        combo.blockSignals(True)
        combo.clear()
        combo.addItem("–", "")
        for place in shop.places:
            combo.addItem(place.name, place.id)
        combo.blockSignals(False)
