# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.errors import Conflict, NotFound, Refused
from desk.models import Conversation, Delivery, Message, Notification, ThreadReference, Written
from desk.models.vocabulary import Author, Channel, DeliveryState, Direction, DraftKind, Reason
from desk.services.delivery import History, Replies
from desk.services.inbox import Drafts, FileRef, Writing
from desk.services.inbox.writing.writing import UNDO
from tests.services.inbox.office import NOW, ZOE, Office


@pytest.fixture
def office(any_db):
    return Office(any_db)


def refused(office, **letter):
    with pytest.raises(Refused) as caught:
        office.send(**letter)
    return [problem.code for problem in caught.value.problems]


def content_of(office, sent):
    return office.db.read_now(lambda s: Replies(s).content(sent.delivery_id))


def test_an_answer_is_a_line_of_its_conversation_and_a_delivery_of_the_outbox(office):
    sent = office.send()
    line, delivery = office.message(sent.message_id), office.delivery(sent.delivery_id)
    assert (line.direction, line.author, line.operator_id) == (
        Direction.OUTGOING,
        Author.OPERATOR,
        office.camille,
    )
    assert (line.delivery_id, line.sender) == (delivery.id, "contact@atelier.example")
    assert line.header_id == delivery.message_id
    assert delivery.message_id == f"{delivery.id}@atelier.example"
    assert (delivery.rule_id, delivery.state, delivery.due_at) == ("", DeliveryState.QUEUED, NOW + UNDO)
    assert sent.leaves_at == NOW + UNDO
    assert (delivery.customer_id, delivery.address) == (office.zoe, ZOE)
    row = office.row()
    assert (row.waiting_since, row.last_author, row.preview) == (None, Author.OPERATOR, "Oui, il est prêt.")


def test_it_answers_in_the_thread(office):
    content = content_of(office, office.send())
    asked = office.message(office.first).header_id
    assert (content.in_reply_to, content.references) == (asked, (asked,))
    assert (content.subject, content.to_name) == ("Re: Mon vélo", "Zoë Ait")
    assert content.reply_to == "contact@atelier.example"
    assert content.author == "Camille Martin"


def test_what_answers_it_finds_the_conversation(office):
    line = office.message(office.send().message_id)
    query = select(ThreadReference.conversation_id).where(ThreadReference.header_id == line.header_id)
    found = office.db.read_now(lambda s: set(s.scalars(query)))
    assert found == {office.conversation}


def test_the_marked_address_of_a_mailbox_that_takes_one(office):
    from desk.models import Mailbox

    office.set(Mailbox, office.box, settings={"plus_addressing": True})
    reply_to = content_of(office, office.send()).reply_to
    assert reply_to.startswith("contact+d")
    assert reply_to.endswith("@atelier.example")


def test_the_history_names_the_writer(office):
    sent = office.send()
    row = office.db.read_now(lambda s: History(s).rows([sent.delivery_id]))[0]
    assert (row.rule_name, row.is_written, row.customer_name) == ("Camille Martin", True, "Zoë Ait")
    detail = office.db.read_now(lambda s: History(s).detail(sent.delivery_id))
    assert (detail.content.text, detail.event_kind, detail.trace) == (
        "Oui, il est prêt.",
        "message.written",
        (),
    )


def test_it_is_taken_back_with_everything_that_was_typed(office):
    sent = office.send(
        "Oui", cc=("marc@atelier.example",), subject="Prêt", html="<b>Oui</b>", template_id="t1"
    )
    draft = office.take_back(sent.message_id, NOW + timedelta(seconds=9))
    content = draft.content
    assert (content.text, content.subject, content.html) == ("Oui", "Prêt", "<b>Oui</b>")
    assert (content.cc, content.to, content.template_id) == (("marc@atelier.example",), ZOE, "t1")
    assert (draft.kind, draft.conversation_id, draft.operator_id) == (
        DraftKind.REPLY, office.conversation, office.camille,
    )  # fmt: skip
    assert office.message(sent.message_id) is None
    assert office.delivery(sent.delivery_id).state is DeliveryState.CANCELLED
    assert office.count(Written) == 0
    row = office.row()
    assert (row.last_author, row.waiting_since) == (Author.CUSTOMER, NOW - timedelta(hours=2))


def test_what_has_left_is_not_taken_back(office):
    sent = office.sent()
    assert office.take_back(sent.message_id) is None
    assert office.message(sent.message_id) is not None
    assert office.count(Written) == 1


def test_a_claim_that_was_not_handed_over_yields(office):
    sent = office.send()
    office.set(Delivery, sent.delivery_id, state=DeliveryState.SENDING, claimed_by="me:1")
    assert office.take_back(sent.message_id) is not None


