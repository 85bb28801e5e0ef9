# SPDX-License-Identifier: LicenseRef-Desk
"""Templates and saved replies are inserted by a slash."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.models.vocabulary import Channel
from desk.ui.panes.messages.composer.snippets import Shelf, Snippet
from tests.ui.frame import until
from tests.ui.panes.messages.composer.conftest import settled

TEXT = "Bonjour {{ client.prenom }},\nla commande {{ order.number }} est prête [[quand]]. {{ order.unknown }}"
READY = Snippet(
    shortcut="retrait", name="Commande prête", saved_id="s1", texts={Channel.EMAIL: {"fr": ("Prête !", TEXT)}}
)
HOURS = Snippet(
    shortcut="horaires", name="Nos horaires", template_id="t1",
    texts={Channel.EMAIL: {"fr": ("", "Nous ouvrons à 9 h.")}},
)  # fmt: skip


def put_on_the_shelf(stage, *snippets):
    inserting = stage.composer.writer.panel.inserting
    inserting._shelf_query.blockSignals(True)  # what the store has comes no more
    inserting.shelf = Shelf(snippets=snippets, language="fr")


def test_a_slash_offers_and_tab_goes_to_the_first_hole(stage, opened, qt_run):
    async def play():
        async with opened(stage):
            put_on_the_shelf(stage, READY, HOURS)
            stage.composer.reply()
            QTest.keyClicks(stage.editor, "/ret")
            await until(lambda: stage.editor.offers.isVisible())
            [offer] = stage.editor.offers.offers()
            assert (offer.title, offer.detail) == ("/retrait", "Commande prête")
            assert offer.preview.startswith("Bonjour Sophie,\nla commande 1042 est prête [[quand]].")
            QTest.keyClick(stage.editor, Qt.Key.Key_Return)
            assert stage.editor.textCursor().selectedText() == "[[quand]]"
            QTest.keyClicks(stage.editor, "demain")
            QTest.keyClick(stage.editor, Qt.Key.Key_Tab)
            assert stage.editor.textCursor().selectedText().startswith("[[")
            text = stage.editor.words()[0]
            assert text.startswith("Bonjour Sophie,\nla commande 1042 est prête demain. [[")
            assert stage.model.state.letter.content.subject == "Re: Réparation vélo – commande 1042"
            await settled(stage)
            assert stage.deeds.used == ["s1"]

    qt_run(play())


def test_a_template_is_remembered(stage, opened, qt_run):
    async def play():
        async with opened(stage):
            put_on_the_shelf(stage, READY, HOURS)
            stage.composer.reply()
            QTest.keyClicks(stage.editor, "Bien. /hor")
            await until(lambda: stage.editor.offers.isVisible())
            QTest.keyClick(stage.editor, Qt.Key.Key_Tab)
            await until(lambda: stage.editor.words()[0] == "Bien. Nous ouvrons à 9 h.")
            assert stage.model.state.letter.content.template_id == "t1"

    qt_run(play())


class Slow:
    """Makes words when a test says so."""

    def __init__(self):
        self.waiting = []

    def make(self, _wanted, then):
        self.waiting.append(then)


async def asked_for_a_template(stage):
    """Choose one whose words take a while; return what makes them."""
    put_on_the_shelf(stage, HOURS)
    slow = Slow()
    stage.composer.writer.panel.inserting.render_by(slow)
    stage.composer.reply()
    QTest.keyClicks(stage.editor, "Bien. /hor")
    await until(lambda: stage.editor.offers.isVisible())
    QTest.keyClick(stage.editor, Qt.Key.Key_Tab)
    return slow


def test_nothing_leaves_while_words_are_on_their_way(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            slow = await asked_for_a_template(stage)
            composer.send()
            await settled(stage)
            assert stage.deeds.sent == []
            assert stage.bar()[0].startswith("The template is still being filled in.")
            slow.waiting.pop()(("", "Nous ouvrons à 9 h."))
            assert stage.bar() == ("", "")
            composer.send()
            await until(lambda: stage.deeds.sent)
            assert stage.deeds.sent[0].content.text == "Bien. Nous ouvrons à 9 h."

    qt_run(play())


def test_words_that_come_late_do_not_land_in_the_next_letter(stage, opened, qt_run):
    async def play():
        async with opened(stage):
            slow = await asked_for_a_template(stage)
            stage.model.release()
            slow.waiting.pop()(("", "Nous ouvrons à 9 h."))
            assert stage.editor.words()[0] == ""
            assert stage.model.state.letter.content.template_id is None
            assert not stage.composer.writer.panel.inserting.is_making

    qt_run(play())


def test_an_empty_shelf_says_so_and_nonsense_hides_the_list(stage, opened, qt_run):
    async def play():
        async with opened(stage):
            put_on_the_shelf(stage)
            stage.composer.reply()
            QTest.keyClicks(stage.editor, "/")
            await until(lambda: stage.editor.offers.isVisible())
            assert stage.editor.offers._nothing.text() == "No saved reply or template yet."
            QTest.keyClicks(stage.editor, "zzz")
            await until(lambda: not stage.editor.offers.isVisible())

    qt_run(play())


def test_a_colon_and_a_name_make_an_emoji(stage, opened, qt_run):
    async def play():
        async with opened(stage):
            stage.composer.reply()
            QTest.keyClicks(stage.editor, "Merci :thumbs")
            await until(lambda: stage.editor.offers.isVisible())
            QTest.keyClick(stage.editor, Qt.Key.Key_Return)
            assert stage.editor.words()[0] == "Merci 👍"

    qt_run(play())


def test_oneself_is_not_mentioned(stage, opened, qt_run):
    async def play():
        async with opened(stage):
            stage.composer.note()
            QTest.keyClicks(stage.editor, "@")
            await until(lambda: stage.editor.offers.isVisible())
            assert [one.title for one in stage.editor.offers.offers()] == ["Julien Lopez"]

    qt_run(play())
