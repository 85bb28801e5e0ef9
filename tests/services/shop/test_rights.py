# SPDX-License-Identifier: LicenseRef-Desk
"""Every role against every deed, on real keepers: what is refused has changed nothing, even if it is committed."""

import pytest
from sqlalchemy import select, update

from desk.errors import DeskError, Refused
from desk.models import Operator
from desk.models.base import Base
from desk.models.vocabulary import Channel, DraftKind, Role
from desk.services.assistants import BotDraft, Bots
from desk.services.delivery import Cancelling, Resend, go_back, go_live
from desk.services.inbox import (
    DraftContent,
    DraftPlace,
    Drafts,
    Handling,
    MailboxDraft,
    Mailboxes,
    SavedReplies,
    SavedReplyDraft,
    Writing,
)
from desk.services.preferences import ConsentDraft, Consents, SuppressionDraft, Suppressions
from desk.services.providers import AccountDraft, Roster
from desk.services.rules import Rulebook, RuleDraft
from desk.services.shop import (
    SEAT,
    CustomerDraft,
    Customers,
    Deed,
    LocationDraft,
    Locations,
    OperatorDraft,
    Operators,
    RecordDraft,
    Records,
    Rights,
    Settings,
    StaffSignIn,
    doing,
    least_role,
    may,
)
from desk.services.templates import Library, TemplateCard, Text, Wording
from tests.services.inbox.office import NOW, Office
from tests.services.rules.cases import spec

RISING = (Role.VIEWER, Role.AGENT, Role.MANAGER, Role.OWNER)
ACCOUNT = AccountDraft(
    kind="smtp", name="OVH", settings={"host": "smtp.x.example"}, sender_address="a@x.example"
)
SMS_TEXT = Wording(texts={"sms": {"fr": Text(body="Bonjour")}})


@pytest.fixture
def seat():
    """The seat, given back afterwards."""
    yield SEAT
    SEAT.operator_id = None


@pytest.fixture
def office(any_db, seat):
    """A shop with one of each role, in which an owner has a password."""
    made = Office(any_db)
    made.staff = {
        role: any_db.write_now(
            lambda s, role=role: Operators(s).create(OperatorDraft(name=f"One {role}", role=role))
        )
        for role in RISING
    }
    give_password(made, made.staff[Role.OWNER])
    return made


def give_password(office, operator_id):
    query = update(Operator).where(Operator.id == operator_id).values(password_hash="argon")
    office.db.write_now(lambda s: s.execute(query))


def everything(office):
    """Return every row of every table."""
    return office.db.read_now(
        lambda s: {
            table.name: sorted(map(repr, s.execute(select(table)))) for table in Base.metadata.sorted_tables
        }
    )


class Over(Exception):
    """Ends a write without keeping anything."""


def is_refused(office, work):
    """Do it; whether roles refused it. What was refused is committed all the same, what was done is not kept."""

    def all_of_it(session):
        try:
            work(session)
        except Refused as error:
            if "not_allowed" in [one.code for one in error.problems]:
                return
        raise Over

    try:
        office.db.write_now(all_of_it)
    except (Over, DeskError):
        return False
    return True


def draft_of(o, kind):
    place = DraftPlace(kind=kind, conversation_id=o.conversation)
    content = DraftContent(channel=Channel.EMAIL, to="zoe@x.example", text="Oui")
    return lambda s: Drafts(s).keep(place, content, NOW)


