# SPDX-License-Identifier: LicenseRef-Desk
"""What was typed is set aside when it cannot be kept."""

from desk.services.templates import Block, BlockKind, Policy, PolicyKind, Text, Wording
from desk.ui.panes.templates.spare import FOLDER, Spare

SAID = Wording(
    texts={"email": {"fr": Text(subject="É", blocks=(Block(kind=BlockKind.TEXT, text="« a »"),))}},
    policies={"order.item": Policy(kind=PolicyKind.DEFAULT, default="x")},
)


def test_it_is_found_again_until_it_is_dropped(tmp_path):
    spare = Spare(tmp_path)
    spare.keep("t1", SAID)
    assert Spare(tmp_path).find("t1") == SAID
    assert spare.find("t2") is None
    spare.drop("t1")
    spare.drop("t1")
    assert spare.find("t1") is None


def test_a_damaged_file_is_nothing(tmp_path):
    spare = Spare(tmp_path)
    spare.keep("t1", SAID)
    (tmp_path / FOLDER / "t1.json").write_text("{")
    assert spare.find("t1") is None


def test_a_folder_that_cannot_be_made_stops_nobody(tmp_path, log_guard):
    log_guard.expect("could not be set aside")
    (tmp_path / FOLDER).write_text("in the way")
    Spare(tmp_path).keep("t1", SAID)
