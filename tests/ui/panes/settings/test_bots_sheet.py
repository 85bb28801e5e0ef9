# SPDX-License-Identifier: LicenseRef-Desk
"""The bots: made, tried with a sentence, switched on, asked in another order, deleted."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton

from desk import clock
from desk.models.vocabulary import Channel
from desk.services.assistants import BotDraft, Bots
from desk.services.store import Change, Secrets
from tests.services.assistants.answering_machine import AnsweringMachine
from tests.ui.frame import until
from tests.ui.panes.settings.stage import kept

RULES = {
    "rules": [{"words": ["ouvert"], "texts": {"fr": "Du mardi au samedi.", "en": "Tuesday to Saturday."}}]
}


def bots(stage):
    return kept(stage.db, lambda session: Bots(session).page())


def keep(stage, name="Horaires", kind="keyword", settings=RULES, **how):
    draft = BotDraft(name=name, kind=kind, settings=settings, **how)
    return stage.db.write_now(lambda session: Bots(session).create(draft, at=clock.now()), Change.ASSISTANTS)


def test_a_keyword_bot_is_made_and_tried(qt_run, stage):
    async def main():
        async with stage.open():
            sheet = stage.sheet("bots")
            await until(sheet.new.isEnabled)
            sheet.begin_new("new:keyword")
            form = sheet.forms["new:keyword"]
            form.form.field("is_active").editor.click()
            form.save.click()
            await until(lambda: form.form.field("rules").problem())
            rule = form.form.field("rules").editor.cards[0]
            QTest.keyClicks(rule.words, "ouvert, quelle heure")
            rule.texts.body.setPlainText("Du mardi au samedi.")
            QTest.keyClicks(form.trial.sentence, "Vous etes ouvert demain ?")
            form.trial.go.click()
            await until(lambda: form.trial.answer.text() == "Du mardi au samedi.")
            assert bots(stage) == ()  # only tried
            form.save.click()
            await until(lambda: "new:keyword" not in sheet.forms)
            [bot] = bots(stage)
            assert (bot.kind, bot.is_active, bot.channels) == ("keyword", True, (Channel.EMAIL, Channel.SMS))
            assert bot.settings["rules"][0] == {
                "words": ["ouvert", "quelle heure"], "texts": {"fr": "Du mardi au samedi."}, "hands_over": False,
            }  # fmt: skip
            assert sheet.shown == bot.id

    qt_run(main())


def test_one_that_has_nothing_to_say(qt_run, stage):
    async def main():
        keep(stage)
        async with stage.open():
            sheet = stage.sheet("bots")
            await until(lambda: sheet.shown)
            form = sheet.forms[sheet.shown]
            assert form.form.field("rules").editor.cards[0].words.text() == "ouvert"
            QTest.keyClicks(form.trial.sentence, "Bonjour")
            form.trial.go.click()
            await until(lambda: "nothing to say" in form.trial.state.text())

    qt_run(main())


def test_a_bot_of_ones_own_keeps_its_key_in_the_keyring(qt_run, stage):
    async def main(machine):
        async with stage.open():
            sheet = stage.sheet("bots")
            await until(sheet.new.isEnabled)
            sheet.begin_new("new:http")
            form = sheet.forms["new:http"]
            form.form.field("address").set_value(machine.address)
            QTest.keyClicks(form.secret, "s3cret")
            QTest.keyClicks(form.trial.sentence, "Bonjour")
            form.trial.go.click()
            await until(lambda: form.trial.answer.text() == "Bonjour à vous.")
            assert machine.asked[0].headers["authorization"] == "Bearer s3cret"
            form.save.click()
            await until(lambda: "new:http" not in sheet.forms)
            [bot] = bots(stage)
            assert Secrets().get(bot.id) == "s3cret"
            assert bot.settings == {"address": machine.address, "has_key": True}
            again = sheet.forms[bot.id]
            assert again.secret.text() == ""
            QTest.keyClicks(again.trial.sentence, "Encore")
            again.trial.go.click()
            await until(lambda: len(machine.asked) == 2)
            assert machine.asked[1].headers["authorization"] == "Bearer s3cret"

    with AnsweringMachine(lambda asked: (200, {"text": "Bonjour à vous."})) as machine:
        qt_run(main(machine))


def test_a_wrong_address_is_said(qt_run, stage):
    async def main():
        async with stage.open():
            sheet = stage.sheet("bots")
            await until(sheet.new.isEnabled)
            sheet.begin_new("new:openai")
            form = sheet.forms["new:openai"]
            for name, value in {"address": "http://bot.example/v1", "model": "m", "prompt": "p"}.items():
                form.form.field(name).set_value(value)
            QTest.keyClicks(form.trial.sentence, "Bonjour")
            form.trial.go.click()
            await until(lambda: "https://" in form.trial.state.text())
            form.form.field("is_active").editor.click()
            form.save.click()
            await until(lambda: form.form.field("address").problem())
            assert bots(stage) == ()

    qt_run(main())


def test_order_and_health(qt_run, stage):
    async def main():
        first, second = keep(stage, "Un"), keep(stage, "Deux", is_active=True)
        stage.db.write_now(
            lambda s: Bots(s).note_health(second, "bot_busy", at=clock.now()), Change.ASSISTANTS
        )
        async with stage.open():
            sheet = stage.sheet("bots")
            await until(lambda: sheet.shown == first)
            assert [sheet.card(row).badge for row in sheet.rows.rows] == ["Off", "Not answering"]
            sheet.later.click()
            await until(lambda: [row.id for row in sheet.rows.rows] == [second, first])
            sheet.open(second)
            assert not sheet.forms[second].health.isHidden()

    qt_run(main())


def test_a_bot_is_deleted_after_a_question(qt_run, stage):
    async def main():
        keep(stage, "Horaires")
        async with stage.open():
            sheet = stage.sheet("bots")
            await until(lambda: sheet.shown)
            sheet.forms[sheet.shown].delete.click()
            [dialog] = [one for one in sheet.findChildren(QDialog) if one.isVisible()]
            button = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Delete the bot")
            button.click()
            await until(lambda: bots(stage) == ())
            await until(lambda: stage.said())

    qt_run(main())
