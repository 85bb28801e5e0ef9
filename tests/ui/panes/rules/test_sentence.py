# SPDX-License-Identifier: LicenseRef-Desk
"""The plain sentence of a rule: complete, in both languages, safe."""

import re
from dataclasses import replace
from datetime import date

import pytest

from desk.models.vocabulary import Dispatch
from desk.services.events import event_type, event_types
from desk.services.rules import (
    Audience,
    Comparison,
    Condition,
    Group,
    GroupMode,
    HoursMode,
    RuleDraft,
    TemplateFacts,
    Timing,
    ready_spec,
)
from desk.services.shop import LocationView
from desk.ui.panes.rules.readings import Shop, TemplateChoice
from desk.ui.panes.rules.sentence import sentence
from desk.ui.panes.rules.sight import Sight
from tests.ui.frame import spoken

SHOP = Shop(
    places=(LocationView(id="l1", name="Lyon"),),
    templates=(
        TemplateChoice(id="t1", name="Ready <b>", event_kind="", facts=TemplateFacts(template_id="t1")),
    ),
)


def said(name, template="t1", **changes):
    event = event_type(name)
    draft = RuleDraft(name="x", spec=replace(ready_spec(event), **changes), template_id=template)
    return sentence(Sight(draft=draft, event=event, shop=SHOP))


def test_the_usual_rule():
    assert said("order.ready") == (
        "<b>When</b> an order is ready for pick-up, <b>send</b> “Ready &lt;b&gt;” to the customer by email, "
        "then by SMS if that is impossible or fails, <b>but not</b> during quiet hours 20:00 – 8:00."
    )


def test_everything_at_once():
    conditions = Group(
        items=(
            Condition(path="order.total", comparison=Comparison.AT_LEAST, value="20"),
            Group(
                mode=GroupMode.ANY,
                items=(
                    Condition(path="customer.language", comparison=Comparison.IS, value="fr"),
                    Condition(path="order.brand", comparison=Comparison.IS_SET),
                ),
            ),
        )
    )
    text = said(
        "order.ready",
        template=None,
        conditions=conditions,
        audience=Audience(subscribers_only=True),
        dispatch=Dispatch.CONFIRM_FIRST,
        timing=Timing(delay_minutes=30, hours=HoursMode.OPENING_HOURS, quiet=None),
        location_ids=("l1",),
        valid_until=date(2026, 12, 24),
        max_age_minutes=60,
    )
    assert text == (
        "<b>When</b> an order is ready for pick-up in Lyon, "
        "<b>if</b> “Total” ≥ €20.00 and (“Language” is French or “Brand” is filled in), "
        "<b>send</b> a template still to choose to the customer (newsletter subscribers only), "
        "once somebody has confirmed 30 minutes later by email, "
        "then by SMS if that is impossible or fails, in opening hours only, "
        "no more than 1 hour late, until 24 Dec 2026."
    )


def test_a_status_and_a_yearly_date():
    assert "an order comes to the status “In progress”" in said("order.status_changed_to")
    assert "(every year, 3 days before “Date of birth” at 10:00)" in said("customer.birthday")


@pytest.mark.parametrize("event", event_types(), ids=lambda event: event.name)
def test_every_ready_rule_reads_in_french_without_english_words(event):
    with spoken("fr"):
        text = said(event.name)
    assert text.startswith("<b>Quand</b> un")
    assert "<b>envoyer</b>" in text
    assert not re.search(r"\b(when|send|the|before|after|during|by)\b", text, re.IGNORECASE)
