# SPDX-License-Identifier: LicenseRef-Desk
"""Who a stranger becomes, and what is counted."""

from desk.models.vocabulary import PointKind
from desk.ui.panes.messages.deeds import Whom, draft_of
from tests.ui.panes.messages.rows import conversation


def test_a_stranger_becomes_a_customer_with_what_is_known():
    draft = draft_of(conversation(name="Jean Paul Petit", address="jp@x.example", language="fr"))
    assert (draft.first_name, draft.last_name, draft.language) == ("Jean Paul", "Petit", "fr")
    assert (draft.points[0].kind, draft.points[0].address) == (PointKind.EMAIL, "jp@x.example")


def test_an_address_is_no_name():
    assert draft_of(conversation(name="jp@x.example", address="jp@x.example")).first_name == ""
    assert draft_of(conversation(name="Madonna", address="+33612345678")).first_name == "Madonna"
    assert draft_of(conversation(address="+33612345678")).points[0].kind is PointKind.PHONE
    assert draft_of(conversation(address="")).points == ()


def test_one_is_named_and_several_are_counted():
    one, other = conversation("a", name="Sophie"), conversation("b")
    assert (Whom.of((one,)).name, Whom.of((one,)).count) == ("Sophie", 1)
    assert (Whom.of((one, other)).name, Whom.of((one, other)).ids) == ("", ("a", "b"))
