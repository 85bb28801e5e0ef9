# SPDX-License-Identifier: LicenseRef-Desk
"""WHEN: what sets the rule off, and where."""

from collections.abc import Iterator
from functools import partial

from desk.services.channels import BUILT
from desk.services.events import AnchorKind, event_type
from desk.services.rules import TIMED, TriggerKind
from desk.services.shop import DAY_MINUTES
from desk.translation import _, pgettext
from desk.ui.panes.rules import edits, offers, words
from desk.ui.panes.rules.clause_card import ClauseCard
from desk.ui.panes.rules.forms import OffsetForm, WallForm
from desk.ui.panes.rules.phrases import event_phrase, subject_icon, subject_of, subject_text
from desk.ui.panes.rules.pieces import Choice, Piece, Verb, Word
from desk.ui.panes.rules.sight import Sight
from desk.ui.panes.rules.value_forms import ChecksForm

SIDES = {AnchorKind.BEFORE: (-1,), AnchorKind.AFTER: (1,), AnchorKind.YEARLY: (-1, 1)}
USUAL_DAYS = (1, 3, 7, 14, 30, *range(31, 400))
"""What one more moment is at first."""
SUBJECT, EVENT, STATUS, PLACES = "trigger.subject", "trigger.event_kind", "trigger.to_status", "location_ids"
DATE, WALL, MOMENT, MORE = "trigger.date_field", "trigger.at", "trigger.offset_minutes", "more_moments"


class WhenClause(ClauseCard):
    """The subject, what happens to it, its status or its date, the locations."""

    def __init__(self) -> None:
        super().__init__(lambda: pgettext("rule", "When"), "info")
        self._what = self.add_line()
        self._date = self.add_line()

    def fill(self, sight: Sight) -> None:
        """Show the trigger."""
        self._what.show_pieces(*_what(self, sight))
        is_timed = sight.spec.trigger.kind in TIMED
        self._date.setVisible(is_timed)
        self._date.show_pieces(*(_moments(self, sight) if is_timed else ()))

    def on_chosen(self, key: str, choice: str) -> None:
        sight = self.sight
        assert sight is not None
        match key:
            case "trigger.subject":
                first = offers.event_options(choice)[0].key
                self._choose_event(sight, first)
            case "trigger.event_kind":
                self._choose_event(sight, choice)
            case "trigger.to_status":
                self.edit(edits.with_trigger(sight.draft, to_status=choice), _("Change the status"))
            case "trigger.date_field":
                self.edit(edits.with_trigger(sight.draft, date_field=choice), _("Change the date"))

    def on_pressed(self, key: str) -> None:
        assert self.sight is not None
        offsets = self.sight.spec.trigger.offsets
        side = -1 if offsets[0] < 0 else SIDES.get(self.sight.event.anchor.kind, (1,))[0]
        free = (side * days * DAY_MINUTES for days in USUAL_DAYS if side * days * DAY_MINUTES not in offsets)
        self.edit(edits.with_offsets(self.sight.draft, (*offsets, next(free))), _("Add a moment"))

    def take_offset(self, old: int, base: tuple[int, ...], new: int) -> None:
        """Put an offset in the place of another one of `base`."""
        assert self.sight is not None
        others = [offset for offset in base if offset != old]
        self.edit(edits.with_offsets(self.sight.draft, (*others, new)), _("Change the moment"), MOMENT)

    def drop_offset(self, old: int) -> None:
        """Take a moment away."""
        assert self.sight is not None
        others = [offset for offset in self.sight.spec.trigger.offsets if offset != old]
        self.edit(edits.with_offsets(self.sight.draft, others), _("Remove a moment"))

    def take_wall(self, wall: str) -> None:
        """Take a time of day."""
        assert self.sight is not None
        self.edit(edits.with_trigger(self.sight.draft, at=wall), _("Change the time of day"), WALL)

    def take_places(self, location_ids: tuple[str, ...]) -> None:
        """Take locations."""
        assert self.sight is not None
        draft = edits.with_spec(self.sight.draft, location_ids=location_ids)
        self.edit(draft, _("Change the locations"), PLACES)

    def _choose_event(self, sight: Sight, name: str) -> None:
        event = event_type(name)
        template_id = sight.shop.template_for(name)
        draft = edits.with_event(sight.draft, event, template_id, BUILT)
        self.edit(draft, _("Change what happens"))


