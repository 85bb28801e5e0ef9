# SPDX-License-Identifier: LicenseRef-Desk
"""The commands of the page of rules, for the menus, the keys and the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desk.translation import N_
from desk.ui.commands import Command, Commands

if TYPE_CHECKING:
    from desk.ui.panes.rules.page import RulesPage


def add_commands(commands: Commands, page: RulesPage) -> None:
    """Offer what can be done on the page."""
    model = page.editor_model

    def do(verb: str) -> Callable[[], None]:
        return lambda: page.verbs.do(verb, page.list.selected(), page.list.new)

    def duplicate() -> None:
        for listed in page.list.selected()[:1]:
            page.deeds.duplicate(listed.id)

    deeds: tuple[tuple[str, str, str, str, Callable[[], object]], ...] = (
        ("new", N_("&New rule…"), "plus", "Ctrl+N", page.list.open_new),
        ("save", N_("&Save the rule"), "check", "Ctrl+S", page.save),
        ("activate", N_("&Activate the rule"), "play", "", model.activate),
        ("pause", N_("&Pause the rule"), "pause", "", model.pause),
        (
            "pause_all",
            N_("Pause &every rule…"),
            "hand-palm",
            "",
            lambda: page.verbs.pause_all(page.rules.state),
        ),
        ("duplicate", N_("&Duplicate the rule"), "copy", "", duplicate),
        ("copy", N_("Copy to &locations…"), "storefront", "", do("copy")),
        ("delete", N_("D&elete for good…"), "trash", "", do("delete")),
    )
    commands.add(
        *(
            Command(
                name=f"rules.{name}",
                label=label,
                icon=icon,
                shortcut=key,
                run=run,
                menu="rules",
                section="keep" if name in ("new", "save") else "deeds",
                page="rules",
            )
            for name, label, icon, key, run in deeds
        )
    )
