# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desk import clock
from desk.errors import Conflict, NotFound, Refused
from desk.models import RuleTotal
from desk.models.vocabulary import Channel, RuleState, Standing
from desk.services.events import event_type, event_types
from desk.services.rules import ReadyRules, Rulebook, RuleDraft, RuleFilter, ready_spec
from tests.services.rules.cases import EMAIL, SMS, legs, spec
from tests.services.rules.keeping import add_template

SENDERS = frozenset({EMAIL, SMS})
NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


def run(db, work):
    return db.write_now(lambda session: work(Rulebook(session)))


def made(db, name="Order ready", the_spec=None, **template):
    """Keep a rule that could be active; return its id."""

    def work(session):
        template_id, _ = add_template(session, **template)
        return Rulebook(session).create(
            RuleDraft(name=name, spec=the_spec or spec(), template_id=template_id)
        )

    return db.write_now(work)


def test_a_new_rule_is_paused_and_comes_back_as_it_was(any_db):
    with clock.fixed(NOW):
        rule_id = made(any_db)
    card = run(any_db, lambda book: book.get(rule_id))
    assert (card.state, card.version, card.name, card.spec) == (RuleState.PAUSED, 1, "Order ready", spec())
    assert (card.template_name, card.catalogue_key, card.created_at) == ("Ready", None, NOW)


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (RuleDraft(name="  ", spec=spec()), "name_missing"),
        (RuleDraft(name="x" * 201, spec=spec()), "too_long"),
        (
            RuleDraft(name="x", spec=replace(spec(), trigger=replace(spec().trigger, event_kind="no.such"))),
            "unknown_event_kind",
        ),
    ],
)
def test_what_cannot_be_kept_is_refused(db, draft, code):
    with pytest.raises(Refused) as refused:
        run(db, lambda book: book.create(draft))
    assert [problem.code for problem in refused.value.problems] == [code]


def test_saving_makes_a_new_version_and_a_conflict_for_whoever_saw_the_old_one(any_db):
    rule_id = made(any_db)
    draft = RuleDraft(name="Ready!", spec=spec(legs=legs(SMS)))
    assert run(any_db, lambda book: book.save(rule_id, draft, seen_version=1)) == 2
    card = run(any_db, lambda book: book.get(rule_id))
    assert (card.version, card.name, card.spec.legs, card.template_id) == (2, "Ready!", legs(SMS), None)
    with pytest.raises(Conflict):
        run(any_db, lambda book: book.save(rule_id, draft, seen_version=1))
    assert run(any_db, lambda book: book.get(rule_id)).version == 2


def test_a_rule_with_a_problem_cannot_be_activated_and_says_all_of_them(any_db):
    rule_id = run(any_db, lambda book: book.create(RuleDraft(name="x", spec=spec())))
    with pytest.raises(Refused) as refused:
        run(any_db, lambda book: book.activate(rule_id, {EMAIL}))
    assert {problem.code for problem in refused.value.problems} == {"no_sender", "no_template"}
    assert run(any_db, lambda book: book.get(rule_id)).state is RuleState.PAUSED


def test_a_sound_rule_is_activated_paused_and_archived(any_db):
    rule_id = made(any_db)
    for act, state in (
        (lambda book: book.activate(rule_id, SENDERS), RuleState.ACTIVE),
        (lambda book: book.pause(rule_id), RuleState.PAUSED),
        (lambda book: book.archive(rule_id), RuleState.ARCHIVED),
    ):
        run(any_db, act)
        assert run(any_db, lambda book: book.get(rule_id)).state is state
    assert run(any_db, lambda book: book.page()) == ()


def test_a_template_must_be_published_in_every_language_of_the_shop(db):
    only_french = {"email": {"fr": {"body": "b"}}, "sms": {"fr": {"body": "b"}, "en": {"body": ""}}}
    rule_id = made(db, texts=only_french)
    found = run(db, lambda book: book.problems(rule_id, SENDERS))
    assert [(one.code, one.place, one.details["language"]) for one in found] == [
        ("language_missing", "legs.0", "en"),
        ("language_missing", "legs.1", "en"),
    ]


def test_an_active_rule_cannot_be_saved_with_an_error(db):
    rule_id = made(db)
    run(db, lambda book: book.activate(rule_id, SENDERS))
    with pytest.raises(Refused):
        run(db, lambda book: book.save(rule_id, RuleDraft(name="x", spec=spec(legs=())), seen_version=1))
    card = run(db, lambda book: book.get(rule_id))
    assert (card.state, card.version) == (RuleState.ACTIVE, 1)


