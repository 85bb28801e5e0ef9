# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import Channel, DraftKind
from desk.services.delivery import WrittenContent
from desk.services.inbox import DraftContent, FileRef
from desk.services.inbox.writing.letters import (
    Envelope,
    Writer,
    draft_again,
    page_of,
    written,
)

FILES = (FileRef(name="a.pdf", media_type="application/pdf", size=1, sha256="0" * 64),)
CONTENT = st.builds(
    DraftContent,
    channel=st.just(Channel.EMAIL),
    to=st.just("zoe@kunde.example"),
    cc=st.lists(st.sampled_from(["a@x.example", "b@x.example"]), max_size=2, unique=True).map(tuple),
    subject=st.text(max_size=20),
    text=st.text(max_size=50),
    html=st.sampled_from(["", "<b>x</b>"]),
    files=st.sampled_from([(), FILES]),
    mailbox_id=st.sampled_from([None, "m"]),
    template_id=st.sampled_from([None, "t"]),
)
TRANSLATED = st.tuples(CONTENT, st.sampled_from(["", "Hello"])).map(
    lambda one: (
        replace(one[0], translated=one[1], translated_of=one[0].text.strip(), translated_into="en")
        if one[1] and one[0].text.strip()
        else one[0]
    )
)


@given(TRANSLATED, st.sampled_from([DraftKind.REPLY, DraftKind.NEW]), st.text(max_size=12))
def test_nothing_that_was_typed_is_lost_on_the_way_there_and_back(content, kind, signature):
    writer = Writer(name="Camille", signature=signature)
    message = written(content, kind, writer, Envelope(subject="Re: x"))
    assert signature.strip() in message.text
    kept = WrittenContent.from_json(message.as_json())
    assert draft_again(kept) == (kind, content)


def test_a_fragment_becomes_a_page():
    assert page_of("<p>x</p>").startswith("<!DOCTYPE html>")
    assert page_of(" ") == " "
    assert page_of("<html>x</html>") == "<html>x</html>"
