# SPDX-License-Identifier: LicenseRef-Desk
"""Names every colour, size and font of the window; no other file holds a colour or a pixel.

Colours are "#RRGGBB". Each `x` with an `x_bg` is a readable text colour on its own quiet ground, and every
pair that is used together keeps a contrast of 4.5 to 1 (3 to 1 for lines and rings); a test measures them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The colours of one look; both looks have the same names."""

    window: str  # ground behind the panes
    rail: str  # navigation and status bar
    surface: str  # panes, fields
    surface2: str  # sub-cards, every second row
    raised: str  # popups, tool tips
    hover: str
    select: str
    line: str  # separators: decoration, never the only mark
    line_strong: str  # borders of inputs, scroll handles
    text: str
    text2: str
    text3: str  # muted, still readable; never below 12 px
    disabled: str
    primary: str
    primary_hover: str
    on_primary: str
    primary_text: str  # links, the active tab
    tint: str  # chips that are on, pills, the active page
    on_tint: str
    focus: str
    note: str  # internal notes
    note_line: str
    on_note: str
    bubble_in: str
    bubble_out: str
    on_bubble: str
    danger: str
    danger_bg: str
    warn: str
    warn_bg: str
    ok: str
    ok_bg: str
    info: str
    info_bg: str
    email: str
    email_bg: str
    sms: str
    sms_bg: str
    letter: str
    letter_bg: str
    chat: str
    chat_bg: str
    push: str
    push_bg: str
    flag: str
    neutral_bg: str


LIGHT = Tokens(
    window="#F1F3F1", rail="#E7EBE8", surface="#FFFFFF", surface2="#F7F9F7", raised="#FFFFFF",
    hover="#EEF2EF", select="#E2F1EE", line="#DCE2DE", line_strong="#7F8B85",
    text="#17211D", text2="#4A5651", text3="#5F6B66", disabled="#98A39E",
    primary="#0B675E", primary_hover="#08564E", on_primary="#FFFFFF", primary_text="#0A5F56",
    tint="#DCEFEB", on_tint="#084A43", focus="#0B675E",
    note="#FFF5D1", note_line="#E3C55E", on_note="#4F3C00",
    bubble_in="#F0F3F1", bubble_out="#DDEFEB", on_bubble="#17211D",
    danger="#B3261E", danger_bg="#FCE9E7", warn="#875200", warn_bg="#FFF0D9",
    ok="#1C6B36", ok_bg="#E1F3E6", info="#1A5A9E", info_bg="#E4EFFA",
    email="#1A5A9E", email_bg="#E4EFFA", sms="#1C6B36", sms_bg="#E1F3E6",
    letter="#875200", letter_bg="#FFF0D9", chat="#6A3DA3", chat_bg="#EFE8F8",
    push="#A8235F", push_bg="#FBE6EF", flag="#B93A08", neutral_bg="#E9EDEA",
)  # fmt: skip

DARK = Tokens(
    window="#141817", rail="#101413", surface="#1B201F", surface2="#202625", raised="#252C2A",
    hover="#262E2B", select="#1C3733", line="#323B38", line_strong="#76837D",
    text="#E7ECEA", text2="#B3BEB9", text3="#98A5A0", disabled="#66716D",
    primary="#4DBFB1", primary_hover="#69D1C4", on_primary="#03211D", primary_text="#6CD3C6",
    tint="#173B36", on_tint="#A5E6DC", focus="#6CD3C6",
    note="#372F12", note_line="#7D6924", on_note="#F4E4AE",
    bubble_in="#272E2C", bubble_out="#183B36", on_bubble="#E7ECEA",
    danger="#FF9B92", danger_bg="#43201D", warn="#F2BC6B", warn_bg="#3B2B12",
    ok="#7FD397", ok_bg="#18341F", info="#8FC1F5", info_bg="#172C42",
    email="#8FC1F5", email_bg="#172C42", sms="#7FD397", sms_bg="#18341F",
    letter="#F2BC6B", letter_bg="#3B2B12", chat="#C9ADF2", chat_bg="#2C2242",
    push="#F5A3C5", push_bg="#411C2D", flag="#FF9E6B", neutral_bg="#2A312F",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Lengths in logical pixels, the same in both looks."""

    space_xs: int = 4
    space_s: int = 8
    space_m: int = 12
    space_l: int = 16
    space_xl: int = 24
    space_xxl: int = 32
    radius_pane: int = 8
    radius_control: int = 6
    radius_bubble: int = 10
    radius_phone: int = 20
    hairline: int = 1
    focus_ring: int = 2
    mark: int = 3  # bar at the left of the selected row
    control: int = 30
    control_inner: int = 28  # a control without its border, as the style sheet counts
    icon_button: int = 30
    chip: int = 26
    badge: int = 20
    pill: int = 26
    clause_tag: int = 82
    switch_width: int = 36
    switch_height: int = 20
    icon_s: int = 14
    icon_m: int = 16
    icon_l: int = 18
    icon_xl: int = 20
    icon_empty: int = 48
    avatar_s: int = 20
    avatar_m: int = 28
    avatar_l: int = 34
    avatar_xl: int = 52
    channel_dot: int = 17
    row: int = 36
    row_compact: int = 30
    row_relaxed: int = 42
    row_two_lines: int = 48
    rule_row: int = 52
    card: int = 78  # a conversation in the list
    card_compact: int = 64
    card_relaxed: int = 92
    card_text: int = 60  # where the words of such a card begin
    count: int = 18
    list_width: int = 348
    list_least: int = 300
    details_width: int = 288
    suggestion_row: int = 28
    header: int = 30
    kpi: int = 52
    bubble_width: int = 450
    phone_width: int = 300
    popup_width: int = 260
    popup_height: int = 320
    toast_width: int = 360
    empty_width: int = 380
    reading_width: int = 620
    scrollbar: int = 10
    scroll_handle: int = 32
    least_target: int = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """How one kind of text is set: height in pixels at factor 1, and weight."""

    px: int
    weight: int = 400
    tracking_px: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """The few kinds of text there are."""

    kpi: TextStyle = TextStyle(px=22, weight=600)
    tile: TextStyle = TextStyle(px=16, weight=600)
    h1: TextStyle = TextStyle(px=18, weight=600)
    h2: TextStyle = TextStyle(px=15, weight=600)
    h3: TextStyle = TextStyle(px=13, weight=600)
    body: TextStyle = TextStyle(px=13)
    strong: TextStyle = TextStyle(px=13, weight=600)
    meta: TextStyle = TextStyle(px=12)
    meta_strong: TextStyle = TextStyle(px=12, weight=600)
    badge: TextStyle = TextStyle(px=11, weight=600)
    overline: TextStyle = TextStyle(px=11, weight=600, tracking_px=1.0)


SIZE = Sizes()
TYPE = Type()
MOTION_MS = 120
