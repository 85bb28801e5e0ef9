# SPDX-License-Identifier: LicenseRef-Desk
"""Where the data lie, and that nobody else reads them."""

import json
import os
import stat
import subprocess
import sys

import pytest

from desk import config

pytestmark = pytest.mark.skipif(os.name != "posix", reason="files have no such modes there")


def modes(home):
    return {file.name: stat.S_IMODE(file.stat().st_mode) for file in home.iterdir() if file.is_file()}


def desk(home, *words):
    return subprocess.run(
        [sys.executable, "-c", "import sys; from desk.cli import main; sys.exit(main())", *words],
        env={**os.environ, "DESK_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
        umask=0o022,
    )


def test_a_folder_that_desk_makes_is_its_owners(tmp_path):
    place = config.at(tmp_path / "new")
    assert stat.S_IMODE(place.home.stat().st_mode) == config.PRIVATE
    assert not config.is_open_to_others(place.home)


def test_in_a_folder_that_was_there_the_files_are_their_owners_all_the_same(tmp_path):
    home = tmp_path / "there"
    home.mkdir(mode=0o755)
    desk(home, "migrate")
    found = modes(home)
    assert {"desk.db", "desk.log"} & found.keys()
    assert all(mode & 0o077 == 0 for mode in found.values()), found
    said = desk(home, "doctor", "--json").stdout.splitlines()
    folder = next(one for one in map(json.loads, said) if one["what"] == "Data folder")
    assert (folder["state"], "chmod 700" in folder["words"]) == ("warning", True)


def test_files_that_were_left_open_are_closed_and_links_left_alone(tmp_path):
    home, elsewhere = tmp_path / "old", tmp_path / "elsewhere.txt"
    home.mkdir(mode=0o755)
    elsewhere.write_text("of somebody else")
    elsewhere.chmod(0o644)
    for name in ("desk.db", "desk.db-wal", "desk.log", "desk.log.1", "notes.txt"):
        (home / name).write_text("x")
        (home / name).chmod(0o664)
    (home / "desk.link").symlink_to(elsewhere)
    config.at(home, makes_folder=False)
    assert modes(home)["desk.db"] == 0o664
    config.at(home)
    found = modes(home)
    assert {found[name] for name in ("desk.db", "desk.db-wal", "desk.log", "desk.log.1")} == {0o600}
    assert found["notes.txt"] == 0o664
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o644
