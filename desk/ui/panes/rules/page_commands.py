# SPDX-License-Identifier: LicenseRef-Desk
"""The commands of the page of rules, for the menus, the keys and the palette."""

from __future__ import annotations

from collections.abc import Callable

from desk.translation import N_
from desk.ui.commands import Command, Commands
from desk.ui.panes.rules.parts import Parts


def add_commands(commands: Commands, parts: Parts) -> None:
    """Offer what can be done on the page."""
    model = parts.editor_model

    def do(verb: str) -> Callable[[], None]:
        return lambda: parts.verbs.do(verb, parts.list.selected(), parts.list.new)

    def duplicate() -> None:
        for listed in parts.list.selected()[:1]:
            parts.deeds.duplicate(listed.id)

    deeds: tuple[tuple[str, str, str, str, Callable[[], object]], ...] = (
        ("new", N_("&New rule…"), "plus", "Ctrl+N", parts.list.open_new),
        ("save", N_("&Save the rule"), "check", "Ctrl+S", model.save),
        ("activate", N_("&Activate the rule"), "play", "", model.activate),
        ("pause", N_("&Pause the rule"), "pause", "", model.pause),
        (
            "pause_all",
            N_("Pause &every rule…"),
            "hand-palm",
            "",
            lambda: parts.verbs.pause_all(parts.rules.state),
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
