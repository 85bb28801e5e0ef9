# SPDX-License-Identifier: LicenseRef-Desk
from desk.models.vocabulary import Channel, RuleState, VersionState
from desk.services.events import event_type
from desk.services.rules import Rulebook, RuleDraft, RuleViews, ready_spec
from desk.services.rules.rule_views import types_for
from desk.services.templates import Library
from tests.services.rules.cases import EMAIL, SMS, legs, spec
from tests.services.rules.keeping import TEXTS, add_template, add_version

SENDERS = frozenset(Channel)


def kept(session, the_spec=None, *, active=True, **template):
    template_id, version_id = add_template(session, **template)
    book = Rulebook(session)
    rule_id = book.create(RuleDraft(name="x", spec=the_spec or spec(), template_id=template_id))
    if active:
        book.activate(rule_id, SENDERS)
    return rule_id, template_id, version_id


def test_only_active_rules_of_the_kinds_asked_for(any_db):
    def work(session):
        ready, _, version = kept(session)
        kept(session, active=False)
        created, _, _ = kept(session, ready_spec(event_type("order.created")))
        views = RuleViews(session)
        return (
            ready,
            created,
            version,
            views.active_for(["order.ready"]),
            views.active_for(["order.created", "x"]),
        )

    ready, created, version, of_ready, of_created = any_db.write_now(work)
    assert [view.id for view in of_ready] == [ready]
    assert [view.id for view in of_created] == [created]
    view = of_ready[0]
    assert (view.template_version_id, view.state, view.version) == (version, RuleState.ACTIVE, 1)
    assert view.template_languages == {EMAIL: {"fr", "en"}, SMS: {"fr", "en"}}
    assert view.types["order.total"] == "money"


def test_the_newest_published_version_is_taken_and_a_draft_never(any_db):
    def work(session):
        rule_id, template_id, first = kept(session)
        add_version(session, template_id, number=2, state=VersionState.DRAFT)
        before = RuleViews(session).some([rule_id])[rule_id]
        newer = add_version(session, template_id, number=3, texts={"sms": TEXTS["sms"]})
        after = RuleViews(session).some([rule_id])[rule_id]
        return first, newer, before, after

    first, newer, before, after = any_db.write_now(work)
    assert (before.template_version_id, after.template_version_id) == (first, newer)
    assert set(after.template_languages) == {SMS}


def test_a_notification_keeps_the_version_it_pinned(db):
    def work(session):
        rule_id, template_id, first = kept(session)
        add_version(session, template_id, number=2, texts={"sms": TEXTS["sms"]})
        view = RuleViews(session).some([rule_id])[rule_id]
        return first, view, view.pinned_to(Library(session).texts_of([first])[first])

    first, view, pinned = db.write_now(work)
    assert pinned.template_version_id == first
    assert set(pinned.template_languages) == {EMAIL, SMS}
    assert pinned.plan is view.plan
    assert not view.pinned_to(None).template_languages


def test_a_changed_rule_is_read_anew_and_an_unchanged_one_is_not(db):
    def work(session):
        rule_id, template_id, _ = kept(session)
        one, same = (RuleViews(session).some([rule_id])[rule_id] for _ in range(2))
        draft = RuleDraft(name="x", spec=spec(legs=legs(SMS)), template_id=template_id)
        Rulebook(session).save(rule_id, draft, seen_version=1)
        changed = RuleViews(session).some([rule_id])[rule_id]
        Rulebook(session).pause(rule_id)
        return one, same, changed, RuleViews(session).some([rule_id])[rule_id]

    one, same, changed, paused = db.write_now(work)
    assert one is same
    assert (changed.plan.channels, changed.version) == ((SMS,), 2)
    assert paused.state is RuleState.PAUSED


def test_a_rule_without_a_template_is_there_all_the_same(db):
    def work(session):
        rule_id = Rulebook(session).create(RuleDraft(name="x", spec=spec()))
        return RuleViews(session).some([rule_id, "gone"])

    (view,) = db.write_now(work).values()
    assert (view.template_id, view.template_version_id, view.template_languages) == (None, None, {})


def test_timed_rules_are_those_that_timers_set_off(db):
    def work(session):
        kept(session)
        reminder, _, _ = kept(session, ready_spec(event_type("order.due_reminder")))
        birthday, _, _ = kept(session, ready_spec(event_type("customer.birthday")))
        kept(session, ready_spec(event_type("order.due_reminder")), active=False)
        return {reminder, birthday}, {view.id for view in RuleViews(session).timed()}

    expected, found = db.write_now(work)
    assert found == expected


def test_an_unknown_kind_of_event_still_has_the_fields_of_people_and_places():
    assert "customer.tags" in types_for("no.such")
