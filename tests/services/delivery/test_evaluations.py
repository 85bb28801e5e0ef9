# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from sqlalchemy import update

from desk.models import Customer, new_id
from desk.models.vocabulary import Outcome, Reason
from desk.services.delivery.evaluations import EvaluationDraft, Evaluations
from desk.services.shop import OperatorDraft, Operators
from tests.services.delivery.rows import NOON, subject


@pytest.fixture
def write(any_db):
    return any_db.write_now


def keep(session, about, **changes):
    given = {
        "id": new_id(),
        "event_id": about.event_id,
        "rule_id": about.rule_id,
        "rule_version": 3,
        "customer_id": about.customer_id,
        "role": "customer",
        "outcome": Outcome.SKIP,
        "reason": Reason.NO_CONSENT,
        "trace": [{"code": "event", "passed": True}],
    }
    draft = EvaluationDraft(**(given | changes))
    Evaluations(session).add([draft], NOON)
    return draft.id


def test_a_decision_is_kept_with_its_reasons(write):
    def work(session):
        about = subject(session)
        id_ = keep(session, about)
        [row] = Evaluations(session).page()
        assert (row.id, row.event_kind, row.customer_name, row.at) == (id_, "order.ready", "Zoë Ait", NOON)
        assert (row.outcome, row.reason, row.rule_version) == (Outcome.SKIP, Reason.NO_CONSENT, 3)
        assert list(row.trace) == [{"code": "event", "passed": True}]
        assert row.rule_name == "", "a rule that is gone has no name"

    write(work)


def test_a_member_of_staff_is_named_too(write):
    def work(session):
        camille = Operators(session).create(OperatorDraft(name="Camille Martin"))
        keep(session, subject(session), customer_id=camille)
        [row] = Evaluations(session).page()
        assert (row.customer_id, row.customer_name) == (camille, "Camille Martin")

    write(work)


def test_nobody_in_the_role_is_a_decision_about_nobody(write):
    def work(session):
        keep(session, subject(session), customer_id=None)
        [row] = Evaluations(session).page()
        assert (row.customer_id, row.customer_name) == (None, "")

    write(work)


def test_pages_go_back_in_time_and_keep_to_their_filter(write):
    def work(session):
        one, two = subject(session), subject(session)
        ids = [keep(session, about) for about in (one, two, one, two, one)]
        page = Evaluations(session)
        assert [row.id for row in page.page(limit=2)] == [ids[4], ids[3]]
        assert [row.id for row in page.page(after=ids[3], limit=2)] == [ids[2], ids[1]]
        assert [row.id for row in page.page(event_id=one.event_id)] == [ids[4], ids[2], ids[0]]
        assert [row.id for row in page.page(rule_id=two.rule_id)] == [ids[3], ids[1]]
        assert [row.id for row in page.page(customer_id=one.customer_id, after=ids[4])] == [ids[2], ids[0]]

    write(work)


def test_a_company_is_called_by_its_name(write):
    def work(session):
        about = subject(session)
        session.execute(update(Customer).values(first_name="", last_name="", company="Vélo SARL"))
        keep(session, about)
        assert Evaluations(session).page()[0].customer_name == "Vélo SARL"
        Evaluations(session).add([], NOON)

    write(work)
