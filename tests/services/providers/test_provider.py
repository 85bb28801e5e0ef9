# SPDX-License-Identifier: LicenseRef-Desk
from desk.services.providers import Polled, provider_kind

SMS = {"url": "https://sms.example/send", "proof": "none"}


def test_an_account_for_sms_can_be_asked_when_it_says_where():
    silent = provider_kind("http_sms").build(SMS, "")
    telling = provider_kind("http_sms").build({**SMS, "poll_url": "https://sms.example/in"}, "")
    assert isinstance(silent, Polled)
    assert (silent.is_polled, telling.is_polled) == (False, True)


def test_a_mail_server_cannot_be_asked():
    mail = provider_kind("smtp").build({"host": "127.0.0.1", "port": 25, "security": "none"}, "")
    assert not isinstance(mail, Polled)
