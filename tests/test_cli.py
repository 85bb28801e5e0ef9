# SPDX-License-Identifier: LicenseRef-Desk
"""The door of the command line; each verb has its own tests in tests/cli."""

import pytest

from desk import __version__
from desk.cli import VERBS, main
from desk.errors import Misconfigured


@pytest.fixture
def desk(capsys):
    """Run `desk ARGUMENTS…`; return its exit status, what it wrote and what it complained of."""

    def run(*arguments):
        try:
            status = main(arguments)
        except SystemExit as end:  # argparse's own
            status = end.code
        out, error = capsys.readouterr()
        return status, out, error

    return run


def test_its_version(desk):
    assert desk("--version") == (0, f"desk {__version__}\n", "")


def test_help_names_every_verb(desk):
    status, out, _ = desk("--help")
    assert status == 0
    for verb in VERBS:
        assert verb in out


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_says_what_it_takes(desk, verb):
    status, out, _ = desk(verb, "--help")
    assert status == 0
    assert f"usage: desk {verb}" in out


def test_an_unknown_verb_is_refused(desk):
    status, out, error = desk("send-everything")
    assert (status, out) == (2, "")
    assert "invalid choice: 'send-everything'" in error


def test_without_a_display_no_window_opens(desk, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    status, out, error = desk()
    assert (status, out) == (1, "")
    assert "There is no display" in error
    assert "desk service" in error


def test_a_data_folder_that_cannot_be_made(desk, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("DESK_HOME", str(tmp_path / "file" / "home"))
    status, _, error = desk("migrate")
    assert status == 1
    assert "data folder" in error
    assert "Traceback" not in error


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (Misconfigured("database_refused"), 1, "desk: The database server refuses the login"),
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(), 0, ""),
    ],
)
def test_how_a_verb_ends(desk, monkeypatch, error, status, words):
    def fail(*_):
        raise error

    monkeypatch.setattr("desk.cli.service.run_migrate", fail)
    found, out, said = desk("migrate")
    assert (found, out) == (status, "")
    assert said.startswith(words)
