# SPDX-License-Identifier: LicenseRef-Desk
"""A thread as it was read."""

from tests.ui.panes.messages.rows import message, thread, translation


def test_messages_are_found_by_their_id():
    one = message("m1", translation=translation())
    shown = thread(one, message("m2"))
    assert (shown.id, shown.message("m1"), shown.message("m9")) == ("c1", one, None)
    assert shown.translation(one).text == "Can I come tomorrow?"
