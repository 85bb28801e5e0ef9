# SPDX-License-Identifier: LicenseRef-Desk
"""The table's columns: what a send says in each, and how a whole line is read aloud."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache

from PySide6.QtCore import QObject, Qt

from desk import clock
from desk.models.vocabulary import Channel
from desk.services.delivery import DeliveryRow
from desk.translation import N_, _, language
from desk.ui.panes.sends.look import state_mark, waits_until
from desk.ui.rows_model import Column, RowsModel
from desk.ui.widgets import Cell, ChannelCell, DateCell, StateCell, TextCell
from desk.ui.wording import channel_mark, formats, reason_text

TIME, CUSTOMER, RULE, CHANNEL, STATE, ABOUT = "time", "customer", "rule", "channel", "state", "about"
ADDRESS, ATTEMPTS, REASON, ERROR = "address", "attempts", "reason", "error"

OPTIONAL = (ADDRESS, ATTEMPTS, REASON, ERROR)
"""Hidden until somebody wants them."""
WIDTHS: Mapping[str, int] = {
    TIME: 132,
    CUSTOMER: 154,
    RULE: 196,
    CHANNEL: 96,
    STATE: 218,
    ABOUT: 84,
    ADDRESS: 190,
    ATTEMPTS: 74,
    REASON: 160,
    ERROR: 260,
}
LEAST: Mapping[str, int] = {TIME: 124, CUSTOMER: 116, RULE: 120, CHANNEL: 84, STATE: 150, ABOUT: 64}
"""What the usual columns need at least; what is left over goes to them by WIDTHS."""
DASH = "\u2014"

_TIP = Qt.ItemDataRole.ToolTipRole


class SendRows(RowsModel[DeliveryRow, str]):
    """Sends in a table."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_COLUMNS, lambda row: row.id, parent, sentence)


def cells() -> Mapping[str, Callable[[DeliveryRow], Cell]]:
    """Return what each column paints of a row."""
    return {
        TIME: lambda row: DateCell(text=when(row.created_at)),
        CUSTOMER: lambda row: TextCell(text=row.customer_name or row.address, kind="strong"),
        RULE: lambda row: TextCell(text=row.rule_name),
        CHANNEL: lambda row: _channel_cell(row.channel, channel_mark(row.channel).text),
        STATE: _state_cell,
        ABOUT: lambda row: TextCell(text=row.record_reference or DASH, role="text2", tabular=True),
        ADDRESS: lambda row: TextCell(text=row.address, role="text2"),
        ATTEMPTS: lambda row: TextCell(text=str(row.attempts or ""), role="text2", tabular=True, at_end=True),
        REASON: lambda row: TextCell(text=_reason(row), role="text2"),
        ERROR: lambda row: TextCell(text=row.error, role="text2"),
    }


def sentence(row: DeliveryRow) -> str:
    """Say a whole row."""
    parts = (
        row.customer_name or row.address,
        row.rule_name,
        channel_mark(row.channel).text,
        state_mark(row, clock.now()).text,
        when(row.created_at),
        row.record_reference,
    )
    return ", ".join(part for part in parts if part)


def widths_for(room: int) -> dict[str, int]:
    """Return the widths of the usual columns in a table `room` wide; at most as wide as WIDTHS ask."""
    least = sum(LEAST.values())
    wished = sum(WIDTHS[name] for name in LEAST)
    share = min(max((room - least) / (wished - least), 0.0), 1.0)
    return {name: int(few + (WIDTHS[name] - few) * share) for name, few in LEAST.items()}


def when(at: datetime) -> str:
    """Say when, as shortly as can be understood; kept, for a table asks at every frame."""
    return _when(at, clock.now().astimezone(formats.zone()).date(), formats.zone().key, language())


@lru_cache(maxsize=4096)
def _when(at: datetime, _today: date, _zone: str, _language: str) -> str:
    return formats.moment(at)


@lru_cache(maxsize=64)
def _channel_cell(channel: Channel, word: str) -> ChannelCell:
    return ChannelCell(channel=channel, word=word)


def _state_cell(row: DeliveryRow) -> Cell:
    mark = state_mark(row, clock.now())
    return StateCell(icon=mark.icon, word=mark.text, role=mark.role)


def _state_tip(row: DeliveryRow) -> str:
    due_at = waits_until(row)
    parts = [
        reason_text(row.reason).sentence if row.reason else "",
        row.error,
        _("Leaves {moment}").format(moment=formats.instant(due_at)) if due_at is not None else "",
        _("Settled {moment}").format(moment=formats.instant(row.settled_at)) if row.settled_at else "",
    ]
    return "\n".join(part for part in parts if part)


def _reason(row: DeliveryRow) -> str:
    return reason_text(row.reason).title if row.reason else ""


_COLUMNS: tuple[Column[DeliveryRow], ...] = (
    Column(
        name=TIME,
        header=N_("Time"),
        text=lambda row: when(row.created_at),
        roles={_TIP: lambda row: formats.instant(row.created_at)},
    ),
    Column(name=CUSTOMER, header=N_("Customer"), text=lambda row: row.customer_name or row.address),
    Column(name=RULE, header=N_("Rule"), text=lambda row: row.rule_name),
    Column(name=CHANNEL, header=N_("Channel"), text=lambda row: channel_mark(row.channel).text),
    Column(
        name=STATE,
        header=N_("State"),
        text=lambda row: state_mark(row, clock.now()).text,
        roles={_TIP: _state_tip},
    ),
    Column(name=ABOUT, header=N_("About"), text=lambda row: row.record_reference or DASH),
    Column(name=ADDRESS, header=N_("Address"), text=lambda row: row.address),
    Column(name=ATTEMPTS, header=N_("Attempts"), text=lambda row: str(row.attempts or ""), is_number=True),
    Column(name=REASON, header=N_("Reason"), text=_reason),
    Column(name=ERROR, header=N_("Answer"), text=lambda row: row.error, roles={_TIP: lambda row: row.error}),
)
