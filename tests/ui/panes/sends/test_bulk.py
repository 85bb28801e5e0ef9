# SPDX-License-Identifier: LicenseRef-Desk
from desk.models.vocabulary import DeliveryState, Reason
from desk.services.delivery import Outlook
from desk.ui.panes.sends.bulk import DeedKind, LeftOut, awaits, plan_approve, plan_cancel, plan_resend
from tests.ui.panes.sends.rows import line

SENT = line(id="sent")
FAILED = line(DeliveryState.FAILED, id="failed")
UNWANTED = line(DeliveryState.UNDELIVERABLE, Reason.NO_CONSENT, id="unwanted")
WAITING = line(DeliveryState.QUEUED, id="waiting")
ASKED = line(DeliveryState.QUEUED, Reason.AWAITING_APPROVAL, id="asked")
DOUBTFUL = line(DeliveryState.UNCONFIRMED, id="doubtful")
ALL = (SENT, FAILED, UNWANTED, WAITING, ASKED, DOUBTFUL)
OUTLOOKS = {
    "sent": Outlook(),
    "failed": Outlook(),
    "unwanted": Outlook(reason=Reason.NO_CONSENT),
    "waiting": Outlook(is_open=True),
    "doubtful": Outlook(is_open=True),
}


def ids(rows):
    return [row.id for row in rows]


def test_sending_again_leaves_out_what_would_not_leave_and_says_why():
    plan = plan_resend(ALL, OUTLOOKS, DeedKind.RESEND)
    assert ids(plan.going) == ["sent", "failed"]
    assert plan.repeated == 1
    assert {why: ids(rows) for why, rows in plan.left} == {
        Reason.NO_CONSENT: ["unwanted"],
        LeftOut.WAITING: ["waiting"],
        LeftOut.TOO_MANY: ["asked"],
        LeftOut.IN_DOUBT: ["doubtful"],
    }
    assert plan.left_count == 4


def test_only_what_has_not_left_can_be_called_off():
    plan = plan_cancel(ALL)
    assert ids(plan.going) == ["waiting", "asked"]
    assert {why: ids(rows) for why, rows in plan.left} == {
        LeftOut.OVER: ["sent", "failed", "unwanted"],
        LeftOut.IN_DOUBT: ["doubtful"],
    }


def test_only_what_waits_for_a_word_is_approved():
    plan = plan_approve(ALL)
    assert ids(plan.going) == ["asked"]
    assert [why for why, _rows in plan.left] == [LeftOut.NOT_ASKED]
    assert [awaits(row) for row in ALL] == [False, False, False, False, True, False]