def test_what_is_handed_over_is_too_late(office):
    sent = office.send()
    office.set(Delivery, sent.delivery_id, state=DeliveryState.HANDED_OVER, claimed_by="me:1")
    assert office.take_back(sent.message_id) is None


def test_a_later_moment_is_kept_and_may_be_hurried(office):
    later = NOW + timedelta(days=2)
    sent = office.send(send_at=later)
    assert office.delivery(sent.delivery_id).due_at == later
    assert office.db.write_now(lambda s: Writing(s).send_now(sent.message_id, NOW))
    assert office.delivery(sent.delivery_id).due_at == NOW
    due = select(Notification.due_at)
    assert office.db.read_now(lambda s: s.execute(due).scalar_one()) == NOW
    assert not office.db.write_now(lambda s: Writing(s).send_now(sent.message_id, NOW))


def test_the_draft_it_was_is_gone(office):
    letter = office.letter()
    draft = office.db.write_now(lambda s: Drafts(s).keep(letter.place, letter.content, NOW))
    office.send(draft_id=draft.id)
    assert office.drafts() == ()


def test_who_has_not_seen_the_newest_words_is_stopped(office):
    newer = office.say("Encore une chose")
    with pytest.raises(Conflict) as caught:
        office.send(seen_id=office.first)
    assert (caught.value.code, caught.value.details["id"]) == ("stale_send", newer)
    assert office.count(Delivery) == 0
    assert office.send(seen_id=newer).delivery_id
    with pytest.raises(Conflict):
        office.send("Moi aussi", seen_id=newer, operator=office.marc)
    assert office.send("Quand même", seen_id=newer, is_sure=True).delivery_id


def test_a_note_between_them_is_nothing_new(office):
    office.do(lambda h: h.note(office.conversation, "Je m’en occupe", operator_id=office.marc, at=NOW))
    assert office.send(seen_id=office.first).delivery_id


def test_a_translation_leaves_in_the_place_of_the_words(office):
    sent = office.send("Oui", translated="Yes", translated_of="Oui", translated_into="en", html="<p>Oui</p>")
    content = content_of(office, sent)
    assert (content.text, content.html) == ("Yes", "")
    draft = office.take_back(sent.message_id).content
    assert (draft.text, draft.translated, draft.html) == ("Oui", "Yes", "<p>Oui</p>")
    assert (draft.translated_of, draft.translated_into) == ("Oui", "en")


@pytest.mark.parametrize(
    "translated", [{"translated": "Yes", "translated_of": "Oui"}, {"translated_into": "en"}]
)
def test_nothing_leaves_that_is_not_translated_as_it_is_written(office, translated):
    with pytest.raises(Refused) as refused:
        office.send("Non", **translated)
    assert [problem.code for problem in refused.value.problems] == ["not_translated"]


def test_a_new_conversation_is_begun_with_a_customer(office):
    sent = office.send("Bonjour", kind=DraftKind.NEW, conversation=None, subject="Votre commande")
    row = office.row(sent.conversation_id)
    assert (row.subject, row.customer_id, row.correspondent_name) == ("Votre commande", office.zoe, "Zoë Ait")
    assert content_of(office, sent).subject == "Votre commande"
    draft = office.take_back(sent.message_id)
    assert (draft.kind, draft.conversation_id, draft.customer_id) == (DraftKind.NEW, None, office.zoe)
    assert office.row(sent.conversation_id).deleted_at is not None
    assert office.db.read_now(lambda s: s.get(Conversation, office.conversation)).deleted_at is None


@pytest.mark.parametrize(
    ("letter", "codes"),
    [
        ({"conversation": None, "customer": None, "kind": DraftKind.NEW}, ["no_customer"]),
        ({"conversation": None, "to": "else@x.example", "kind": DraftKind.NEW}, ["not_of_customer"]),
        ({"text": "  "}, ["empty_text"]),
        ({"to": "no at sign"}, ["bad_address"]),
        ({"to": ""}, ["no_address"]),
        ({"cc": ("x@y.example", "nobody")}, ["bad_address"]),
        ({"cc": ("x@y.example\r\nBcc: z@y.example",)}, ["bad_address"]),
        ({"subject": "a\r\nBcc: evil@x.example"}, ["header_injection"]),
        ({"text": "a\x00b"}, ["forbidden_character"]),
        ({"channel": Channel.SMS, "to": "+33612345678", "text": "a" * 2000}, ["too_long"]),
        ({"channel": Channel.SMS, "to": "+33612345678", "cc": ("x@y.example",)}, ["no_copies", "bad_address"]),
    ],
)  # fmt: skip
def test_what_cannot_be_sent_is_refused(office, letter, codes):
    assert refused(office, **letter) == codes
    assert office.count(Delivery) == 0
    assert office.count(Message) == 1


