# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.errors import Refused
from desk.services.assistants import Engines, EngineSettings, engine_ready


@pytest.mark.parametrize(
    ("settings", "places"),
    [
        (EngineSettings(), []),
        (EngineSettings(engine="deepl", has_key=True), []),
        (EngineSettings(engine="deepl"), ["key"]),
        (EngineSettings(engine="libretranslate"), ["address"]),
        (EngineSettings(engine="libretranslate", address="http://localhost:5000"), []),
        (EngineSettings(engine="libretranslate", address="http://mt.example"), ["address"]),
        (EngineSettings(engine="nobody"), ["engine"]),
    ],
)
def test_what_is_wrong(settings, places):
    assert [one.place for one in settings.problems()] == places


def test_kept_and_read_again(any_db):
    assert any_db.read_now(lambda s: Engines(s).get()) == EngineSettings()
    wanted = EngineSettings(engine="deepl", has_key=True, is_automatic=True, language="fr")
    for _ in range(2):
        any_db.write_now(lambda s: Engines(s).change(wanted))
    assert any_db.read_now(lambda s: Engines(s).get()) == wanted
    assert any_db.read_now(engine_ready)
    with pytest.raises(Refused):
        any_db.write_now(lambda s: Engines(s).change(EngineSettings(engine="nobody")))
    assert EngineSettings.from_json({"engine": "deepl", "later": 1}) == EngineSettings(engine="deepl")
