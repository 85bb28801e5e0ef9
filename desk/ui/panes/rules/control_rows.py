# SPDX-License-Identifier: LicenseRef-Desk
"""The lines of the control panel: what each column says, and how it looks."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from desk.models.vocabulary import RuleState, Standing
from desk.translation import N_, _
from desk.ui.panes.rules.phrases import subject_heading, subject_icon, subject_of
from desk.ui.panes.rules.problem_words import problem_badge
from desk.ui.panes.rules.readings import Kind
from desk.ui.panes.rules.rule_card import HELD
from desk.ui.rows_model import Column, RowsModel
from desk.ui.widgets import CHANNEL_MARKS, BadgesCell, Cell, MarksCell, StateCell, TextCell
from desk.ui.wording import channel_mark, event_name, formats, rule_mark

WIDTHS = {
    "kind": 244,
    "subject": 116,
    "channels": 74,
    "state": 116,
    "problem": 120,
    "sent": 74,
    "failed": 74,
    "held": 74,
}


def control_rows(parent: QObject) -> RowsModel[Kind, tuple[str, str]]:
    """Return the model of the table."""
    columns: tuple[Column[Kind], ...] = (
        Column(name="kind", header=N_("Notification"), text=_name),
        Column(name="subject", header=N_("About"), text=lambda kind: subject_heading(subject_of(kind.event))),
        Column(name="channels", header=N_("Channels"), text=_channels),
        Column(name="state", header=N_("State"), text=_state_text),
        Column(name="sent", header=N_("Sent"), text=lambda kind: _count(kind, Standing.SENT), is_number=True),
        Column(
            name="failed",
            header=N_("Failed"),
            text=lambda kind: _count(kind, Standing.FAILED),
            is_number=True,
        ),
        Column(name="held", header=N_("Held"), text=lambda kind: _count(kind, *HELD), is_number=True),
        Column(name="problem", header=N_("To fix"), text=_problem),
    )
    return RowsModel(columns, lambda kind: kind.key, parent)


def _name(kind: Kind) -> str:
    return kind.listed.row.name if kind.listed else event_name(kind.event.name)


def hay(kind: Kind) -> str:
    """Return what the filter looks through."""
    return f"{_name(kind)} {event_name(kind.event.name)} {subject_heading(subject_of(kind.event))}"


def _channels(kind: Kind) -> str:
    return ", ".join(
        channel_mark(one.value).text for one in (kind.listed.row.channels if kind.listed else ())
    )


def _state_text(kind: Kind) -> str:
    return rule_mark(kind.listed.row.state.value).text if kind.listed else _("Not set up")


def _problem(kind: Kind) -> str:
    return problem_badge(kind.listed.problems) if kind.listed else ""


def _count(kind: Kind, *standings: Standing) -> str:
    if kind.listed is None:
        return ""
    return formats.number(sum(kind.listed.row.totals.get(standing, 0) for standing in standings))


def _name_cell(kind: Kind) -> Cell:
    role = "text" if kind.listed else "text3"
    return TextCell(text=_name(kind), icon=subject_icon(subject_of(kind.event)), role=role)


def _subject_cell(kind: Kind) -> Cell:
    return TextCell(text=subject_heading(subject_of(kind.event)), role="text2")


def _channels_cell(kind: Kind) -> Cell:
    channels = kind.listed.row.channels if kind.listed else ()
    return MarksCell(marks=tuple(CHANNEL_MARKS[one.value] for one in channels))


def _state_cell(kind: Kind) -> Cell:
    if kind.listed is None:
        return TextCell(text=_("Not set up"), role="text3")
    mark = rule_mark(kind.listed.row.state.value)
    role = "text2" if kind.listed.row.state is RuleState.PAUSED else mark.role
    return StateCell(icon=mark.icon, word=mark.text, role=role)


def _problem_cell(kind: Kind) -> Cell:
    said = _problem(kind)
    role = "danger" if kind.listed and kind.listed.is_active else "warn"
    return BadgesCell(badges=((said, role),) if said else ())


CELLS: Mapping[str, Callable[[Kind], Cell]] = {
    "kind": _name_cell,
    "subject": _subject_cell,
    "channels": _channels_cell,
    "state": _state_cell,
    "problem": _problem_cell,
    "sent": lambda kind: TextCell(text=_count(kind, Standing.SENT), tabular=True, at_end=True),
    "failed": lambda kind: TextCell(text=_count(kind, Standing.FAILED), tabular=True, at_end=True),
    "held": lambda kind: TextCell(text=_count(kind, *HELD), tabular=True, at_end=True),
}
