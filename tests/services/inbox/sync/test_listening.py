# SPDX-License-Identifier: LicenseRef-Desk
"""The connection that only listens."""

from tests.services.inbox.sync.box import mail
from tests.services.inbox.sync.running import Running, until


def test_what_the_server_gets_is_here_without_being_asked_for(boxes, dovecot):
    box = boxes(dovecot)
    box.put(mail("a"))
    with Running(box) as running:
        until(lambda: box.count() == 1 and running.listens)
        box.put(mail("b"))
        until(lambda: box.count() == 2)


def test_connections_that_are_cut_come_back(boxes, dovecot, log_guard):
    box = boxes(dovecot)
    box.put(mail("a"))
    with Running(box) as running:
        until(lambda: running.listens)
        box.hang_up()
        dovecot.kick(box.user)
        box.put(mail("b"))
        until(lambda: box.count() == 2)
