# SPDX-License-Identifier: LicenseRef-Desk
"""What is written in a conversation that is opened."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject

from desk.models.vocabulary import Channel, DraftKind
from desk.services.inbox import DraftContent, FileRef
from desk.ui.jobs import Jobs
from desk.ui.panes.messages.composer.letters import Letters
from desk.ui.panes.messages.composer.recalling import blank, place_of, recalled, written
from desk.ui.panes.messages.composer.state import Letter, State, Way
from tests.ui.panes.messages import rows
from tests.ui.panes.messages.composer.stage import AROUND, FakeDeeds

FILE = FileRef(name="plan.pdf", media_type="application/pdf", size=3, sha256="x")
UNREAD = State(card=rows.card(), customer_id="k1", newest_id="m1")
READ = replace(UNREAD, around=AROUND, is_read=True)


@pytest.fixture
def letters(qapp, qt_run):
    owner = QObject()
    yield Letters(Jobs(owner), FakeDeeds(), owner)
    owner.deleteLater()


def typed_early(letters, **content):
    """Type an answer before anything was read."""
    letter = Letter(kind=DraftKind.REPLY, content=DraftContent(**content))
    letters.change(("c1", DraftKind.REPLY), letter, place_of(UNREAD))
    return letter


def test_nobody_is_written_to_before_what_is_known_of_them_is_read(letters):
    assert written(letters, UNREAD, DraftKind.REPLY).content.to == ""
    assert written(letters, READ, DraftKind.REPLY) == blank(READ, DraftKind.REPLY)
    assert blank(READ, DraftKind.REPLY).content.to == "sophie.bernard@mail.example"


def test_what_was_typed_early_is_addressed_with_all_that_goes_with_it(letters):
    typed_early(letters, text="Oui", files=(FILE,), subject="Mon sujet", translated_into="ja")
    content = recalled(letters, READ, ()).content
    assert content.to == "sophie.bernard@mail.example"
    assert (content.text, content.files, content.subject, content.translated_into) == (
        "Oui", (FILE,), "Mon sujet", "ja",
    )  # fmt: skip


def test_so_it_is_where_one_has_gone_to_the_note_meanwhile(letters):
    typed_early(letters, text="Oui")
    on_note = replace(READ, letter=Letter(kind=DraftKind.NOTE))
    assert recalled(letters, on_note, ()).content == DraftContent()
    assert written(letters, on_note, DraftKind.REPLY).content.to == "sophie.bernard@mail.example"


def test_a_note_has_no_address_and_keeps_its_names(letters):
    note = Letter(kind=DraftKind.NOTE, content=DraftContent(text="@Julien", mentions=("o2",)))
    letters.change(("c1", DraftKind.NOTE), note, place_of(UNREAD))
    assert recalled(letters, replace(READ, letter=note), ()).content == note.content


def test_an_sms_that_was_typed_early_has_no_marks(letters):
    typed_early(letters, text="Oui", html="<b>Oui</b>")
    ways = (Way(channel=Channel.SMS, address="+33612345678"),)
    content = recalled(letters, replace(READ, around=replace(AROUND, ways=ways)), ()).content
    assert (content.channel, content.html) == (Channel.SMS, "")
