# SPDX-License-Identifier: LicenseRef-Desk
"""The engine as the page sees it."""

from desk.services.assistants import EngineSettings
from desk.ui.panes.settings.translation_model import Typed
from tests.services.assistants.answering_machine import AnsweringMachine, libre
from tests.ui.frame import until


def test_tried_saved_refused(qt_run, stage):
    async def main(machine):
        async with stage.open():
            model = stage.sheet("translation").model
            saved, refused, tried, failed = [], [], [], []
            model.saved.connect(lambda: saved.append(1))
            model.refused.connect(refused.append)
            model.tried.connect(tried.append)
            model.failed.connect(failed.append)
            await until(lambda: model.state.kept is not None)
            chosen = EngineSettings(engine="libretranslate", address=machine.address)
            model.try_out(Typed(settings=chosen))
            await until(lambda: tried)
            model.save(Typed(settings=chosen))
            await until(lambda: saved)
            assert model.state.kept.settings == chosen
            model.save(Typed(settings=EngineSettings(engine="deepl")))
            await until(lambda: refused)
            model.try_out(Typed(settings=EngineSettings(engine="libretranslate", address="http://x.example")))
            await until(lambda: failed)
            model.try_out(Typed(settings=chosen))
            model.cancel()

    with AnsweringMachine(libre()) as machine:
        qt_run(main(machine))


def test_what_is_typed_shows_no_key():
    assert "geheim" not in repr(Typed(settings=EngineSettings(), key="geheim"))
