# SPDX-License-Identifier: LicenseRef-Desk
"""Every event type of the catalogue can be read in a sentence, in both languages."""

import pytest

from desk.services.events import event_types
from desk.ui.panes.rules import phrases
from desk.ui.wording import event_name
from tests.ui.frame import spoken


@pytest.mark.parametrize("event", event_types(), ids=lambda event: event.name)
def test_an_event_has_a_phrase_of_its_own_in_french_too(event):
    english = phrases.event_phrase(event)
    assert english != event_name(event.name)
    with spoken("fr"):
        assert phrases.event_phrase(event) != english


@pytest.mark.parametrize("event", event_types(), ids=lambda event: event.name)
def test_what_it_is_about_has_words_and_an_icon(event):
    subject = phrases.subject_of(event)
    assert subject in phrases.SUBJECTS
    assert phrases.subject_text(subject).split()[0] in {"a", "an"}
    with spoken("fr"):
        assert phrases.subject_text(subject).split()[0] in {"un", "une"}


def test_phrases_of_one_subject_are_told_apart():
    seen = {}
    for event in event_types():
        key = (phrases.subject_of(event), phrases.event_phrase(event))
        assert key not in seen, (event.name, seen[key])
        seen[key] = event.name
