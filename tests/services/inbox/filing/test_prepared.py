# SPDX-License-Identifier: LicenseRef-Desk
"""What is made of a mail beforehand is what would be made of it later."""

import hashlib
import pickle
import subprocess
import sys
from dataclasses import replace

from desk.models import Message
from desk.services.inbox import MailSearch, read_mail
from desk.services.inbox.filing import Filing, Lines, prepare
from desk.services.inbox.filing.messages import Messages
from desk.services.inbox.search import texts_of
from tests.services.inbox.builders import NOW, letter
from tests.services.inbox.known_people import rows

FILES = [("photo été.jpg", "image/jpeg", b"x"), ("n" * 300 + ".pdf", "application/pdf", b"y")]


def test_it_is_the_same_as_what_the_tables_give_back(post):
    one = letter(
        "Élodie <elodie@example.org>",
        subject="é" * 1200,
        text="Œuvre\n\n> cité",
        files=FILES,
        cc=["Paul <p@x.org>"],
    )
    made = prepare(read_mail(one.raw), one.raw)
    assert made.preview == "Œuvre"
    assert made.raw_sha256 == hashlib.sha256(one.raw).hexdigest()
    arrival = replace(post.arrival(one), prepared=pickle.loads(pickle.dumps(made)))
    filed = post.db.write_now(lambda s: Filing(s).file([arrival], NOW)).messages[0]
    (document,) = post.db.read_now(lambda s: Messages(s).documents([filed.message_id]))
    assert texts_of(document) == made.texts
    assert len(post.db.read_now(lambda s: MailSearch(s).find("ete"))) == 1
    post.db.write_now(lambda s: Lines(s).remove([filed.message_id], NOW))
    assert post.db.read_now(lambda s: MailSearch(s).find("ete")) == ()


def test_what_stands_on_the_page_beside_a_stub_is_found_and_previewed(post):
    page = "<p>Bonjour, votre vélo est au garage.</p><p>Passez jeudi avec la facture.</p>"
    one = post.arrives("Vélo <shop@example.org>", text="Open this mail in your browser.", html=page)
    (hit,) = post.db.read_now(lambda s: MailSearch(s).find("garage"))
    (row,) = rows(post.db, Message.preview, Message.text, where=Message.header_id == one.header_id)
    assert "garage" in hit.excerpt
    assert row.preview == "Bonjour, votre vélo est au garage. Passez jeudi avec la facture."
    assert row.text.startswith("Bonjour, votre vélo")


def test_it_needs_no_table():
    look = "import sys; from desk.services.inbox.filing import prepare; print([m for m in sys.modules if 'sqlalchemy' in m])"
    done = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
