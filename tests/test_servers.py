# SPDX-License-Identifier: LicenseRef-Desk
"""The ground the other tests stand on."""

import logging
import os
import smtplib

import keyring
import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as some


def plain(url):
    return url.replace("+psycopg", "")


def tables(url):
    with psycopg.connect(plain(url)) as connection:
        return [
            row[0] for row in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname='public'")
        ]


@pytest.mark.parametrize("_turn", [1, 2])
def test_each_test_has_an_empty_database(postgres_url, _turn):
    assert tables(postgres_url) == []
    with psycopg.connect(plain(postgres_url)) as connection:
        connection.execute("CREATE TABLE left_behind (x int)")


def test_a_database_can_be_a_clone_of_a_prepared_one(postgres_server):
    def prepare(url):
        with psycopg.connect(plain(url)) as connection:
            connection.execute("CREATE TABLE prepared (x int)")

    clone = postgres_server.fresh(postgres_server.template(prepare))

    assert tables(clone) == ["prepared"]
    postgres_server.drop(clone)


def test_the_database_knows_letters(postgres_url):
    with psycopg.connect(plain(postgres_url)) as connection:
        assert connection.execute("SELECT lower('ÉÀÖ')").fetchone() == ("éàö",)


def send(server, text):
    with smtplib.SMTP(server.host, server.port, timeout=10) as line:
        line.sendmail("shop@atelier.example", ["anna@kunde.example"], f"Subject: {text}\r\n\r\n{text}\r\n")


def test_postfix_delivers_into_the_maildir(postfix):
    send(postfix, "vélo prêt".encode("ascii", "replace").decode())
    (message,) = postfix.wait_for(1)
    assert message["Delivered-To"] == "anna@kunde.example"


def test_postfix_starts_again_after_a_power_cut(postfix):
    assert postfix.messages() == []
    postfix.kill()
    with pytest.raises(OSError):
        send(postfix, "nobody is there")
    postfix.start()
    send(postfix, "back again")
    assert postfix.wait_for(1)[0]["Subject"] == "back again"


def test_postfix_lets_nothing_out(postfix):
    with (
        smtplib.SMTP(postfix.host, postfix.port, timeout=10) as line,
        pytest.raises(smtplib.SMTPRecipientsRefused),
    ):
        line.sendmail("shop@atelier.example", ["someone@elsewhere.example"], "Subject: no\r\n\r\nno\r\n")


def test_secrets_stay_in_memory(memory_keyring):
    keyring.set_password("desk", "key", "secret")
    assert memory_keyring.kept == {("desk", "key"): "secret"}


def test_home_is_the_tests_own(desk_home, tmp_path):
    assert os.environ["DESK_HOME"] == str(desk_home)
    assert desk_home.parent == tmp_path
    assert not desk_home.exists()


@given(some.text())
def test_properties_may_stand_beside_the_fixtures_of_every_test(text):
    assert text == str(text)


def test_an_announced_warning_is_fine(log_guard):
    log_guard.expect("DESK WARNING|desk.sample: .*twice")
    logging.getLogger("desk.sample").warning("sent twice")


def test_a_surprising_warning_fails(log_guard):
    logging.getLogger("desk.sample").error("lost %s", 3)
    with pytest.raises(pytest.fail.Exception, match="lost 3"):
        log_guard.check()


def test_an_announced_warning_must_come(log_guard):
    log_guard.expect("never said")
    with pytest.raises(pytest.fail.Exception, match="never said"):
        log_guard.check()


def test_coroutines_run_in_the_windows_loop(qt_run):
    import asyncio

    async def answer():
        await asyncio.sleep(0.01)
        return 42

    assert [qt_run(answer()) for _ in range(3)] == [42, 42, 42]


@pytest.fixture(scope="module")
def collects_while_made():
    import gc

    return gc.isenabled()


def test_python_collects_on_no_thread_of_its_own(collects_while_made):
    import gc

    assert not collects_while_made
    assert not gc.isenabled()
