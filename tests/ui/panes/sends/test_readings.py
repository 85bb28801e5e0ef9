# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk import clock
from desk.models.vocabulary import Channel, DeliveryState, Reason, Standing
from desk.ui.panes.sends import readings
from tests.services.delivery.atelier import NOW


@pytest.fixture(autouse=True)
def stands_still():
    with clock.fixed(NOW):
        yield


def test_choices_are_the_rules_by_name_and_the_places(atelier):
    choices = atelier.db.read_now(readings.read_choices)
    assert choices.rules == ((atelier.rule, "Order in"),)
    assert choices.rule_name(atelier.rule) == "Order in"
    assert choices.rule_name("gone") == ""
    assert choices.place_name(atelier.lyon) == "Lyon"
    assert choices.place_name(None) == ""


def test_figures_count_what_was_made_and_what_waits_for_whom(atelier):
    atelier.sent()
    atelier.failed()
    atelier.send()
    atelier.send(state=DeliveryState.QUEUED, reason=Reason.QUIET_HOURS)
    atelier.asked()
    figures = atelier.db.read_now(lambda session: readings.read_figures(session, None, None))
    assert (figures.ever, figures.waiting, figures.count()) == (5, 2, 5)
    assert figures.count(standing=Standing.SENT) == figures.count(Channel.EMAIL, Standing.FAILED) == 1
    assert (figures.pressing.unhandled, figures.pressing.awaiting, figures.pressing.unconfirmed) == (1, 1, 0)


def test_why_holds_what_would_become_of_it(atelier):
    def why(delivery_id):
        return atelier.db.read_now(lambda session: readings.read_why(session, delivery_id))

    assert why("0" * 32) is None
    found = why(atelier.asked())
    assert found.outlook.is_open
    assert found.preview is not None
    assert not found.is_service_up
    atelier.start_service()
    sent = why(atelier.sent())
    assert (sent.outlook.would_leave, sent.preview, sent.is_service_up) == (True, None, True)


def test_failures_and_the_operator_are_read(atelier):
    failed = atelier.failed()
    assert [row.id for row in atelier.db.read_now(readings.read_failures)] == [failed]
    assert atelier.db.read_now(readings.read_operator) == "Camille Martin"
