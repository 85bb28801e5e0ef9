# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk import __version__
from desk.cli import VERBS


def test_its_version(desk):
    assert desk("--version").out == f"desk {__version__}\n"


def test_help_names_every_verb(desk):
    out = desk("--help").out
    for verb in ("service", "migrate", "demo", "event", "inspect", "doctor"):
        assert verb in out


def test_an_unknown_verb_is_refused_with_the_known_ones(desk):
    said = desk("send-everything")
    assert said.status == 2
    assert "invalid choice: 'send-everything'" in said.error


def test_without_a_display_no_window_opens(desk, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    said = desk()
    assert (said.status, said.out) == (1, "")
    assert "There is no display" in said.error
    assert "desk service" in said.error


def test_an_expected_error_is_a_sentence_and_status_one(desk, place):
    (place.home / "desk.db").write_bytes(b"this is no database at all, not even a little" * 100)
    said = desk("inspect", "customers")
    assert said.status == 1
    assert "damaged" in said.error


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_says_what_it_takes(desk, verb):
    said = desk(verb, "--help")
    assert said.status == 0
    assert f"usage: desk {verb}" in said.out


def test_a_data_folder_that_cannot_be_made(desk, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("DESK_HOME", str(tmp_path / "file" / "home"))
    said = desk("migrate")
    assert said.status == 1
    assert "data folder" in said.error
