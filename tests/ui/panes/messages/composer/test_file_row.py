# SPDX-License-Identifier: LicenseRef-Desk
"""The files that go with a message."""

from desk.services.inbox import FileRef
from desk.ui.panes.messages.composer.file_row import FileRow


def file(name):
    return FileRef(name=name, media_type="application/pdf", size=120_000, sha256=f"sum of {name}")


def test_each_file_can_be_taken_off(qtbot):
    row = FileRow()
    qtbot.addWidget(row)
    row.show_files([])
    assert row.isHidden()
    row.show_files([file("a.pdf"), file("a-name-that-is-much-too-long-for-a-chip.pdf")])
    assert not row.isHidden()
    assert row._count.text() == "2 of 3"
    assert [chip.remove.accessibleName() for chip in row.chips][0] == "Remove a.pdf"
    row.resize(400, 80)
    assert row.heightForWidth(200) > row.heightForWidth(800)
    assert not row.grab().isNull()
    with qtbot.waitSignal(row.removed) as told:
        row.chips[0].remove.click()
    assert told.args == ["sum of a.pdf"]
    before = row.chips
    row.show_files([file("a.pdf"), file("a-name-that-is-much-too-long-for-a-chip.pdf")])
    assert row.chips is before
