# SPDX-License-Identifier: LicenseRef-Desk
"""What can be done with the template that is open: its commands, and mending what the checks found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desk.errors import Problem
from desk.models.identity import VersionId
from desk.services.templates import TemplateCard, TemplateRow, Wording
from desk.translation import N_, _
from desk.ui.commands import Command
from desk.ui.panes import Context
from desk.ui.panes.templates import edits, mending, readings, word_deeds
from desk.ui.panes.templates.places import read_place
from desk.ui.panes.templates.readings import first_wording
from desk.ui.panes.templates.versions_sheet import VersionsSheet

if TYPE_CHECKING:
    from desk.ui.panes.templates.page import TemplatesPage

NAME = "templates"
Row = tuple[str, str, str, str, Callable[[], object]]
"""A command: name, msgid, icon, key, what it does."""
_ABOUT_VIEW = ("lens", "next_person", "insert", "policies")
_NEEDS_OPEN = ("save", "publish", "versions", "reset", "language", "channel", "duplicate", "archive", "lens")


class Deeds(QObject):
    """The commands of the page."""

    def __init__(self, page: TemplatesPage, context: Context) -> None:
        super().__init__(page)
        self._page, self._context = page, context
        self._versions: VersionsSheet | None = None

    def commands(self) -> tuple[Command, ...]:
        """Return what the page offers in menus, by keys and in the palette."""
        return tuple(
            Command(
                name=f"{NAME}.{name}",
                label=label,
                icon=icon,
                shortcut=key,
                run=run,
                menu="file" if name == "new" else "templates",
                section="view" if name in _ABOUT_VIEW else NAME,
                page=NAME,
            )
            for name, label, icon, key, run in (*self._deeds(), *self._views())
        )

    def menu_names(self) -> tuple[str, ...]:
        """Return the commands behind the three dots of the head."""
        names = ("reset", "language", "channel", "duplicate", "archive")
        return tuple(f"{NAME}.{name}" for name in names)

    def enable(self) -> None:
        """Offer only what can be done now."""
        state, offered = self._page.model.state, {one.name for one in self._context.commands.all()}
        if f"{NAME}.new" not in offered:  # the page is being taken down
            return
        for name in _NEEDS_OPEN:
            self._context.commands.action(f"{NAME}.{name}").setEnabled(state.opened is not None)
        has_ready = readings.ready_wording(state.event_kind) is not None
        self._context.commands.action(f"{NAME}.reset").setEnabled(has_ready)
        spoken = state.wording.texts.get(state.channel, {})
        self._context.commands.action(f"{NAME}.language").setEnabled(len(edits.languages(state.wording)) > 1)
        self._context.commands.action(f"{NAME}.channel").setEnabled(
            bool(spoken) and len(state.wording.texts) > 1
        )

    # ------------------------------------------------------------------------------ templates

    def create(self, card: TemplateCard, on_error: Callable[[Exception], None]) -> None:
        """Keep a new template: with the ready texts of its event, else an empty e-mail and an empty SMS."""
        shop = self._page.model.state.shop
        languages = (shop.settings.default_language, *shop.settings.languages)
        wording = first_wording(card.event_kind, dict.fromkeys(edits.CHANNELS, True), languages)
        self._page.library_model.create(card, wording, shop.author, on_error)

    def duplicate(self, row: TemplateRow) -> None:
        """Keep a copy of a template."""
        name = _("{name} (copy)").format(name=row.card.name)
        self._page.library_model.duplicate(row, name, self._page.model.state.shop.author)

    def duplicate_open(self) -> None:
        """Keep a copy of the template that is open."""
        if (opened := self._page.model.state.opened) is not None:
            self._page.keeping.leave(lambda: self.duplicate(opened.row))

    def archive_open(self) -> None:
        """Put the template that is open away."""
        if (opened := self._page.model.state.opened) is not None:
            self._page.library_model.archive(opened.row)

    def rename(self, name: str) -> None:
        """Call the template otherwise."""
        self._describe(name=name)

    def bind(self, event_kind: str) -> None:
        """Bind the template to another event type: its placeholders are others then."""
        self._describe(event_kind=event_kind)

    def _deeds(self) -> tuple[Row, ...]:
        page = self._page
        return (
            ("new", N_("New template…"), "plus", "Ctrl+N", page.start_new),
            ("save", N_("Save the draft"), "check", "Ctrl+S", page.keeping.save),
            ("publish", N_("Publish"), "check-circle", "Ctrl+Shift+P", page.keeping.publish),
            ("versions", N_("Versions…"), "clock-counter-clockwise", "Ctrl+Shift+H", self.show_versions),
            (
                "reset",
                N_("Back to the ready text"),
                "arrow-u-up-left",
                "",
                partial(word_deeds.reset, page.model),
            ),
            (
                "language",
                N_("Take this language away"),
                "translate",
                "",
                partial(word_deeds.remove_language, page.model),
            ),
            (
                "channel",
                N_("Take this channel away"),
                "trash",
                "",
                partial(word_deeds.remove_channel, page.model),
            ),
            ("duplicate", N_("Duplicate the template"), "copy", "Ctrl+D", self.duplicate_open),
            ("archive", N_("Put into the archive"), "archive", "Ctrl+E", self.archive_open),
        )

    def _views(self) -> tuple[Row, ...]:
        page = self._page
        return (
            ("lens", N_("Next lens of the preview"), "eye", "F8", page.preview.next_lens),
            (
                "next_person",
                N_("Show for the next customer"),
                "caret-right",
                "",
                partial(page.preview_model.step, 1),
            ),
            ("insert", N_("Blocks and variables"), "brackets-curly", "", page.show_variables),
            ("policies", N_("When a value is missing"), "brackets-curly", "", page.editor.policies.unfold),
        )

    def _describe(self, **parts: str) -> None:
        if (opened := self._page.model.state.opened) is not None:
            self._page.keeping.describe(replace(opened.row.card, **parts))

    # --------------------------------------------------------------------------------- words

    def mend(self, problem: Problem) -> None:
        """Go to what the checks found, or correct it where that is plain."""
        page, state = self._page, self._page.model.state
        place = read_place(problem.place)
        if problem.code == "may_be_empty":
            page.model.show_part(place.channel, place.language)
            if page.editor.policies.focus(problem.details.get("placeholder", "")):
                return
        if problem.code == "language_missing":
            page.model.show_part(problem.place, problem.details.get("language", ""))
            return
        if problem.code == "unknown_placeholder" and problem.details.get("suggestion"):
            mended = mending.corrected(state.wording, problem)
            if mended is not None:
                page.model.edit(mended, _("Correct a variable"))
        page.editor.jump(problem.place)

    # ------------------------------------------------------------------------------- versions

    def show_versions(self) -> None:
        """Show what the versions say, with what is typed kept first."""
        if self._page.model.state.opened is not None:
            self._page.keeping.leave(self._show_versions)

    def _show_versions(self) -> None:
        self._context.jobs.start(self._read_versions(), self)

    async def _read_versions(self) -> None:
        opened = self._page.model.state.opened
        if opened is None:
            return
        found = await self._context.desk.db.read(
            lambda session: readings.read_versions(session, opened.row.id)
        )
        self.sheet().start(found)

    def sheet(self) -> VersionsSheet:
        """Return the sheet of versions; it is made when it is first wanted."""
        if self._versions is None:
            self._versions = VersionsSheet(self._page)
            self._versions.take_requested.connect(self._on_take)
            self._versions.publish_requested.connect(self._on_publish)
        return self._versions

    def _on_take(self, wording: Wording) -> None:
        self._page.model.edit(edits.normal(wording), _("Take an older version"))
        self._page.model.show_part()

    def _on_publish(self, version_id: str) -> None:
        self._page.keeping.roll_back(VersionId(version_id))
