# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps messages and an engine, for what translates."""

import asyncio

from sqlalchemy import insert

from desk import clock
from desk.models import Conversation, Message, new_id
from desk.models.vocabulary import Author, Channel, Direction, MessageKind
from desk.services.assistants import (
    Engines,
    EngineSettings,
    Translations,
    Translator,
)


def put(db, *texts, direction=Direction.INCOMING, **how):
    """Keep messages; return their ids."""
    ids = [new_id() for _ in texts]

    def work(session):
        now, conversation_id = clock.now(), new_id()
        session.execute(
            insert(Conversation).values(
                id=conversation_id,
                created_at=now,
                updated_at=now,
                channel=Channel.EMAIL,
                last_at=now,
                last_author=Author.CUSTOMER,
            )
        )
        for id_, text in zip(ids, texts, strict=True):
            values = {
                "id": id_, "conversation_id": conversation_id, "search_key": int(id_[-12:], 16), "direction": direction,
                "kind": MessageKind.MESSAGE, "author": Author.CUSTOMER, "at": now, "received_at": now, "text": text, **how,
            }  # fmt: skip
            session.execute(insert(Message).values(**values))

    db.write_now(work)
    return ids


def engine(db, machine, **how):
    chosen = EngineSettings(engine="libretranslate", address=machine.address, **how)
    db.write_now(lambda s: Engines(s).change(chosen))


def ask(db, ids, language="en"):
    return db.write_now(lambda s: Translations(s).ask(ids, language, at=clock.now()))


def of(db, ids, language="en"):
    return db.read_now(lambda s: Translations(s).of(ids, language))


def look(db, worker=None):
    return asyncio.run((worker or Translator(db)).look())