KEEPERS = [
    (Deed.READ, lambda o: lambda s: Handling(s).follow([o.conversation], o.marc, at=NOW)),
    (Deed.REPLY, lambda o: draft_of(o, DraftKind.REPLY)),
    (Deed.REPLY, lambda o: lambda s: Handling(s).block_bot([o.conversation], until=None, by=None, at=NOW)),
    (Deed.NOTE, lambda o: draft_of(o, DraftKind.NOTE)),
    (Deed.NOTE, lambda o: lambda s: Handling(s).note(o.conversation, "Non", operator_id=None, at=NOW)),
    (Deed.ASSIGN, lambda o: lambda s: Handling(s).assign([o.conversation], [o.marc], by=None, at=NOW)),
    (Deed.ARCHIVE, lambda o: lambda s: Handling(s).archive([o.conversation], by=None, at=NOW)),
    (Deed.ARCHIVE, lambda o: lambda s: Handling(s).snooze([o.conversation], until=None, by=None, at=NOW)),
    (Deed.MARK, lambda o: lambda s: Handling(s).mark_read([o.conversation], by=None, at=NOW)),
    (Deed.MARK, lambda o: lambda s: Handling(s).flag([o.conversation], by=None, at=NOW)),
    (Deed.TAG, lambda o: lambda s: Handling(s).tag([o.conversation], add=["vip"], by=None, at=NOW)),
    (Deed.TAG, lambda o: lambda s: Handling(s).set_subject(o.conversation, "Autre", by=None, at=NOW)),
    (Deed.TAG, lambda o: lambda s: Handling(s).set_customer([o.conversation], None, by=None, at=NOW)),
    (Deed.MERGE, lambda o: lambda s: Handling(s).merge([o.conversation], by=None, at=NOW)),
    (Deed.MERGE, lambda o: lambda s: Handling(s).split([o.first], by=None, at=NOW)),
    (
        Deed.DELETE,
        lambda o: (
            lambda s: Handling(s).delete_conversations([o.conversation], on_server=False, by=None, at=NOW)
        ),
    ),
    (
        Deed.DELETE,
        lambda o: lambda s: Handling(s).delete_messages([o.first], on_server=True, by=None, at=NOW),
    ),
    (Deed.EDIT_CUSTOMERS, lambda _: lambda s: Customers(s).create(CustomerDraft(last_name="Roux"))),
    (Deed.EDIT_CUSTOMERS, lambda o: lambda s: Customers(s).archive(o.zoe, seen_version=1)),
    (
        Deed.EDIT_RECORDS,
        lambda o: lambda s: Records(s).create(RecordDraft(kind="order", status="", customer_id=o.zoe)),
    ),
    (Deed.RESEND, lambda _: lambda s: Resend(s).again(["none"], NOW)),
    (Deed.RESEND, lambda _: lambda s: Cancelling(s).of_deliveries(["none"], NOW)),
    (Deed.APPROVE, lambda _: lambda s: Cancelling(s).approve(["none"], "Camille", NOW)),
    (
        Deed.EDIT_SAVED_REPLIES,
        lambda _: (
            lambda s: SavedReplies(s).create(SavedReplyDraft(name="Prêt", texts={"fr": ("", "Oui")}), at=NOW)
        ),
    ),
    (
        Deed.EDIT_TEMPLATES,
        lambda _: lambda s: Library(s).create(TemplateCard(name="Prêt", event_kind="order.ready"), SMS_TEXT),
    ),
    (Deed.EDIT_RULES, lambda _: lambda s: Rulebook(s).create(RuleDraft(name="Prêt", spec=spec()))),
    (
        Deed.EDIT_CONSENTS,
        lambda _: (
            lambda s: Suppressions(s).add(
                SuppressionDraft(channel=Channel.EMAIL, address="a@x.example", reason="manual")
            )
        ),
    ),
    (
        Deed.EDIT_CONSENTS,
        lambda o: (
            lambda s: Consents(s).record(
                ConsentDraft(
                    customer_id=o.zoe,
                    topic="service",
                    channel=Channel.EMAIL,
                    granted=True,
                    source="counter",
                )
            )
        ),
    ),
    (Deed.RELEASE_SUPPRESSIONS, lambda _: lambda s: Suppressions(s).release("none")),
    (Deed.EDIT_STAFF, lambda _: lambda s: Operators(s).create(OperatorDraft(name="Neuve", role=Role.OWNER))),
    (
        Deed.EDIT_STAFF,
        lambda o: lambda s: Operators(s).edit(o.marc, OperatorDraft(name="M", role=Role.OWNER)),
    ),
    (Deed.EDIT_STAFF, lambda o: lambda s: StaffSignIn(s).set_password(o.marc, "correct horse battery")),
    (Deed.EDIT_STAFF, lambda o: lambda s: StaffSignIn(s).unlock(o.marc)),
    (Deed.EDIT_ACCOUNTS, lambda _: lambda s: Roster(s).create(ACCOUNT, at=NOW)),
    (
        Deed.EDIT_ACCOUNTS,
        lambda _: (
            lambda s: Mailboxes(s).create(
                MailboxDraft(name="A", address="a@x.example", settings={"host": "imap.x.example"}), at=NOW
            )
        ),
    ),
    (Deed.EDIT_ACCOUNTS, lambda _: lambda s: Bots(s).create(BotDraft(name="R", kind="keyword"), at=NOW)),
    (Deed.EDIT_SHOP, lambda _: lambda s: Settings(s).change(shop_name="Autre")),
    (
        Deed.EDIT_SHOP,
        lambda _: lambda s: Locations(s).create(LocationDraft(name="Lyon", timezone="Europe/Paris")),
    ),
    (Deed.GO_LIVE, lambda _: lambda s: go_live(s, NOW)),
    (Deed.GO_LIVE, lambda _: go_back),
    (Deed.EXPORT, lambda _: lambda s: Rights(s).demand(Deed.EXPORT)),
]


def test_no_deed_is_left_out():
    assert {deed for deed, _ in KEEPERS} == set(Deed)


@pytest.mark.parametrize("role", RISING)
def test_everybody_does_what_they_may_and_nothing_else(office, seat, role):
    seat.operator_id = office.staff[role]
    before = everything(office)
    wrong = [
        (number, deed)
        for number, (deed, work) in enumerate(KEEPERS)
        if is_refused(office, work(office)) is may(role, deed)
    ]
    assert wrong == []
    assert everything(office) == before


