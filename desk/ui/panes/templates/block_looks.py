# SPDX-License-Identifier: LicenseRef-Desk
"""How each kind of block is called and drawn."""

from collections.abc import Mapping

from desk.services.templates import BlockKind
from desk.translation import N_, _

_LOOKS: Mapping[BlockKind, tuple[str, str]] = {
    BlockKind.HEADING: ("text-b", N_("Heading")),
    BlockKind.TEXT: ("text-t", N_("Text")),
    BlockKind.BUTTON: ("cursor-click", N_("Button")),
    BlockKind.IMAGE: ("image", N_("Image")),
    BlockKind.DIVIDER: ("minus", N_("Divider")),
    BlockKind.LINES: ("table", N_("Table of lines")),
    BlockKind.CONDITIONAL: ("funnel-simple", N_("Conditional block")),
}
MIME = "application/x-desk-block-kind"
"""What a block is dragged as: its kind, in UTF-8."""


def icon_of(kind: BlockKind) -> str:
    """Return the icon of a kind."""
    return _LOOKS[kind][0]


def name_of(kind: BlockKind) -> str:
    """Say a kind."""
    return _(_LOOKS[kind][1])
