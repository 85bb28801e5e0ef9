# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.errors import Problem
from desk.models.vocabulary import Role
from desk.services.shop import Deed, least_role
from desk.ui.wording import problem_text, rights_text
from tests.ui.frame import spoken

SAID = {
    Role.AGENT: ("agent, a manager or the owner", "conseiller, un responsable ou le propriétaire"),
    Role.MANAGER: ("Only a manager or the owner", "Seul un responsable ou le propriétaire"),
    Role.OWNER: ("Only the owner", "Seul le propriétaire"),
}


@pytest.mark.parametrize("deed", [deed for deed in Deed if least_role(deed) is not Role.VIEWER])
def test_every_deed_says_whose_it_is(deed):
    english, french = SAID[least_role(deed)]
    with spoken("en"):
        assert english in rights_text(deed)
    with spoken("fr"):
        assert french in rights_text(deed)


def test_a_refusal_is_said_in_the_same_words():
    refusal = Problem(code="not_allowed", details={"deed": "edit_rules", "role": "manager"})
    with spoken("en"):
        assert problem_text(refusal) == rights_text("edit_rules")
        assert rights_text("no_such_deed") == "Your role does not let you do this."
