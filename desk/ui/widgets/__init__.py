# SPDX-License-Identifier: LicenseRef-Desk
"""The small parts all panes are made of."""

from desk.ui.widgets.avatar import CHANNEL_MARKS, Avatar
from desk.ui.widgets.badge import Badge, ClauseTag, StateLabel
from desk.ui.widgets.buttons import IconButton, LinkButton, PrimaryButton, SecondaryButton
from desk.ui.widgets.cell_delegate import CellDelegate
from desk.ui.widgets.cells import (
    BadgesCell,
    Cell,
    ChannelCell,
    DateCell,
    MarksCell,
    PersonCell,
    StateCell,
    TextCell,
    TwoLineCell,
)
from desk.ui.widgets.check_list import CheckItem, CheckList
from desk.ui.widgets.chips import ChipRow, FilterChip
from desk.ui.widgets.desk_table import DeskTable
from desk.ui.widgets.empty_state import EmptyState, IconMark
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.form import Form
from desk.ui.widgets.form_field import FormField
from desk.ui.widgets.html_view import HtmlView, register_scheme, steady
from desk.ui.widgets.info_bar import InfoBar, announce
from desk.ui.widgets.kpi_tile import KpiTile
from desk.ui.widgets.labels import ElidedText, RichText, SectionLabel, Text
from desk.ui.widgets.list_card import CardDelegate, CardList, ListCard
from desk.ui.widgets.page_header import PageHeader
from desk.ui.widgets.phone_bubble import PhoneBubble
from desk.ui.widgets.pill import Pill
from desk.ui.widgets.pill_popup import Option, PillPopup
from desk.ui.widgets.plain_view import PlainView
from desk.ui.widgets.progress_pill import ProgressPill
from desk.ui.widgets.roving import Roving
from desk.ui.widgets.search_field import SearchField
from desk.ui.widgets.segments import Segments
from desk.ui.widgets.surfaces import Card, Divider, Pane
from desk.ui.widgets.switch import Switch
from desk.ui.widgets.toast import Toast, ToastStack
from desk.ui.widgets.trace_list import TraceList, TraceStep

__all__ = [
    "CHANNEL_MARKS",
    "Avatar",
    "Badge",
    "BadgesCell",
    "Card",
    "CardDelegate",
    "CardList",
    "Cell",
    "CellDelegate",
    "ChannelCell",
    "CheckItem",
    "CheckList",
    "ChipRow",
    "ClauseTag",
    "DateCell",
    "DeskTable",
    "Divider",
    "ElidedText",
    "EmptyState",
    "FilterChip",
    "FlowLayout",
    "Form",
    "FormField",
    "HtmlView",
    "IconButton",
    "IconMark",
    "InfoBar",
    "KpiTile",
    "LinkButton",
    "ListCard",
    "MarksCell",
    "Option",
    "PageHeader",
    "Pane",
    "PersonCell",
    "PhoneBubble",
    "Pill",
    "PillPopup",
    "PlainView",
    "PrimaryButton",
    "ProgressPill",
    "RichText",
    "Roving",
    "SearchField",
    "SecondaryButton",
    "SectionLabel",
    "Segments",
    "StateCell",
    "StateLabel",
    "Switch",
    "Text",
    "TextCell",
    "Toast",
    "ToastStack",
    "TraceList",
    "TraceStep",
    "TwoLineCell",
    "announce",
    "register_scheme",
    "steady",
]
