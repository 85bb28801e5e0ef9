# SPDX-License-Identifier: LicenseRef-Desk
"""What the composer is about."""

from dataclasses import replace

import pytest

from desk.models.vocabulary import Channel
from desk.services.inbox import DraftContent, FileRef
from desk.ui.panes.messages.composer.state import (
    Letter,
    Surroundings,
    Way,
    first_content,
    on_channel,
)
from tests.ui.panes.messages import rows
from tests.ui.panes.messages.composer.stage import AROUND

SMS = Way(channel=Channel.SMS, address="+33612345678")


@pytest.mark.parametrize(("subject", "reply"), [("Devis", "Re: Devis"), ("AW: Devis", "AW: Devis"), ("", "")])
def test_an_answer_says_so_once(subject, reply):
    content = first_content(rows.card(rows.conversation(subject=subject)), AROUND)
    assert content.subject == reply


def test_where_the_channel_of_the_conversation_is_closed_another_one_is_taken():
    around = Surroundings(ways=(Way(channel=Channel.EMAIL, reason="suppressed"), SMS))
    content = first_content(rows.card(), around)
    assert (content.channel, content.to, content.subject) == (Channel.SMS, "+33612345678", "")
    nowhere = first_content(rows.card(), Surroundings())
    assert (nowhere.channel, nowhere.to) == (Channel.EMAIL, "sophie.bernard@mail.example")


def test_the_mailbox_that_was_not_chosen_is_the_first():
    assert AROUND.box(None).id == "b1"
    assert AROUND.box("b2").is_personal
    assert Surroundings().box("b2") is None


def test_files_or_words_make_a_letter():
    assert Letter(content=DraftContent(text=" \n")).is_empty
    file = FileRef(name="a", media_type="b", size=1, sha256="c")
    assert not Letter(content=DraftContent(files=(file,))).is_empty


def test_a_mail_becomes_an_sms_and_back():
    mail = DraftContent(to="a@b.example", subject="x", text="t", html="<p>t</p>", mailbox_id="b1")
    sms = on_channel(mail, SMS, "Re: y")
    assert sms == DraftContent(channel=Channel.SMS, to="+33612345678", text="t")
    back = on_channel(sms, AROUND.ways[0], "Re: y")
    assert (back.subject, back.to) == ("Re: y", "sophie.bernard@mail.example")
    assert on_channel(replace(mail, subject="own"), AROUND.ways[0], "Re: y").subject == "own"
