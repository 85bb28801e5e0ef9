# SPDX-License-Identifier: LicenseRef-Desk
"""What is read first, and what later."""

from desk.ui.panes.messages.thread_readings import NEAR, Wanted, near_of, read_thread
from tests.ui.panes.messages.rows import message


def test_the_hasty_reading_has_the_end_and_what_is_new():
    messages = [message(f"m{n}", has_html=True, is_read=n != 20) for n in range(50)]
    near = near_of(messages)
    assert {"m20", "m27", "m42", "m49"} <= near
    assert "m10" not in near
    assert len(near) == 2 * NEAR
    assert len(near_of([message(f"m{n}") for n in range(50)])) == 50


def test_a_long_thread_is_read_in_two_steps(post):
    found = post.mail(html="<p>0</p>", is_read=True)
    for n in range(20):
        post.mail(html=f"<p>{n + 1}</p>", answers=f"<{n}@mail.example>", ago=9 - n / 10, is_read=True)

    def read(**more):
        wanted = Wanted(conversation_id=found, **more)
        return post.db.read_now(lambda session: read_thread(session, wanted))

    hasty, whole = read(is_hasty=True), read()
    assert (hasty.is_partial, whole.is_partial) == (True, False)
    assert [one.id for one in hasty.messages] == [one.id for one in whole.messages]
    last = whole.messages[-1].id
    assert hasty.bodies[last] == whole.bodies[last]
    assert read(limit=5).has_older
    assert post.db.read_now(lambda session: read_thread(session, Wanted(conversation_id="0" * 32))) is None
