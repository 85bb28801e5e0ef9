# SPDX-License-Identifier: LicenseRef-Desk
"""The table's rows and columns: what a customer says in each, and how they are read aloud."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desk.models.vocabulary import Channel
from desk.services.preferences import TOPICS
from desk.translation import N_, _
from desk.ui.panes.customers.looks import (
    channels_of,
    consents_text,
    language_text,
    name_of,
    phone_text,
)
from desk.ui.panes.customers.readings import Listed, Shop
from desk.ui.rows_model import Column
from desk.ui.theme import SIZE, Theme
from desk.ui.widgets import BadgesCell, Cell, DateCell, MarksCell, PersonCell, TextCell
from desk.ui.widgets.paint import turned
from desk.ui.wording import formats

NAME, EMAIL, PHONE, LANGUAGE = "name", "email", "phone", "language"
CONSENTS, CONTACT, TAGS, PLACE = "consents", "contact", "tags", "place"

WIDTHS: Mapping[str, int] = {
    NAME: 150,
    EMAIL: 80,
    PHONE: 118,
    LANGUAGE: 74,
    CONSENTS: 118,
    CONTACT: 112,
    TAGS: 86,
    PLACE: 107,
}
"""The least a column needs; wider tables give what is left to the columns of words."""
GROWTH: Mapping[str, int] = {NAME: 4, EMAIL: 5, TAGS: 3, PLACE: 2}
DOT = 12
MAIN = (Channel.EMAIL, Channel.SMS)
"""A dot is full when its topic was agreed to on both, half when on one."""


def widths_for(room: int, hidden: Collection[str] = ()) -> dict[str, int]:
    """Return how wide each column is in a table of `room` pixels; `hidden`: columns that take none."""
    least = {name: width for name, width in WIDTHS.items() if name not in hidden}
    left = max(room - sum(least.values()), 0)
    shares = {name: GROWTH.get(name, 0) for name in least}
    whole = sum(shares.values())
    return {name: width + left * shares[name] // whole for name, width in least.items()}


def columns(shop: Callable[[], Shop]) -> tuple[Column[Listed], ...]:
    """Return the columns."""
    tip = Qt.ItemDataRole.ToolTipRole
    return (
        Column(name=NAME, header=N_("Name"), text=lambda one: name_of(one.row)),
        Column(name=EMAIL, header=N_("Email"), text=lambda one: one.row.email, roles={tip: _email_tip}),
        Column(name=PHONE, header=N_("Mobile"), text=lambda one: phone_text(one.row.phone, shop().country)),
        Column(
            name=LANGUAGE,
            header=N_("Language"),
            text=lambda one: _language(one, shop()),
            roles={tip: lambda one: _language(one, shop())},
        ),
        Column(
            name=CONSENTS,
            header=N_("Consents"),
            text=lambda one: consents_text(one.granted),
            roles={tip: lambda one: consents_text(one.granted).replace(" · ", "\n")},
        ),
        Column(name=CONTACT, header=N_("Last contact"), text=_contact, roles={tip: _contact_tip}),
        Column(
            name=TAGS,
            header=N_("Tags"),
            text=lambda one: ", ".join(one.row.tags),
            roles={tip: lambda one: ", ".join(one.row.tags)},
        ),
        Column(name=PLACE, header=N_("Location"), text=lambda one: shop().place_name(one.row.location_id)),
    )


def cells(shop: Callable[[], Shop]) -> Mapping[str, Callable[[Listed], Cell]]:
    """Return what each column paints of a row."""
    return {
        NAME: lambda one: PersonCell(name=name_of(one.row), second=_company(one)),
        EMAIL: lambda one: TextCell(text=one.row.email),
        PHONE: lambda one: TextCell(text=phone_text(one.row.phone, shop().country), tabular=True),
        LANGUAGE: lambda one: TextCell(text=_tag(one, shop()), role="text2"),
        CONSENTS: _consent_cell,
        CONTACT: lambda one: DateCell(text=_contact(one)),
        TAGS: lambda one: BadgesCell(badges=tuple((tag, "neutral") for tag in one.row.tags)),
        PLACE: lambda one: TextCell(text=shop().place_name(one.row.location_id), role="text2"),
    }


def sentence(one: Listed) -> str:
    """Say a whole row."""
    row = one.row
    parts = (
        name_of(row),
        _company(one),
        row.email,
        phone_text(row.phone) if row.phone else "",
        consents_text(one.granted),
        _("archived") if row.is_archived else "",
    )
    return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentCell(MarksCell):
    """A dot for each topic: full when agreed on email and SMS, its left half for email, its right for SMS."""

    dots: tuple[tuple[bool, bool], ...]

    def paint(self, painter: QPainter, rect: QRect) -> None:
        """Paint into `rect`."""
        theme = Theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = rect.left()
        for by_email, by_sms in self.dots:
            spot = QRect(left, rect.center().y() - DOT // 2 + 1, DOT, DOT)
            spot = turned(painter, rect, spot)
            agreed = by_email or by_sms
            inner = QRectF(spot).adjusted(1, 1, -1, -1)
            if agreed:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("ok"))
                _pie(painter, inner, by_email=by_email, by_sms=by_sms)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("ok" if agreed else "line_strong"), 1.5))
            painter.drawEllipse(inner)
            left += DOT + SIZE.space_s


def _pie(painter: QPainter, spot: QRectF, *, by_email: bool, by_sms: bool) -> None:
    """Fill the halves that stand for channels; sixteenths of a degree, from three o'clock."""
    half = 180 * 16
    if by_email:
        painter.drawPie(spot, 90 * 16, half)
    if by_sms:
        painter.drawPie(spot, -90 * 16, half)


def _consent_cell(one: Listed) -> Cell:
    dots = []
    for topic in TOPICS:
        agreed = channels_of(one.granted, topic.code)
        dots.append((Channel.EMAIL in agreed, Channel.SMS in agreed))
    return ConsentCell(marks=(), dots=tuple(dots))


def _company(one: Listed) -> str:
    row = one.row
    return row.company if row.company != name_of(row) else ""


def _language(one: Listed, shop: Shop) -> str:
    return language_text(one.row.language, shop.default_language)


def _tag(one: Listed, shop: Shop) -> str:
    return (one.row.language or shop.default_language).upper()


def _contact(one: Listed) -> str:
    at = one.row.last_contact_at
    return formats.moment(at) if at is not None else ""


def _contact_tip(one: Listed) -> str:
    at = one.row.last_contact_at
    return formats.instant(at) if at is not None else _("Nothing has been sent yet")


def _email_tip(one: Listed) -> str:
    return one.row.email
