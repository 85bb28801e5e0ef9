# SPDX-License-Identifier: LicenseRef-Desk
"""What was found out about an address."""

import pytest

from desk.services.inbox.accounts.candidate import Candidate, MailServer, SettingsSource


@pytest.mark.parametrize("source", SettingsSource)
def test_what_nobody_signs_is_not_sure(source):
    found = Candidate(source=source, incoming=None, outgoing=None)
    assert found.is_sure is (source not in (SettingsSource.SRV, SettingsSource.GUESS))


def test_a_server_becomes_settings():
    server = MailServer(host="127.0.0.1", port=1143, security="starttls", username="a@x.fr")
    assert server.settings == {
        "host": "127.0.0.1",
        "port": 1143,
        "security": "starttls",
        "username": "a@x.fr",
    }
    assert server.is_here
