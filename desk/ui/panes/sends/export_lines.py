# SPDX-License-Identifier: LicenseRef-Desk
"""Writes sends as lines of a CSV file that French Excel opens as it is; pure."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from desk.services.delivery import DeliveryRow
from desk.translation import _
from desk.ui.wording import channel_mark, delivery_mark, formats, reason_text

BOM = "\ufeff"
"""Tells Excel that the file is UTF-8."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins with one of these would be calculated by a spreadsheet."""
_PHONE = re.compile(r"\+[0-9]{6,15}")
"""A kept telephone number: a sign and digits calculate nothing, and a program that reads the file wants it bare."""
_ADDRESS_AT = 5


def head(described: Sequence[tuple[str, str]], made: str) -> str:
    """Return the first lines: what the file shows, when it was made, the names of the columns."""
    above = [[_("Sends"), made], *([what, value] for what, value in described), []]
    return BOM + _csv(above) + _csv([_titles()])


def lines(rows: Iterable[DeliveryRow]) -> str:
    """Return a line for each send, in order."""
    return _csv((_cells(row) for row in rows), address_at=_ADDRESS_AT)


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet calculates."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _titles() -> list[str]:
    return [
        _("Date"),
        _("Time"),
        _("Customer"),
        _("Rule"),
        _("Channel"),
        _("Address"),
        _("State"),
        _("Reason"),
        _("About"),
        _("Attempts"),
        _("Answer"),
        _("Settled"),
        _("Delivery"),
    ]


def _cells(row: DeliveryRow) -> list[str]:
    here = row.created_at.astimezone(formats.zone())
    settled = row.settled_at.astimezone(formats.zone()) if row.settled_at else None
    return [
        here.strftime("%Y-%m-%d"),
        here.strftime("%H:%M:%S"),
        row.customer_name,
        row.rule_name,
        channel_mark(row.channel).text,
        row.address,
        delivery_mark(row.state, row.reason).text,
        reason_text(row.reason).title if row.reason else "",
        row.record_reference,
        str(row.attempts),
        row.error,
        settled.strftime("%Y-%m-%d %H:%M:%S") if settled else "",
        row.id,
    ]


def _csv(table: Iterable[Sequence[str]], address_at: int = -1) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for cells in table:
        writer.writerow(
            [
                cell if place == address_at and _PHONE.fullmatch(cell) else safe(cell)
                for place, cell in enumerate(cells)
            ]
        )
    return out.getvalue()