def test_several_are_activated_as_far_as_they_can(db):
    sound, wrong = made(db), run(db, lambda book: book.create(RuleDraft(name="x", spec=spec())))
    refused = run(db, lambda book: book.activate_all([sound, wrong], SENDERS))
    assert set(refused) == {wrong}
    assert run(db, lambda book: book.get(sound)).state is RuleState.ACTIVE
    assert run(db, lambda book: book.get(wrong)).state is RuleState.PAUSED


def test_a_deleted_rule_leaves_its_totals(any_db):
    rule_id = made(any_db)
    any_db.write_now(lambda s: s.add(RuleTotal(rule_id=rule_id, standing=Standing.SENT, count=3)))
    run(any_db, lambda book: book.delete(rule_id))
    with pytest.raises(NotFound):
        run(any_db, lambda book: book.get(rule_id))
    assert any_db.read_now(lambda s: s.get(RuleTotal, (rule_id, Standing.SENT)).count) == 3


def test_a_copy_is_paused_and_the_shops_own(db):
    rule_id = made(db)
    run(db, lambda book: book.activate(rule_id, SENDERS))
    copy_id = run(db, lambda book: book.duplicate(rule_id, "Copy"))
    card, copy = run(db, lambda book: (book.get(rule_id), book.get(copy_id)))
    assert (copy.name, copy.state, copy.catalogue_key) == ("Copy", RuleState.PAUSED, None)
    assert (copy.spec, copy.template_id) == (card.spec, card.template_id)


def test_ready_rules_are_installed_once_paused_and_named(any_db):
    any_db.write_now(lambda s: add_template(s, event_kind="order.ready"))
    installed = any_db.write_now(lambda s: ReadyRules(s).install(str.upper))
    assert len(installed) == len(event_types())
    assert any_db.write_now(lambda s: ReadyRules(s).install(str.upper)) == ()
    rows = run(any_db, lambda book: book.page(limit=500))
    assert {row.state for row in rows} == {RuleState.PAUSED}
    ready = next(row for row in rows if row.catalogue_key == "order.ready")
    assert (ready.name, ready.template_name) == (event_type("order.ready").label.upper(), "Ready")


def test_a_ready_rule_gets_its_first_words_back(db):
    db.write_now(lambda s: ReadyRules(s).install(str))
    rows = run(db, lambda book: book.page(RuleFilter(event_kinds=("order.ready",))))
    card = run(db, lambda book: book.get(rows[0].id))
    run(
        db, lambda book: book.save(card.id, RuleDraft(name="Mine", spec=spec(legs=legs(SMS))), seen_version=1)
    )
    assert run(db, lambda book: book.reset(card.id, seen_version=2)) == 3
    again = run(db, lambda book: book.get(card.id))
    assert (again.spec, again.name) == (ready_spec(event_type("order.ready")), "Mine")
    with pytest.raises(NotFound):
        run(db, lambda book: book.reset(book.create(RuleDraft(name="x", spec=spec())), seen_version=1))


def test_the_list_is_by_name_in_pages_with_totals(any_db):
    ids = {name: made(any_db, name) for name in ("b", "C", "a", "Été")}

    def count(session):
        session.add(RuleTotal(rule_id=ids["b"], standing=Standing.SENT, count=7))
        session.add(RuleTotal(rule_id=ids["b"], standing=Standing.FAILED, count=0))

    any_db.write_now(count)
    first = run(any_db, lambda book: book.page(limit=2))
    assert [row.name for row in first] == ["a", "b"]
    assert (dict(first[0].totals), dict(first[1].totals)) == ({}, {Standing.SENT: 7})
    assert first[0].channels == (Channel.EMAIL, Channel.SMS)
    rest = run(any_db, lambda book: book.page(after=first[-1].position, limit=10))
    assert {row.name for row in rest} == {"C", "Été"}


def test_the_list_is_filtered(db):
    ready, created = made(db, "Commande prête"), made(db, "x", ready_spec(event_type("order.created")))
    run(db, lambda book: book.activate(ready, SENDERS))

    def names(**which):
        return {row.id for row in run(db, lambda book: book.page(RuleFilter(**which)))}

    assert names(text="PRETE") == {ready}
    assert names(states=(RuleState.ACTIVE,)) == {ready}
    assert names(event_kinds=("order.created",)) == {created}
    assert names(text="nothing") == set()


def test_time_passes_on_a_rule(db):
    with clock.fixed(NOW):
        rule_id = made(db)
    with clock.fixed(NOW + timedelta(hours=1)):
        run(db, lambda book: book.archive(rule_id))
    card = run(db, lambda book: book.get(rule_id))
    assert card.updated_at - card.created_at == timedelta(hours=1)
