# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.errors import Misconfigured, Unavailable
from desk.ui.wording.assistants import _KNOWN, code_text, trouble_text


@pytest.mark.parametrize("code", sorted(_KNOWN))
def test_each_code_has_its_sentence(code):
    assert code_text(code).endswith(".")


def test_what_is_not_known_is_said_by_its_code():
    assert "new_code" in code_text("new_code")


def test_the_other_sides_words_are_shown():
    assert "quota" in trouble_text(Misconfigured("engine_quota_spent", said="quota exceeded"))
    assert "It says" not in trouble_text(Unavailable("engine_busy"))
    assert trouble_text(ValueError("x"))
