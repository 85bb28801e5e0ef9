# SPDX-License-Identifier: LicenseRef-Desk
"""Whose pictures are shown."""

from desk import clock
from desk.services.inbox import Pictures


def test_a_sender_is_allowed_for_good_and_nobody_else(any_db):
    def allow(session):
        pictures = Pictures(session)
        kept = pictures.allow_sender("Sophie@Mail.example", None, clock.now())
        pictures.allow_sender(kept, None, clock.now())
        assert pictures.is_allowed("sophie@mail.example")
        assert not pictures.is_allowed("paul@mail.example")
        assert pictures.allow_sender("", None, clock.now()) == ""

    any_db.write_now(allow)
