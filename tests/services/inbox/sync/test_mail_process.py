# SPDX-License-Identifier: LicenseRef-Desk
"""The process that reads mails: answers in order, small, and gone with its service."""

import multiprocessing
import pickle
import subprocess
import sys

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
    program = """
import multiprocessing, sys
multiprocessing.parent_process = lambda: True
import desk.services.inbox.sync.mail_process as it
it.read_all([b"From: a@b.example\\r\\n\\r\\nx"])
print("sqlalchemy" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
