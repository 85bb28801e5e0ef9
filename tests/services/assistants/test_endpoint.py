# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.services.assistants.endpoint import endpoint_problem, is_inside


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("https://api.example.com/v1", ""),
        ("https://api.example.com:8443", ""),
        ("http://localhost:5000", ""),
        ("http://127.0.0.1:5000/x", ""),
        ("http://[::1]:5000", ""),
        ("http://192.168.1.20:5000", ""),
        ("http://nas.local:5000", ""),
        ("http://api.example.com", "address_not_secure"),
        ("http://8.8.8.8", "address_not_secure"),
        ("http://0.0.0.0", "address_not_secure"),
        ("http://localhost.example.com", "address_not_secure"),
        ("ftp://api.example.com", "bad_url"),
        ("api.example.com", "bad_url"),
        ("https://", "bad_url"),
        ("https://user:pass@api.example.com", "bad_url"),
        ("https://api.example.com/\r\nX: y", "bad_url"),
        ("https://api.example.com:99999", "bad_url"),
        ("https://[::1", "bad_url"),
        ("https://api.example.com/#x", "bad_url"),
        ("https://" + "a" * 600, "bad_url"),
    ],
)
def test_what_may_be_given_a_customers_words(address, problem):
    assert endpoint_problem(address) == problem


def test_what_is_no_address_is_not_inside():
    assert not is_inside("https://[::1")
    assert not is_inside("")
