# SPDX-License-Identifier: LicenseRef-Desk
"""What is read first, and what later."""

from desk.ui.panes.messages.thread_readings import Wanted, hasty, read_thread
from tests.ui.panes.messages.rows import message, translation


def test_a_long_thread_is_read_in_two_steps(post):
    found = post.mail(html="<p>0</p>", is_read=True)
    for n in range(20):
        post.mail(
            html=f"<p>{n + 1}</p>" + "<p>x</p>" * 20,
            answers=f"<{n}@mail.example>",
            ago=9 - n / 10,
            is_read=True,
        )

    def read(**more):
        wanted = Wanted(conversation_id=found, **more)
        return post.db.read_now(lambda session: read_thread(session, wanted))

    hasty, whole = read(is_hasty=True), read()
    assert (hasty.is_partial, whole.is_partial) == (True, False)
    assert [one.id for one in hasty.messages] == [one.id for one in whole.messages]
    last = whole.messages[-1].id
    assert hasty.bodies[last] == whole.bodies[last]
    first = whole.messages[0].id
    assert hasty.bodies[first] != whole.bodies[first]
    assert read(limit=5).has_older
    assert post.db.read_now(lambda session: read_thread(session, Wanted(conversation_id="0" * 32))) is None


def test_first_words_are_there_in_both_languages():
    said = hasty(message("m1", "<b>x", translation=translation("<i>" + "y" * 500)))
    assert said.own == "&lt;b&gt;x"
    assert said.translated == "&lt;i&gt;" + "y" * 197
    assert hasty(message("m1")).translated == ""
