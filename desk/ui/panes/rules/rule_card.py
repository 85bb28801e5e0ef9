# SPDX-License-Identifier: LicenseRef-Desk
"""How a rule looks in the list: channels, totals, what is wrong with it, its switch."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from desk.models.vocabulary import RuleState, Standing
from desk.translation import N_, ngettext
from desk.ui.panes.rules.problem_words import problem_badge
from desk.ui.panes.rules.readings import Listed
from desk.ui.rows_model import Column, RowsModel
from desk.ui.widgets import CHANNEL_MARKS, ListCard
from desk.ui.wording import channel_mark, formats, rule_mark

HELD = (Standing.HELD, Standing.UNCONFIRMED)


def make_rows(parent: QObject) -> RowsModel[Listed, str]:
    """Return the model of the list."""
    columns: tuple[Column[Listed], ...] = (
        Column(name="rule", header=N_("Rule"), text=lambda one: one.row.name),
    )
    return RowsModel(columns, lambda one: str(one.id), parent, sentence)


def card_of(listed: Listed) -> ListCard:
    """Return the card of a rule."""
    row = listed.row
    return ListCard(
        title=row.name,
        meta=meta(listed),
        marks=tuple(CHANNEL_MARKS[channel.value] for channel in row.channels),
        badge=problem_badge(listed.problems),
        badge_role="danger" if listed.is_active else "warn",
        badge_icon="warning" if listed.problems else "",
        is_on=listed.is_active,
    )


def meta(listed: Listed) -> str:
    """Say what a rule has done; one that does not work says so first."""
    parts = [] if listed.is_active else [rule_mark(listed.row.state.value).text]
    said = totals(listed.row.totals)
    if listed.row.state is RuleState.ACTIVE or listed.row.totals:
        parts.append(said)
    return " · ".join(part for part in parts if part)


def totals(counts: Mapping[Standing, int]) -> str:
    """Say how many were sent; failed and held ones only where there are any."""
    sent = counts.get(Standing.SENT, 0)
    parts = [ngettext("{count} sent", "{count} sent", sent).format(count=formats.number(sent))]
    failed = counts.get(Standing.FAILED, 0)
    if failed:
        said = ngettext("{count} failure", "{count} failures", failed)
        parts.append(said.format(count=formats.number(failed)))
    held = sum(counts.get(one, 0) for one in HELD)
    if held:
        parts.append(ngettext("{count} held", "{count} held", held).format(count=formats.number(held)))
    return " · ".join(parts)


def sentence(listed: Listed) -> str:
    """Say a whole rule of the list."""
    row = listed.row
    channels = ", ".join(channel_mark(channel.value).text for channel in row.channels)
    state = rule_mark(row.state.value).text
    parts = (row.name, state, channels, totals(row.totals), problem_badge(listed.problems))
    return ", ".join(part for part in parts if part)
