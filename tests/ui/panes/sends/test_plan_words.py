# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.models.vocabulary import DeliveryState, Reason
from desk.ui.panes.sends.bulk import DeedKind, LeftOut, Plan
from desk.ui.panes.sends.plan_words import plan_text, plan_verb
from tests.ui.frame import spoken
from tests.ui.panes.sends.rows import line

SOPHIE = line(id="1")
MARC = line(DeliveryState.FAILED, id="2", customer_name="Marc Delaunay")
NADIA = line(DeliveryState.UNDELIVERABLE, Reason.NO_CONSENT, id="3", customer_name="Nadia Ferrand")


def test_a_question_names_how_many_and_who_is_left_out_and_why():
    left = ((Reason.NO_CONSENT, (NADIA,)), (LeftOut.WAITING, (SOPHIE, MARC, NADIA)))
    plan = Plan(kind=DeedKind.RESEND, going=(SOPHIE, MARC), left=left, repeated=1)
    assert plan_text(plan) == (
        "Send 2 messages again? 1 has arrived already: the customer gets it twice. "
        "4 are left out: not subscribed (1: Nadia Ferrand), not sent yet (3: Sophie Bernard, Marc Delaunay…)."
    )
    assert plan_verb(plan) == "Send 2 again"


def test_one_is_named():
    assert plan_text(Plan(kind=DeedKind.CANCEL, going=(MARC,))) == "Call off 1 message? (Marc Delaunay)"


def test_what_cannot_be_done_is_said_with_its_reason():
    plan = Plan(kind=DeedKind.APPROVE, left=((LeftOut.NOT_ASKED, (SOPHIE,)),))
    assert plan_text(plan) == (
        "Nothing of this can be done. 1 is left out: needs no approval (1: Sophie Bernard)."
    )


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", [DeedKind.RESEND, DeedKind.RESEND_NEWEST, DeedKind.APPROVE, DeedKind.CANCEL])
def test_every_deed_asks_in_words_of_its_own(language, kind):
    with spoken(language):
        for going in ((SOPHIE,), (SOPHIE, MARC)):
            plan = Plan(kind=kind, going=going, left=((why, (NADIA,)) for why in LeftOut))
            plan = Plan(kind=kind, going=going, left=tuple((why, (NADIA,)) for why in LeftOut))
            assert "{" not in plan_text(plan) + plan_verb(plan)
            assert str(len(going)) in plan_verb(plan)
