# SPDX-License-Identifier: LicenseRef-Desk
"""The process that reads mails: answers in order, small, and gone with its service."""

import multiprocessing
import pickle

from desk.services.inbox.sync import mail_process
from tests.services.inbox.sync.box import mail


def test_it_answers_in_order_until_the_other_side_is_gone():
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=mail_process.serve, args=(theirs,))
    process.start()
    theirs.close()
    assert ours.recv_bytes() == mail_process.READY
    raws = [mail("a"), b"", b"\xff\x00 no mail at all", mail("b")]
    ours.send_bytes(pickle.dumps(raws))
    found = pickle.loads(ours.recv_bytes())
    assert found == mail_process.read_all(raws)
    ours.close()
    process.join(20)
    assert process.exitcode == 0
    process.close()


def test_it_loads_no_tables():
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    looked = (
        "import sys; theirs.send('sqlalchemy' in sys.modules)"  # `serve` travels as it does to the real one
    )
    told = {"theirs": theirs, "serve": mail_process.serve}
    process = context.Process(target=exec, args=(looked, told), name=mail_process.NAME)
    process.start()
    theirs.close()
    assert ours.recv() is False
    process.join(20)
    process.close()
