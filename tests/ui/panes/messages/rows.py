# SPDX-License-Identifier: LicenseRef-Desk
"""Makes conversations, messages and threads out of nothing, for what only thinks or paints."""

from datetime import UTC, datetime, timedelta

from desk.models.vocabulary import (
    Author,
    Channel,
    ConversationState,
    DeliveryState,
    Direction,
    MessageKind,
    TranslationState,
)
from desk.services.inbox import (
    AttachmentRow,
    ConversationCard,
    ConversationRow,
    DeliveryLook,
    MessageRow,
    TranslationRow,
)
from desk.ui.panes.messages.thread import Body, Thread

NOW = datetime(2026, 11, 25, 14, 33, tzinfo=UTC)
CAMILLE, JULIEN = "o1", "o2"
STAFF = {CAMILLE: "Camille Martin", JULIEN: "Julien Lopez"}


def at(time, days=0):
    """Return an instant of today, or of so many days ago: at("14:32")."""
    hour, minute = map(int, time.split(":"))
    return NOW.replace(hour=hour, minute=minute) - timedelta(days=days)


def conversation(id_="c1", **more):
    """Return one line of the list."""
    values = {
        "version": 1, "subject": "Réparation vélo – commande 1042", "channel": Channel.EMAIL,
        "state": ConversationState.IN_PROGRESS, "customer_id": "k1", "name": "Sophie Bernard",
        "address": "sophie.bernard@mail.example", "record_id": None, "location_id": None, "mailbox_id": "b1",
        "last_at": at("14:32"), "last_author": Author.CUSTOMER, "preview": "Merci ! Est-ce que je peux passer ?",
        "unread": 0, "message_count": 4, "is_flagged": False, "has_attachment": False, "waiting_since": None,
        "snoozed_until": None, "tags": (), "assignee_ids": (), "language": "fr", "bot_id": None,
        "bot_blocked_until": None, "has_draft": False, "has_failure": False,
    }  # fmt: skip
    return ConversationRow(id=id_, **{**values, **more})


def card(row=None, **more):
    """Return one conversation with what its head shows."""
    values = {"record_choices": (), "follower_ids": (), "merged_into": None}
    return ConversationCard(row=row or conversation(), **{**values, **more})


def message(id_="m1", text="Bonjour,", **more):
    """Return one of the customer's mails."""
    values = {
        "conversation_id": "c1", "direction": Direction.INCOMING, "kind": MessageKind.MESSAGE,
        "channel": Channel.EMAIL, "author": Author.CUSTOMER, "operator_id": None, "rule_id": None, "bot_id": None,
        "sender": "sophie.bernard@mail.example", "sender_name": "Sophie Bernard", "recipients": {},
        "subject": "Réparation vélo", "preview": text[:200], "has_html": False, "at": at("11:14"), "is_read": True,
        "is_flagged": False, "is_automatic": False, "images_allowed": False, "is_sender_allowed": False,
        "raw_sha256": None, "size": 900, "detail": {}, "attachments": (), "delivery": None, "translation": None,
    }  # fmt: skip
    return MessageRow(id=id_, text=text, **{**values, **more})


def reply(id_="m2", text="Bonjour Sophie,", state=DeliveryState.SENT, **more):
    """Return what an operator wrote, with how far it has come."""
    values = {
        "direction": Direction.OUTGOING, "author": Author.OPERATOR, "operator_id": CAMILLE, "sender_name": "",
        "sender": "contact@atelier.example", "delivery": delivery(state), "at": at("11:30"),
    }  # fmt: skip
    return message(id_, text, **{**values, **more})


def note(id_="n1", text="La pièce est en commande.", **more):
    """Return an internal note."""
    values = {
        "direction": Direction.NOTE, "author": Author.OPERATOR, "operator_id": JULIEN, "channel": None,
        "sender": "", "sender_name": "", "at": at("11:50"),
    }  # fmt: skip
    return message(id_, text, **{**values, **more})


def event(id_="s1", code="archived", **more):
    """Return a system line."""
    values = {
        "direction": Direction.SYSTEM, "author": Author.SYSTEM, "channel": None, "operator_id": CAMILLE,
        "sender": "", "sender_name": "", "detail": {"code": code}, "at": at("11:02"),
    }  # fmt: skip
    return message(id_, "", **{**values, **more})


def delivery(state=DeliveryState.SENT, error="", **more):
    """Return how far a reply has come."""
    return DeliveryLook(
        id="d1", state=state, reason=None, error=error, due_at=at("11:30"), settled_at=at("11:30"), **more
    )


def attachment(id_="a1", name="frein-arriere.jpg", media_type="image/jpeg", **more):
    """Return a file of a message."""
    values = {
        "position": 0, "size": 1_200_000, "sha256": f"{id_:0>64}", "content_id": "", "is_inline": False,
        "is_dangerous": False,
    }  # fmt: skip
    return AttachmentRow(id=id_, name=name, media_type=media_type, **{**values, **more})


def translation(text="Can I come tomorrow?", state=TranslationState.DONE, error=""):
    """Return a text in another language."""
    return TranslationRow(
        language="en", source_language="ja", engine="deepl", state=state, text=text, error=error
    )


def thread(*messages, bodies=None, **more):
    """Return a thread whose messages say their text, unless `bodies` has something else."""
    said = {one.id: Body(key=one.id, own=one.text, translated="") for one in messages}
    values = {"card": card(), "operators": STAFF, "shop": "Atelier Lyon", "rules": {"r1": "Commande prête"}}
    return Thread(messages=messages, bodies=said | (bodies or {}), **{**values, **more})
