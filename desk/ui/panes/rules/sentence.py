# SPDX-License-Identifier: LicenseRef-Desk
"""Says a whole rule in one plain sentence, its turning words in bold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape

from desk.models.vocabulary import Urgency
from desk.services.rules import Clause, Comparison, Condition, Group, GroupMode, SummaryPart, summary
from desk.translation import _, pgettext
from desk.ui.panes.rules import offers, words
from desk.ui.panes.rules.phrases import event_phrase, subject_of, subject_text
from desk.ui.panes.rules.sight import Sight
from desk.ui.wording import channel_word, field_name, formats, status_name


@dataclass(frozen=True, slots=True)
class Said:
    """A part in words (HTML), and the sign that joins it to what stands before."""

    text: str
    join: str = ", "


def sentence(sight: Sight) -> str:
    """Return the sentence as HTML: `<b>` and escaped words only."""
    said = ""
    for part in summary(sight.spec):
        say = _CLAUSES.get(part.clause)
        words_of = say(sight, part) if say else None
        if words_of is not None and words_of.text:
            said += (words_of.join if said else "") + words_of.text
    # WORKAROUND Qt 6.11: a label breaks its line at a narrow no-break space, but not at the wide one.
    return f"{said}.".replace(formats.NARROW, "\u00a0")


def _when(sight: Sight, part: SummaryPart) -> Said:
    what = f"{subject_text(subject_of(sight.event))} {event_phrase(sight.event)}"
    status = part.values.get("status", "")
    if status and sight.kind:
        what += f" {_quoted(status_name(sight.kind.name, status))}"
    return Said(_turn(pgettext("rule", "When"), what))


def _when_date(sight: Sight, part: SummaryPart) -> Said:
    offsets = [words.offset_text(int(offset)) for offset in part.values["offsets"].split(",")]
    moment = f"{words.listed(offsets)} {_quoted(field_name(part.values['date_field']))}"
    if part.values.get("at"):
        moment += f" {words.at_text(part.values['at'])}"
    if part.clause is Clause.WHEN_YEARLY:
        moment = _("every year, {moment}").format(moment=moment)
    return Said(f"{_when(sight, part).text} ({_html(moment)})")


def _where(sight: Sight, _part: SummaryPart) -> Said:
    places = words.places_text(sight.spec.location_ids, sight.shop.places)
    return Said(_html(_("in {places}").format(places=places)), " ")


def _if(sight: Sight, part: SummaryPart) -> Said | None:
    if part.depth:
        return None
    return Said(_turn(pgettext("rule", "if"), _group(sight, sight.spec.conditions)))


def _group(sight: Sight, group: Group) -> str:
    said = [
        f"({_group(sight, item)})" if isinstance(item, Group) else _condition(sight, item)
        for item in group.items
    ]
    joined = pgettext("rule", "and") if group.mode is GroupMode.ALL else pgettext("rule", "or")
    return f" {joined} ".join(said)


def _condition(sight: Sight, condition: Condition) -> str:
    value = words.value_words(condition.path, condition.value, sight.shop.places)
    comparison = offers.comparison_text(condition.comparison)
    wanted = "" if condition.comparison in (Comparison.IS_SET, Comparison.IS_EMPTY) else value or "…"
    return f"{_quoted(words.pill_field(condition.path))} {comparison} {wanted}".strip()


def _to(sight: Sight, _part: SummaryPart) -> Said:
    template = sight.shop.template(sight.draft.template_id)
    name = _quoted(template.name) if template else _("a template still to choose")
    role = offers.role_text(sight.spec.audience.role)
    if sight.spec.audience.subscribers_only:
        role = _("{role} (newsletter subscribers only)").format(role=role)
    said = _("{template} {role}").format(template=name, role=role)
    return Said(_turn(pgettext("rule", "send"), said))


def _confirmed(_sight: Sight, _part: SummaryPart) -> Said:
    return Said(_html(_("once somebody has confirmed")))


def _delay(_sight: Sight, part: SummaryPart) -> Said:
    return Said(_html(words.delay_text(int(part.values["minutes"]))), " ")


def _first(_sight: Sight, part: SummaryPart) -> Said:
    channel = channel_word(part.values["channel"])
    return Said(_html(_("by {channel}").format(channel=channel)), " ")


def _then(_sight: Sight, part: SummaryPart) -> Said:
    channel = channel_word(part.values["channel"])
    return Said(_html(_("then by {channel} if that is impossible or fails").format(channel=channel)))


def _opening(_sight: Sight, _part: SummaryPart) -> Said:
    return Said(_html(_("in opening hours only")))


def _quiet(sight: Sight, _part: SummaryPart) -> Said | None:
    if sight.spec.urgency is Urgency.INSTANT:
        return None
    said = _("during {hours}").format(hours=words.quiet_text(sight.spec.timing.quiet))
    return Said(_turn(pgettext("rule", "but not"), said))


def _late(sight: Sight, _part: SummaryPart) -> Said:
    return Said(_html(words.late_text(sight.spec)))


def _valid(_sight: Sight, part: SummaryPart) -> Said:
    first, last = part.values.get("since", ""), part.values.get("until", "")
    days = (date.fromisoformat(one) if one else None for one in (first, last))
    return Said(_html(words.validity_text(*days)))


_CLAUSES: Mapping[Clause, Callable[[Sight, SummaryPart], Said | None]] = {
    Clause.WHEN_EVENT: _when,
    Clause.WHEN_ANY_STATUS: _when,
    Clause.WHEN_STATUS: _when,
    Clause.WHEN_DATE: _when_date,
    Clause.WHEN_YEARLY: _when_date,
    Clause.AT_LOCATIONS: _where,
    Clause.IF_ALL: _if,
    Clause.IF_ANY: _if,
    Clause.TO_ROLE: _to,
    Clause.AFTER_CONFIRMATION: _confirmed,
    Clause.AFTER_DELAY: _delay,
    Clause.FIRST_BY: _first,
    Clause.THEN_BY: _then,
    Clause.IN_OPENING_HOURS: _opening,
    Clause.NOT_IN_QUIET_HOURS: _quiet,
    Clause.NOT_WHEN_LATE: _late,
    Clause.VALID: _valid,
}


def _turn(word: str, rest: str) -> str:
    """Return a turning word in bold and what follows it, as HTML."""
    return f"<b>{_html(word)}</b> {_html(rest)}"


def _quoted(text: str) -> str:
    return _("“{text}”").format(text=text)


def _html(text: str) -> str:
    return escape(text, quote=False)
