# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.services.providers.smtp import SmtpSettings, needs_secret, problems_of


def codes(**settings):
    return {
        (problem.place, problem.code) for problem in problems_of({"host": "smtp.shop.example", **settings})
    }


def test_a_server_alone_is_enough():
    assert codes() == set()
    assert problems_of({})[0].code == "missing_field"


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"security": "none", "username": "shop"}, ("security", "password_needs_encryption")),
        ({"pinned_certificate": "abc"}, ("pinned_certificate", "not_a_fingerprint")),
        ({"host": "smtp://x.example"}, ("host", "not_a_host")),
        ({"host": " "}, ("host", "missing_field")),
        ({"host": "x\r\ny"}, ("host", "control_character")),
        ({"port": 0}, ("port", "out_of_range")),
        ({"port": "465"}, ("port", "not_a_number")),
        ({"security": "ssl"}, ("security", "not_a_choice")),
        ({"connections": 65}, ("connections", "out_of_range")),
        ({"dot_s": 0}, ("dot_s", "out_of_range")),
    ],
)
def test_what_cannot_be(settings, problem):
    assert problem in codes(**settings)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "::1"])
def test_this_computer_may_be_spoken_to_in_clear_text_and_takes_many_connections(host):
    assert codes(host=host, security="none", username="shop") == set()
    settings = SmtpSettings(host=host)
    assert settings.is_loopback
    assert (settings.first_connections, settings.most_connections) == (32, 32)


def test_a_foreign_server_is_approached_gently():
    settings = SmtpSettings(host="smtp.shop.example")
    assert not settings.is_loopback
    assert (settings.first_connections, settings.most_connections) == (2, 5)
    one = SmtpSettings(host="smtp.shop.example", connections=1)
    assert (one.first_connections, one.most_connections) == (1, 1)


def test_a_fingerprint_may_be_written_with_colons():
    pin = ":".join(["AB"] * 32)
    assert codes(pinned_certificate=pin) == set()
    assert SmtpSettings(host="x", pinned_certificate=pin).pin == "ab" * 32


def test_the_keyring_is_asked_only_with_a_user_name():
    assert needs_secret({"host": "x.example", "username": "shop"})
    assert not needs_secret({"host": "x.example"})
