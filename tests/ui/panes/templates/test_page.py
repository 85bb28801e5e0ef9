# SPDX-License-Identifier: LicenseRef-Desk
"""The page as a whole: links to it, its docks, its names for those who listen, French."""

import psutil
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from tests.ui.frame import spoken, until
from tests.ui.panes.templates.stage import WIDE


def nameless(root):
    """Return the visible widgets that take the keyboard and say nothing of themselves."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        if widget.focusProxy() is not None:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


def test_a_link_shows_the_template_its_channel_and_language(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        stage.page.library_model.search("zzz")
        stage.page.reveal(template_id=shop.quote, channel="sms", language="en")
        await until(lambda: stage.state.opened is not None)
        assert (stage.state.channel, stage.state.language) == ("sms", "en")
        await until(lambda: stage.page.library.current() is not None)
        assert stage.page.library.current().id == shop.quote

    on_stage(scene)


def test_a_link_into_the_open_template_shows_its_other_text(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.quote)
        assert stage.state.channel == "email"
        stage.page.reveal(template_id=shop.quote, channel="sms")
        assert stage.state.channel == "sms"
        stage.page.reveal(template_id=shop.quote)
        assert stage.state.channel == "sms"

    on_stage(scene)


def test_the_template_that_was_open_is_open_again(shop, on_stage):
    async def first(stage):
        await stage.ready()
        stage.page.library.select(shop.quote)
        await until(lambda: stage.state.opened is not None)

    async def second(stage):
        await until(lambda: stage.state.opened is not None)
        assert stage.state.opened.row.id == shop.quote

    on_stage(first)
    on_stage(second)


def test_everything_has_a_name(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        stage.page.editor.policies.unfold()
        assert nameless(stage.page) == []
        stage.page.show_variables()
        stage.model.show_part(channel="sms")
        assert nameless(stage.page) == []

    on_stage(scene, WIDE)


def test_french_is_whole(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        with spoken("fr"):
            assert stage.page.library_dock.windowTitle() == "Modèles"
            assert stage.page.preview_dock.windowTitle() == "Aperçu"
            assert stage.page.vocabulary.entries()[0].label == "Prénom"
            assert stage.page.editor.mail.subject.accessibleName() == "Objet"

    on_stage(scene)


def test_the_worker_ends_with_the_page(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.ready)
        await until(lambda: stage.page.preview_model.state.rendering is not None, 30)
        worker = stage.page.preview_model.renderer._all[0]._process.pid
        stage.window.pages.detach()
        await until(lambda: not psutil.pid_exists(worker) or not psutil.Process(worker).is_running(), 20)
        stage.enter()

    on_stage(scene, WIDE)
