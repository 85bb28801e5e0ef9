# SPDX-License-Identifier: LicenseRef-Desk
"""The decision of the service on what is imagined, with nothing written."""

from datetime import timedelta

from desk.models.vocabulary import Outcome, Reason
from desk.services.delivery import Evaluations, History, HistoryFilter
from desk.services.events import Journal
from desk.services.rules import FlipKind, RuleDraft, StepCode
from desk.services.simulation import Asked, imagine
from tests.services.simulation.shop import NOW


def imagined(shop, rule_id, **more):
    card = shop.rule(rule_id)
    draft = RuleDraft(name=card.name, spec=card.spec, template_id=card.template_id)
    asked = Asked(draft=draft, rule_id=card.id, version=card.version, state=card.state, **more)
    return shop.db.read_now(lambda session: imagine(session, asked, NOW))


def test_a_real_order_is_decided_on_and_nothing_is_written(shop):
    found = imagined(shop, shop.ready, record_id=shop.order())
    assert found.decision.outcome is Outcome.SEND
    assert found.decision.legs[0].address == "sophie.bernard@example.org"
    assert (found.at, found.is_past, found.is_paused) == (NOW, False, False)
    assert (found.person_name, found.customer_id) == ("Sophie Bernard", shop.sophie)
    kept = shop.db.read_now(
        lambda session: (
            Journal(session).feed(),
            Evaluations(session).page(),
            History(session).page(HistoryFilter()),
        )
    )
    assert kept == ((), (), ())


def test_what_would_turn_it_round_is_found(shop):
    found = imagined(shop, shop.ready, record_id=shop.order(shop.nadia))
    assert found.decision.outcome is Outcome.SKIP
    assert found.flip.kind is FlipKind.GRANT_CONSENT
    assert found.flip.outcome is Outcome.SEND


def test_a_paused_rule_is_decided_as_if_active_and_says_so(shop):
    found = imagined(shop, shop.birthday, customer_id=shop.sophie)
    assert (found.is_paused, found.decision.outcome) == (True, Outcome.SEND)
    assert found.flip.kind is FlipKind.ACTIVATE_RULE
    step = next(step for step in found.steps if step.code is StepCode.RULE)
    assert (step.passed, step.reason) == (False, Reason.RULE_PAUSED)


def test_a_date_says_when(shop):
    order = shop.order(due_at=NOW + timedelta(days=3))
    found = imagined(shop, shop.reminder, record_id=order, at_due=True)
    assert found.at == NOW + timedelta(days=3, hours=-2)
    past = shop.order(due_at=NOW - timedelta(days=3))
    assert imagined(shop, shop.reminder, record_id=past, at_due=True).is_past


def test_without_a_date_there_is_nothing_to_decide(shop):
    found = imagined(shop, shop.reminder, record_id=shop.order(due_at=None), at_due=True)
    assert (found.decision, found.missing) == (None, "order.due_at")


def test_nobody_gives_nothing(shop):
    assert imagined(shop, shop.ready) is None
