# SPDX-License-Identifier: LicenseRef-Desk
"""Values of a rule in words; no id and no code is ever shown."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.events import event_type
from desk.services.rules import CatchUp, QuietHours, RuleDraft, ready_spec
from desk.services.shop import LocationView
from desk.ui.panes.rules import edits, words
from tests.ui.frame import spoken

PLACES = (LocationView(id="l1", name="Lyon"), LocationView(id="l2", name="Villeurbanne"))


@given(st.integers(-500_000, 500_000))
def test_a_span_is_exact(minutes):
    assert words.span_of(minutes).minutes == abs(minutes)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (60, "1 hour"),
        (90, "90 minutes"),
        (120, "2 hours"),
        (1440, "1 day"),
        (4320, "3 days"),
    ],
)
def test_spans(minutes, said):
    assert words.span_text(minutes) == said


def test_offsets_say_their_side():
    assert words.offset_text(-120) == "2 hours before"
    assert words.offset_text(4320) == "3 days after"
    assert words.offset_text(0) == "on the day"


def test_delays():
    assert words.delay_text(0) == "immediately"
    assert words.delay_text(0, is_timed=True) == "at that moment"
    assert words.delay_text(45) == "45 minutes later"


def test_quiet_hours():
    assert words.quiet_text(None) == "no quiet hours of its own"
    assert words.quiet_text(QuietHours()) == "quiet hours 20:00 – 8:00"
    whole = QuietHours(start="00:00", end="00:00", weekdays=(6,), holidays=True)
    assert words.quiet_text(whole) == "quiet hours Sunday, public holidays"
    assert words.quiet_text(QuietHours(start="00:00", end="00:00")) == "no quiet hours of its own"


def test_places():
    assert words.places_text((), PLACES) == "every location"
    assert words.places_text(("l1",), PLACES) == "Lyon"
    assert words.places_text(("l1", "l2"), PLACES) == "Lyon and Villeurbanne"
    assert words.places_text(("l1", "gone"), PLACES) == "Lyon and 1 location that is gone"


def test_lateness():
    draft = RuleDraft(name="x", spec=ready_spec(event_type("order.ready")))
    draft = edits.with_spec(draft, max_age_minutes=None, catch_up=CatchUp.SEND_LATE)
    assert words.late_text(draft.spec) == "however late"
    assert (
        words.late_text(edits.with_spec(draft, catch_up=CatchUp.SKIP).spec) == "no more than 30 minutes late"
    )
    assert words.late_text(edits.with_spec(draft, max_age_minutes=720).spec) == "no more than 12 hours late"


def test_validity():
    first, last = date(2026, 12, 1), date(2026, 12, 24)
    assert words.validity_text(None, None) == "always"
    assert words.validity_text(first, last) == "from 1 Dec 2026 to 24 Dec 2026"
    assert words.validity_text(first, None) == "from 1 Dec 2026 on"
    assert words.validity_text(None, last) == "until 24 Dec 2026"


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("order.status", "ready", "Ready"),
        ("order.status", ("ready", "collected"), "Ready or Collected"),
        ("order.total", "20", "€20.00"),
        ("customer.language", "fr", "French"),
        ("customer.country", "FR", "France"),
        ("location.id", "l2", "Villeurbanne"),
        ("location.id", "gone", "a location that is gone"),
        ("consent.commercial.sms", True, "accepted"),
        ("consent.commercial", False, "refused"),
        ("order.due_at", "today", "today"),
        ("order.due_at", "today-90", "90 days ago"),
        ("order.due_at", "today+7", "in 7 days"),
        ("order.due_at", "2026-12-24", "24 Dec 2026"),
        ("order.queue_position", "3", "3"),
        ("customer.tags", "pro", "pro"),
        ("order.brand", None, ""),
        ("order.brand", (), ""),
    ],
)
def test_values(path, value, said):
    assert words.value_words(path, value, PLACES) == said


def test_a_consent_is_said_with_its_topic_and_channel():
    assert words.pill_field("consent.operational.email") == "Consent \u203a Service messages \u203a Email"


def test_french_plurals_and_words():
    with spoken("fr"):
        assert words.span_text(0) == "0 minute"
        assert words.offset_text(-4320) == "3 jours avant"
        assert words.day_words("today-90") == "il y a 90 jours"
        assert words.concerned_text(14) == "14 clients pourraient être concernés dans les 7 jours."
