# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.services.providers.http_sms import needs_secret, problems_of
from desk.services.providers.http_sms.settings import matches

GOOD = {"url": "https://sms.example/send"}


def codes(**settings):
    return {(problem.place, problem.code) for problem in problems_of({**GOOD, **settings})}


def test_an_address_alone_is_enough():
    assert codes() == set()
    assert codes(url="http://127.0.0.1:8080/messages") == set()


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"url": "http://sms.example/"}, ("url", "needs_https")),
        ({"check_url": "http://sms.example/"}, ("check_url", "needs_https")),
        ({"url": "ftp://sms.example/"}, ("url", "not_an_address")),
        ({"url": "https://"}, ("url", "not_an_address")),
        ({"url": "https://x.example:port/"}, ("url", "not_an_address")),
        ({"url": "https://user:pass@x.example/"}, ("url", "not_an_address")),
        ({"accepted": "all"}, ("accepted", "not_a_status_list")),
        ({"retried": "429;503"}, ("retried", "not_a_status_list")),
        ({"header": "X Key"}, ("header", "not_a_header")),
        ({"header": ""}, ("header", "not_a_header")),
        ({"look_up_url": "https://x.example/messages"}, ("look_up_url", "needs_reference")),
        ({"fields": {"to": "{to}"}}, ("fields", "needs_placeholder")),
    ],
)
def test_what_cannot_be(settings, problem):
    assert problem in codes(**settings)


def test_without_a_key_clear_text_may_be():
    assert codes(url="http://phone.lan/send", proof="none") == set()
    assert not needs_secret({**GOOD, "proof": "none"})
    assert needs_secret(GOOD)


@pytest.mark.parametrize(
    ("rule", "status", "is_named"),
    [
        ("200-299", 204, True),
        ("200-299, 304", 304, True),
        ("429", 430, False),
        ("", 200, False),
        ("500-502,504", 503, False),
    ],
)
def test_status_rules(rule, status, is_named):
    assert matches(rule, status) is is_named
