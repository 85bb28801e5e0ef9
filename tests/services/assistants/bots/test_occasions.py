# SPDX-License-Identifier: LicenseRef-Desk
"""What a bot is shown of a conversation: what was said; never a note."""

from sqlalchemy import update

from desk import clock
from desk.models import Conversation, Message
from desk.models.vocabulary import Author, Direction
from desk.services.assistants import Occasions
from desk.services.assistants.bots.bot import Side
from desk.services.inbox import BotTasks, Line, Lines, read_mail
from desk.services.shop import LocationDraft, Locations
from tests.services.assistants.bots.side import Side as Shop
from tests.services.assistants.bots.side import mail

WEEK = dict.fromkeys(range(7), (("09:00", "18:00"),))


def occasion(session):
    [task] = BotTasks(session).due(clock.now(), 10)
    return Occasions(session).of(task, clock.now())


def question(session):
    return Occasions(session).question(occasion(session), "mots", "fr", clock.now())


def test_notes_are_never_shown(any_db):
    shop = Shop(any_db, "shop@atelier.example")
    shop.bot()
    first = mail(text="Bonjour")
    shop.receive(first)
    conversation_id = shop.conversation.id
    notes = [
        Line(
            conversation_id=conversation_id,
            direction=direction,
            author=Author.OPERATOR,
            at=clock.now(),
            text="Il ne paie jamais",
        )
        for direction in (Direction.NOTE, Direction.SYSTEM)
    ]
    any_db.write_now(lambda s: Lines(s).add(notes, clock.now()))
    any_db.write_now(lambda s: BotTasks(s).finish(_first(s)))
    shop.receive(mail(text="Et le prix ?", In_Reply_To=f"<{read_mail(first).header_id}>"))
    asked = any_db.read_now(question)
    assert [(one.side, one.text.strip()) for one in asked.history] == [(Side.CUSTOMER, "Bonjour")]
    assert (asked.shop_name, asked.hours) == ("Atelier", None)
    found = any_db.read_now(occasion)
    assert found.text.strip() == "Et le prix ?"
    assert found.ours == {"shop@atelier.example"}
    assert found.raw is not None
    assert found.past.person_at is None


def test_what_was_kept_as_it_came_is_not_read_again(any_db):
    shop = Shop(any_db, "shop@atelier.example")
    shop.bot()
    shop.receive(mail(text="Bonjour"))
    odd = {Message.header_id: "sha256:" + Message.raw_sha256 + "@odd"}
    any_db.write_now(lambda s: s.execute(update(Message).values(odd)))
    assert any_db.read_now(occasion).raw is None


def test_a_bot_is_told_nothing_of_anybody_else(any_db):
    shop = Shop(any_db, "shop@atelier.example")
    shop.bot()
    first = mail(text="Mon code est 4711", Cc="paul@client.example")
    shop.receive(first)
    shop.answer(shop.conversation.id, "lea@client.example", "Noté, Léa")
    any_db.write_now(lambda s: BotTasks(s).finish(_first(s)))
    said = read_mail(first).header_id
    shop.receive(mail("paul@client.example", text="Et moi ?", In_Reply_To=f"<{said}>"))
    asked = any_db.read_now(question)
    assert asked.conversation_id == shop.conversation.id
    assert asked.history == ()
    any_db.write_now(lambda s: BotTasks(s).finish(_first(s)))
    shop.receive(mail("LEA@client.example", text="Alors ?", In_Reply_To=f"<{said}>"))
    asked = any_db.read_now(question)
    assert {(one.side, one.text.strip()) for one in asked.history} == {
        (Side.CUSTOMER, "Mon code est 4711"),
        (Side.SHOP, "Noté, Léa"),
    }


def _first(session):
    return BotTasks(session).due(clock.now(), 1)[0].message_id


def test_the_hours_are_those_of_the_conversations_location(db):
    shop = Shop(db, "shop@atelier.example")
    shop.bot()
    shop.receive(mail())

    def work(session):
        Locations(session).create(LocationDraft(name="Un", timezone="Europe/Paris", is_default=True))
        two = Locations(session).create(LocationDraft(name="Deux", timezone="Europe/Paris", opening=WEEK))
        session.execute(update(Conversation).values(location_id=two))

    assert db.read_now(question).hours is None
    db.write_now(work)
    hours = db.read_now(question).hours
    assert hours.next_opening is not None
    assert hours.next_opening.utcoffset() is not None


def test_what_is_gone_is_nothing(db):
    shop = Shop(db, "shop@atelier.example")
    shop.bot()
    shop.receive(mail())
    db.write_now(lambda s: s.execute(update(Conversation).values(deleted_at=clock.now())))
    assert db.read_now(occasion) is None
