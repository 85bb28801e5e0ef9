# SPDX-License-Identifier: LicenseRef-Desk
"""What is asked for is kept, notes never are."""

from sqlalchemy import select, update

from desk.models import Message, Translation
from desk.models.vocabulary import Direction, MessageKind
from tests.services.assistants.translating.shelf import ask, of, put


def test_notes_and_system_lines_never_leave(db):
    notes = put(db, "Ce client ne paie jamais", direction=Direction.NOTE)
    lines = put(db, "x", direction=Direction.SYSTEM)
    reports = put(db, "bounce", kind=MessageKind.BOUNCE)
    assert ask(db, [*notes, *lines, *reports]) == 0
    assert db.read_now(lambda s: s.scalar(select(Translation.id))) is None


def test_a_message_that_is_gone_takes_its_translation_with_it(any_db):
    ids = put(any_db, "Bonjour")
    ask(any_db, ids)
    any_db.write_now(lambda s: s.execute(update(Message).values(text="")))
    any_db.write_now(lambda s: [s.delete(one) for one in s.scalars(select(Message))])
    assert of(any_db, ids) == {}
