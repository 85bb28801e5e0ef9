# SPDX-License-Identifier: LicenseRef-Desk
"""The rules that come with Desk, at work in a shop of a test."""

from dataclasses import replace
from datetime import timedelta

from desk import clock
from desk.bootstrap.stocking import stock
from desk.models.vocabulary import Channel
from desk.services.rules import Rulebook, RuleDraft, RuleFilter, Timing
from desk.translation import translator
from tests.services.inbox.office import NOW


def work(office, kind):
    """Let the ready rule of an event work, by day and by night."""

    def switched_on(session):
        stock(session, translator("en"), clock.now())
        book = Rulebook(session)
        (row,) = book.page(RuleFilter(event_kinds=(kind,)))
        card = book.get(row.id)
        spec = replace(card.spec, timing=Timing(quiet=None))
        draft = RuleDraft(name=card.name, spec=spec, template_id=card.template_id)
        book.save(row.id, draft, seen_version=card.version)
        book.activate(row.id, {Channel.EMAIL})

    with clock.fixed(NOW - timedelta(days=1)):  # it was at work before anything happens
        office.db.write_now(switched_on)