def a_file(name="bon.pdf", size=3, sha256="0" * 64):
    return FileRef(name=name, media_type="application/pdf", size=size, sha256=sha256)


@pytest.mark.parametrize(
    ("files", "codes"),
    [
        ([a_file()] * 4, ["too_many_files"]),
        ([a_file(size=60 * 2**20)], ["file_too_large"]),
        ([a_file()], ["file_gone"]),
        ([a_file(name="a\r\nX: y.pdf")], ["header_injection"]),
    ],
)
def test_files_that_cannot_go(office, files, codes):
    assert refused(office, files=tuple(files)) == codes


def test_a_note_is_never_sent(office):
    assert refused(office, kind=DraftKind.NOTE) == ["note_is_internal"]


def test_an_sms_answer(office):
    sent = office.send("Oui", channel=Channel.SMS, to="+33612345678", mailbox_id=None)
    assert (office.delivery(sent.delivery_id).channel, office.message(sent.message_id).channel) == (
        Channel.SMS, Channel.SMS,
    )  # fmt: skip
    content = content_of(office, sent)
    assert (content.subject, content.in_reply_to, content.reply_to) == ("", "", "")


def test_a_bot_answers_at_once_and_says_what_it_is(office):
    sent = office.send("Nous sommes fermés.", bot_id="b" * 32, author="Horaires", operator=None)
    line = office.message(sent.message_id)
    assert (line.author, line.bot_id, line.is_automatic) == (Author.ROBOT, "b" * 32, True)
    assert (content_of(office, sent).automatic, sent.leaves_at) == ("auto-replied", NOW)


def test_a_conversation_that_is_gone(office):
    office.set(Conversation, office.conversation, deleted_at=NOW)
    with pytest.raises(NotFound):
        office.send()


def test_one_that_was_merged_stands_for_the_other(office):
    other = office.begin()
    office.say("Autre", conversation=other)
    office.do(lambda h: h.merge([office.conversation, other], by=office.camille, at=NOW))
    assert office.send(conversation=other).conversation_id == office.conversation


def test_it_waits_for_nobody_behind_a_campaign(office):
    urgency = office.delivery(office.send().delivery_id).urgency
    assert urgency == "critical"


@pytest.mark.parametrize("kind", [DraftKind.REPLY, DraftKind.NEW])
def test_a_draft_is_sent_once_wherever_it_is_open(office, kind):
    """Two workstations of one operator show the same draft."""
    is_new = kind is DraftKind.NEW
    letter = office.letter(
        "Votre vélo est prêt.",
        kind=kind,
        conversation=None if is_new else office.conversation,
        subject="Vélo",
        seen_id=None if is_new else office.first,
        is_sure=True,
    )
    draft = office.db.write_now(lambda s: Drafts(s).keep(letter.place, letter.content, NOW))
    letter = replace(letter, draft_id=draft.id)
    office.db.write_now(lambda s: Writing(s).send(letter, NOW))
    with pytest.raises(Conflict) as caught:
        office.db.write_now(lambda s: Writing(s).send(letter, NOW))
    assert caught.value.code == "already_sent"
    assert office.count(Delivery) == 1


def under_way(office, sent, now=NOW):
    return office.db.read_now(lambda s: Writing(s).under_way([sent.message_id, "gone"], now))


def test_what_is_due_or_being_handed_over_is_under_way(office):
    sent = office.send()
    assert under_way(office, sent) == 0  # it waits for its time
    office.db.write_now(lambda s: Writing(s).send_now(sent.message_id, NOW))
    assert under_way(office, sent) == 1
    for state in (DeliveryState.SENDING, DeliveryState.HANDED_OVER):
        office.set(Delivery, sent.delivery_id, state=state)
        assert under_way(office, sent) == 1
    for state in (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNCONFIRMED):
        office.set(Delivery, sent.delivery_id, state=state)
        assert under_way(office, sent) == 0


def test_what_is_to_be_tried_again_is_not_under_way(office):
    sent = office.send()
    office.set(Delivery, sent.delivery_id, attempts=1)
    assert under_way(office, sent, NOW + UNDO) == 0


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({}, 1),
        ({"reason": Reason.PROVIDER_DOWN, "attempts": 2}, 1),
        ({"reason": Reason.QUIET_HOURS}, 0),
        ({"state": DeliveryState.SENT}, 0),
    ],
)
def test_what_could_not_leave_is_held_up(office, values, count):
    sent = office.send()
    if values:
        office.set(Delivery, sent.delivery_id, **values)
    assert office.db.read_now(lambda s: Writing(s).held_up([sent.message_id, "gone"])) == count
