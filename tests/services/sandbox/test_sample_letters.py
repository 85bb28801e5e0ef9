# SPDX-License-Identifier: LicenseRef-Desk
"""The sample shop's mails are mails: read again they say what the story says."""

from datetime import UTC, datetime

from desk.services.inbox import attachment_bytes, read_mail
from desk.services.sandbox.sample_letters import sample_mail

NOW = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
PEOPLE = ('"Élodie" <elodie@example.org>', "Atelier <contact@atelier.example>")


def test_a_mail_says_what_its_line_says():
    line = {"text": "Bonjour", "html": "<p>Bonjour</p>", "files": ["a.png", "b.pdf"], "is_newsletter": True}
    header_id, raw = sample_mail(line, PEOPLE, "Vélo", NOW, ["x@y"])
    mail = read_mail(raw)
    assert (mail.header_id, mail.subject, mail.date) == (header_id, "Re: Vélo", NOW)
    assert (mail.sender.name, mail.references) == ("Élodie", ("x@y",))
    assert mail.text.strip() == "Bonjour"
    assert "<p>" in mail.html
    assert "list-id" in mail.headers
    assert attachment_bytes(raw, 0).startswith(b"\x89PNG")
    assert attachment_bytes(raw, 1).startswith(b"%PDF")
    assert mail.problems == ()


def test_the_same_story_makes_the_same_mail():
    first = sample_mail({"text": "Bonjour"}, PEOPLE, "Vélo", NOW, [])
    assert sample_mail({"text": "Bonjour"}, PEOPLE, "Vélo", NOW, [])[0] == first[0]