def test_what_is_allowed_is_done(office, seat):
    seat.operator_id = office.staff[Role.AGENT]
    office.db.write_now(lambda s: Handling(s).archive([office.conversation], by=seat.operator_id, at=NOW))
    assert office.row().state == "archived"


def test_a_refusal_names_the_deed_and_the_role_that_may(office, seat):
    seat.operator_id = office.staff[Role.AGENT]
    with pytest.raises(Refused) as caught:
        office.db.write_now(lambda s: Rulebook(s).create(RuleDraft(name="Prêt", spec=spec())))
    (problem,) = caught.value.problems
    assert (problem.code, problem.details) == ("not_allowed", {"deed": "edit_rules", "role": "manager"})


def test_who_is_named_counts_where_nobody_has_taken_the_seat(office):
    viewer = office.staff[Role.VIEWER]
    letter = office.letter(operator=viewer)
    before = everything(office)
    assert is_refused(office, lambda s: Handling(s).archive([office.conversation], by=viewer, at=NOW))
    assert is_refused(office, lambda s: Writing(s).send(letter, NOW))
    assert is_refused(office, lambda s: Drafts(s).keep(letter.place, letter.content, NOW))
    assert everything(office) == before


def test_the_service_may_everything(office):
    assert [deed for deed, work in KEEPERS if is_refused(office, work(office))] == []
    assert office.db.read_now(lambda s: Rights(s).forbidden()) == frozenset()


@pytest.mark.parametrize("role", RISING)
def test_roles_do_not_count_before_an_owner_has_a_password(any_db, seat, role):
    office = Office(any_db)
    seat.operator_id = office.marc
    any_db.write_now(
        lambda s: s.execute(update(Operator).where(Operator.id == office.marc).values(role=role))
    )
    assert any_db.read_now(lambda s: Rights(s).role()) is None
    if role is not Role.OWNER:
        give_password(office, office.marc)
        assert any_db.read_now(lambda s: Rights(s).forbidden()) == frozenset()
    give_password(office, office.camille)
    assert any_db.read_now(lambda s: Rights(s).role()) is role


def test_who_left_may_only_read(office, seat):
    seat.operator_id = office.staff[Role.MANAGER]
    query = update(Operator).where(Operator.id == seat.operator_id).values(is_active=False)
    office.db.write_now(lambda s: s.execute(query))
    assert office.db.read_now(lambda s: Rights(s).forbidden()) == frozenset(Deed) - {Deed.READ}


def test_what_belongs_to_a_deed_is_not_asked_again(office, seat):
    seat.operator_id = office.staff[Role.VIEWER]

    def work(session):
        with doing(session):
            Rights(session).demand(Deed.GO_LIVE)
            with doing(session):
                pass
            Rights(session).demand(Deed.GO_LIVE)
        with pytest.raises(Refused):
            Rights(session).demand(Deed.GO_LIVE)

    office.db.write_now(work)


def test_ones_own_saved_replies_and_password_are_ones_own(office, seat):
    seat.operator_id = me = office.staff[Role.AGENT]
    texts = {"fr": ("", "Oui")}
    mine, other = (
        SavedReplyDraft(name="Prêt", texts=texts, operator_id=whose) for whose in (me, office.marc)
    )
    kept = office.db.write_now(lambda s: SavedReplies(s).create(mine, at=NOW))
    assert is_refused(office, lambda s: SavedReplies(s).create(other, at=NOW))
    assert is_refused(
        office, lambda s: SavedReplies(s).edit(kept, 1, SavedReplyDraft(name="x", texts=texts), at=NOW)
    )
    office.db.write_now(lambda s: SavedReplies(s).edit(kept, 1, mine, at=NOW))
    office.db.write_now(lambda s: SavedReplies(s).remove(kept))
    office.db.write_now(lambda s: StaffSignIn(s).set_password(me, "correct horse battery"))
    assert is_refused(office, lambda s: StaffSignIn(s).set_password(me, ""))


def test_nobody_undoes_what_they_may_not_do(office, seat):
    done = office.db.write_now(
        lambda s: Handling(s).delete_conversations([office.conversation], on_server=False, by=None, at=NOW)
    )
    seat.operator_id = office.staff[Role.AGENT]
    assert is_refused(office, lambda s: Handling(s).undo(done, NOW))
    seat.operator_id = office.staff[Role.MANAGER]
    assert not is_refused(office, lambda s: Handling(s).undo(done, NOW))


@pytest.mark.parametrize(
    ("deed", "role"),
    [
        (Deed.READ, Role.VIEWER),
        (Deed.REPLY, Role.AGENT),
        (Deed.EDIT_RULES, Role.MANAGER),
        (Deed.GO_LIVE, Role.OWNER),
    ],
)
def test_the_least_role(deed, role):
    assert least_role(deed) is role