def _what(clause: WhenClause, sight: Sight) -> Iterator[Piece]:
    trigger, subject = sight.spec.trigger, subject_of(sight.event)
    yield Choice(
        key=SUBJECT,
        says=pgettext("rule", "When"),
        text=subject_text(subject),
        icon=subject_icon(subject),
        options=offers.subject_options(),
        current=subject,
    )
    yield Choice(
        key=EVENT,
        says=" ".join((pgettext("rule", "When"), subject_text(subject))),
        text=event_phrase(sight.event),
        options=offers.event_options(subject),
        current=sight.event.name,
        problem=sight.problem(EVENT, "trigger.kind"),
    )
    if trigger.kind is TriggerKind.STATUS_CHANGED and _is_about_one(sight):
        yield Choice(
            key=STATUS,
            says=_("When, status"),
            text="" if trigger.to_status else _("choose a status"),
            options=offers.status_options(sight.kind),
            current=trigger.to_status,
            problem=sight.problem(STATUS),
        )
    if sight.shop.places:
        yield Word(text=pgettext("rule", "in"), is_glued=True)
        yield _places(clause, sight)


def _is_about_one(sight: Sight) -> bool:
    """Whether the rule waits for one status: its event is about a chosen one."""
    return bool(sight.spec.trigger.to_status) or sight.event.name.endswith("_to")


def _places(clause: WhenClause, sight: Sight) -> Choice:
    ids, shop = sight.spec.location_ids, sight.shop
    note = _("Nothing ticked means every location. The record says which location it belongs to.")
    return Choice(
        key=PLACES,
        says=_("When, location"),
        text=words.places_text(ids, shop.places),
        icon="storefront",
        form=lambda: ChecksForm(offers.place_choices(shop), ids, clause.take_places, note),
        problem=sight.problem(PLACES),
    )


def _moments(clause: WhenClause, sight: Sight) -> Iterator[Piece]:
    trigger = sight.spec.trigger
    offsets = trigger.offsets
    problem = sight.problem(MOMENT)
    for number, offset in enumerate(offsets):
        if number:
            yield Word(text=pgettext("rule", "and") if number == len(offsets) - 1 else ",")
        yield Choice(
            key=f"{MOMENT}.{number}",
            says=_("When, moment"),
            text=words.offset_text(offset),
            icon="" if number else "clock",
            form=partial(_offset_form, clause, sight, offset),
            problem=problem,
        )
    yield Choice(
        key=DATE,
        says=_("When, date"),
        text="" if trigger.date_field else _("choose a date"),
        icon="calendar-blank",
        options=offers.date_options(sight.event),
        current=trigger.date_field,
        problem=sight.problem(DATE),
    )
    if any(offset % DAY_MINUTES == 0 for offset in offsets):
        yield Choice(
            key=WALL,
            says=_("When, time of day"),
            text=words.at_text(trigger.at),
            form=lambda: WallForm(trigger.at, clause.take_wall),
            problem=sight.problem(WALL),
        )
    yield Verb(key=MORE, text=_("Another moment"), icon="plus")


def _offset_form(clause: WhenClause, sight: Sight, offset: int) -> OffsetForm:
    offsets = sight.spec.trigger.offsets
    remove = clause.drop_offset if len(offsets) > 1 else None
    sides = SIDES.get(sight.event.anchor.kind, (-1, 1))
    return OffsetForm(offset, partial(clause.take_offset, offset, offsets), sides, remove)
