# SPDX-License-Identifier: LicenseRef-Desk
import string

import pytest

from desk.models.vocabulary import Outcome
from desk.services.rules import FLIP_ENDINGS, FLIP_TEXTS, FlipKind
from tests.services.rules.test_turning import CASES, flipped


def test_every_kind_of_flip_has_its_words():
    assert set(FLIP_TEXTS) == set(FlipKind)
    assert set(FLIP_ENDINGS) == set(Outcome)


@pytest.mark.parametrize("question", [case[0] for case in CASES.values()], ids=CASES)
def test_the_words_name_only_what_the_flip_tells(question):
    found = flipped(**question)
    assert found is not None
    named = {name for _, name, _, _ in string.Formatter().parse(FLIP_TEXTS[found.kind]) if name}
    assert named <= {"name", *found.details}
