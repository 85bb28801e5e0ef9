# SPDX-License-Identifier: LicenseRef-Desk
"""The head and the bar of a page of settings."""

from PySide6.QtWidgets import QLineEdit

from desk.errors import Unavailable
from desk.services.shop import Deed
from desk.ui.panes.settings.chapters import CHAPTERS
from desk.ui.panes.settings.sheet import Group, Sheet, scrolled
from tests.ui.frame import spoken, until


def test_a_failure_to_read_is_said_with_its_verb_until_it_works_again(qtbot):
    sheet = Sheet("Shop", "Name, languages, money")
    qtbot.addWidget(sheet)
    sheet.retranslate()
    sheet.show_error(Unavailable("database_away"))
    assert "cannot be reached" in sheet.bar._text.text()
    with qtbot.waitSignal(sheet.retry_requested):
        sheet.bar._verb.click()
    sheet.show_error(None)
    assert sheet.bar.isHidden()


def test_it_speaks_the_language(qtbot):
    sheet = Sheet("Shop", "Name, languages, money")
    qtbot.addWidget(sheet)
    group = Group("Who you are")
    scrolled(sheet.body).addWidget(group)
    with spoken("fr"):
        group.retranslate()
        assert sheet.header._title.text() == "Boutique"
        assert group._title.text() == "Qui vous êtes"


VIEWER = frozenset(map(str, Deed)) - {"read"}
AGENT = frozenset({"edit_shop", "edit_accounts", "edit_staff", "edit_saved_replies", "go_live"})


def test_a_viewer_reads_the_settings_and_is_told_whose_they_are(qt_run, stage):
    async def main():
        async with stage.open() as page:
            staff = stage.sheet("staff")
            await until(lambda: staff.shown)
            assert staff.note.isHidden()
            stage.commands.rights.take(VIEWER)
            assert staff.note._text.text() == "Only the owner may change the staff."
            form = staff.forms[staff.shown]
            assert not form.form.field("name").editor.isEnabled()
            assert not form.save.isEnabled()
            assert not staff.new.isEnabled()
            assert staff.list.isEnabled()
            with spoken("fr"):
                assert staff.note._text.text() == "Seul le propriétaire peut modifier l’équipe."
            for chapter in CHAPTERS:
                sheet = stage.sheet(chapter.name)
                assert sheet.note.isHidden() is (not chapter.deed)
                assert page._stack.currentWidget() is sheet
            assert stage.sheet("general").language.isEnabled()
            assert not stage.sheet("trial").live.isEnabled()
            stage.commands.rights.take(frozenset())
            assert staff.note.isHidden()
            assert form.form.field("name").editor.isEnabled()
            assert staff.new.isEnabled()

    qt_run(main())


def test_an_agent_changes_saved_replies_and_reads_the_rest(qt_run, stage):
    async def main():
        stage.commands.rights.take(AGENT)
        async with stage.open():
            held = [chapter.name for chapter in CHAPTERS if not stage.sheet(chapter.name).note.isHidden()]
            assert held == ["shop", "locations", "mailboxes", "accounts", "staff", "bots", "translation"]
            await until(stage.sheet("replies").new.isEnabled)
            shop = stage.sheet("shop")
            assert not any(one.isEnabled() for one in shop.findChildren(QLineEdit))

    qt_run(main())
