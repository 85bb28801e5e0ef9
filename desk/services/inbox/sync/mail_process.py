# SPDX-License-Identifier: LicenseRef-Desk
"""Runs in a process of its own and reads mails there: what goes wrong here can be killed."""

import contextlib
import logging
import multiprocessing
import pickle
import signal
import sys
import types
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

if multiprocessing.current_process().name == "desk-mail" and "desk.models" not in sys.modules:
    # Known by its name: nothing else is set yet while the function that it is to run is being loaded.
    # Of the models reading needs the vocabulary alone; the tables would cost this process 26 MB and half a second.
    _bare = types.ModuleType("desk.models")
    _bare.__path__ = [str(Path(__file__).parents[3] / "models")]
    sys.modules["desk.models"] = _bare

from desk import memory
from desk.services.inbox.feedback import Feedback, recognise
from desk.services.inbox.filing import Prepared, prepare
from desk.services.inbox.mail import Address, Mail, Part, read_mail
from desk.services.inbox.sync.odd_mail import odd_mail, prepared_plainly
from desk.services.inbox.sync.packing import pack_quickly

log = logging.getLogger(__name__)

NAME = "desk-mail"
"""What the process must be called: see above."""
READY = b"ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A mail, read. mail: without its HTML, "" in its place; nobody needs it before the mail is shown."""

    mail: Mail
    feedback: Feedback
    prepared: Prepared


pack_quickly(Read, Mail, Address, Part, Feedback, Prepared)


def serve(connection: Connection) -> None:
    """Read batches until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    memory.give_back()
    read_all([b"From: a@b.example\r\n\r\n"])  # everything is loaded
    memory.keep_what_is_loaded()
    with contextlib.suppress(EOFError, OSError):  # the service went away: so do we
        connection.send_bytes(READY)
        while True:
            raws: Sequence[bytes] = pickle.loads(connection.recv_bytes())  # noqa: S301 - from our own process
            connection.send_bytes(pickle.dumps(read_all(raws), protocol=5))


def read_all(raws: Sequence[bytes]) -> list[Read]:
    """Read mails one after the other; over which one we stumble, that one is kept as it came."""
    return [_read(raw) for raw in raws]


def _read(raw: bytes) -> Read:
    try:
        mail = read_mail(raw, with_html=False)
        return Read(mail=mail, feedback=recognise(mail, raw), prepared=prepare(mail, raw))
    except Exception:  # whatever it is, this mail alone is odd: no other one waits for it
        log.exception("a mail could not be read; it is kept as it came")
        return unread(raw)


def unread(raw: bytes) -> Read:
    """Return a mail as it came, for one that cannot be read."""
    mail = odd_mail(raw)
    return Read(mail=mail, feedback=Feedback(), prepared=prepared_plainly(mail, raw))
