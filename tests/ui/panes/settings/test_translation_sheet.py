# SPDX-License-Identifier: LicenseRef-Desk
"""The engine: chosen, tried, kept with its key."""

from PySide6.QtTest import QTest

from desk.services.assistants import Engines, EngineSettings
from desk.services.store import Change, Secrets
from tests.services.assistants.answering_machine import AnsweringMachine, libre
from tests.ui.frame import until
from tests.ui.panes.settings.stage import kept


def settings(stage):
    return kept(stage.db, lambda session: Engines(session).get())


def test_an_engine_is_tried_and_kept(qt_run, stage):
    async def main(machine):
        async with stage.open():
            sheet = stage.sheet("translation")
            form = sheet.form
            await until(lambda: sheet.model.state.kept is not None)
            assert not form.test.isEnabled()
            assert form.form.field("address").isHidden()
            form.engine.choose("libretranslate")
            assert not form.form.field("address").isHidden()
            form.test.click()
            assert form.form.field("address").problem()
            form.form.field("address").set_value(machine.address)
            QTest.keyClicks(form.secret, "k1")
            form.test.click()
            await until(lambda: "BONJOUR" in form.result._text.text())
            assert machine.asked[0].body["api_key"] == "k1"
            form.save.click()
            await until(lambda: settings(stage).engine == "libretranslate")
            await until(lambda: not form.is_touched)
            assert settings(stage) == EngineSettings(
                engine="libretranslate", address=machine.address, has_key=True
            )
            assert Secrets().get("translation") == "k1"
            assert form.secret.text() == ""

    with AnsweringMachine(libre()) as machine:
        qt_run(main(machine))


def test_a_refused_key_is_said(qt_run, stage):
    async def main(machine):
        async with stage.open():
            sheet = stage.sheet("translation")
            await until(lambda: sheet.model.state.kept is not None)
            form = sheet.form
            form.engine.choose("deepl")
            form.save.click()
            await until(lambda: form.form.field("key").problem())
            form.form.field("address").set_value(machine.address)
            QTest.keyClicks(form.secret, "wrong")
            form.test.click()
            await until(lambda: "refuses the key" in form.result._text.text())
            assert settings(stage).engine == ""

    with AnsweringMachine(lambda asked: (403, {"message": "Forbidden"})) as machine:
        qt_run(main(machine))


def test_what_is_typed_can_be_discarded(qt_run, stage):
    async def main():
        chosen = EngineSettings(engine="libretranslate", address="http://localhost:5000", is_automatic=True)
        stage.db.write_now(lambda session: Engines(session).change(chosen), Change.ASSISTANTS)
        async with stage.open():
            sheet = stage.sheet("translation")
            form = sheet.form
            await until(lambda: form.engine.key() == "libretranslate")
            assert not form.form.field("language").isHidden()
            QTest.keyClicks(form.form.field("address").editor, "/x")
            assert sheet.unsaved() == 1
            form.discard.click()
            assert form.text("address") == "http://localhost:5000"
            assert sheet.unsaved() == 0

    qt_run(main())
