# SPDX-License-Identifier: LicenseRef-Desk
"""The terminal speaks in sentences."""

import re
from pathlib import Path

import pytest

from desk import errors
from desk.cli import wording
from desk.cli.wording import sentence
from desk.errors import DeskError, Misconfigured, NotFound, Problem, Refused, Unavailable

EVENTS = Path(wording.__file__).parents[1] / "services" / "events"


@pytest.mark.parametrize(
    "error",
    [
        Misconfigured("database_url"),
        Misconfigured("never_heard_of"),
        NotFound("rule_not_found"),
        Unavailable("disk_error"),
        Refused(Problem(code="never_heard_of", place="order.total")),
        Refused(
            Problem(code="bad_value", place="order.total", details={"value": "a lot", "wanted": "money"})
        ),
        Refused(Problem(code="file_not_an_object", place="a.json")),
    ],
    ids=str,
)
def test_every_error_is_a_whole_sentence(error):
    said = sentence(error)
    assert re.fullmatch(r"[A-Z“].+[.?]", said)
    assert "_" not in said.replace("DESK_DATABASE", "")
    assert "[" not in said


def test_what_a_payload_can_get_wrong_has_a_sentence_of_its_own():
    sources = "".join((EVENTS / f"{name}.py").read_text() for name in ("payload", "reception", "deeds"))
    codes = set(re.findall(r'(?:code=|_problem\()"([a-z_]+)"', sources))
    assert len(codes) > 5
    assert codes <= wording._PROBLEMS.keys()


def test_every_remedy_is_told():
    kinds = {kind for kind, _words in wording._BY_REMEDY} | {Refused}
    assert kinds == {
        one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, DeskError)
    } - {DeskError}
