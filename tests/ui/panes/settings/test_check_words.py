# SPDX-License-Identifier: LicenseRef-Desk
"""One sentence and one verb for each result of a test."""

import pytest

from desk.errors import Misconfigured, Unavailable
from desk.services.providers import CheckResult, Diagnosis, explain
from desk.ui.panes.settings.check_words import Deed, Tried, advise
from tests.ui.frame import spoken

HERE = Tried(host="smtp.x.fr", port=465)


def advice(error, tried=HERE):
    return advise(explain(error), tried)


@pytest.mark.parametrize(
    ("error", "text", "verb", "deed"),
    [
        (
            Misconfigured("password_refused"),
            "The server refuses this password.",
            "Type it again",
            Deed.SECRET,
        ),
        (
            Unavailable("host_unknown"),
            "The server smtp.x.fr cannot be found.",
            "Change the server",
            Deed.HOST,
        ),
        (
            Unavailable("connection_refused"),
            "Nothing answers on port 465: this network or the server blocks it.",
            "Try 587",
            Deed.SET,
        ),
        (Unavailable("timeout"), "No answer after 10 s.", "Try again", Deed.AGAIN),
        (
            Misconfigured("certificate_refused", reason="wrong_name", name="y.fr, z.fr"),
            "The certificate of smtp.x.fr is not valid (other name: y.fr).",
            "Use y.fr",
            Deed.SET,
        ),
        (
            Misconfigured("certificate_refused", reason="wrong_name", name="*.y.fr"),
            "The certificate of smtp.x.fr is not valid (other name: *.y.fr).",
            "Change the server",
            Deed.HOST,
        ),
        (
            Misconfigured("certificate_refused", reason="expired", name="smtp.x.fr"),
            "The certificate of smtp.x.fr is not valid: it has expired.",
            "Change the server",
            Deed.HOST,
        ),
        (
            Unavailable("server_refuses", reply="not you"),
            "The server smtp.x.fr answers, and refuses. not you",
            "Try again",
            Deed.AGAIN,
        ),
    ],
)
def test_each_result_has_a_sentence_and_a_verb(error, text, verb, deed):
    said = advice(error)
    assert (said.text, said.verb, said.deed) == (text, verb, deed)


def test_success_needs_no_verb():
    said = advise(Diagnosis(result=CheckResult.OK), HERE)
    assert (said.verb, said.deed) == ("", Deed.NONE)


def test_a_verb_says_what_it_sets():
    assert advice(Unavailable("connect_timeout")).set == {"port": 587, "security": "starttls"}
    other = advice(Misconfigured("certificate_refused", reason="wrong_name", name="y.fr"))
    assert other.set == {"host": "y.fr"}
    open_wire = advice(Misconfigured("starttls_missing"), Tried(host="smtp.x.fr", port=587))
    assert open_wire.set == {"port": 465, "security": "tls"}


def test_gmail_leads_to_the_page_of_app_passwords():
    said = advice(Misconfigured("password_refused"), Tried(host="smtp.gmail.com", port=465))
    assert said.deed is Deed.HELP
    assert said.link.startswith("https://myaccount.google.com/")


def test_without_a_key_store_it_says_so():
    assert "no key store" in advice(Misconfigured("no_keyring")).text


def test_every_result_is_said_in_french():
    with spoken("fr"):
        for result in CheckResult:
            assert advise(Diagnosis(result=result), HERE).text
        refused = advice(Misconfigured("password_refused"))
    assert (refused.text, refused.verb) == ("Le serveur refuse ce mot de passe.", "Ressaisir")


def test_a_program_on_this_computer_may_be_trusted():
    own = Diagnosis(
        result=CheckResult.TLS,
        code="certificate_refused",
        details={"reason": "self_signed", "fingerprint": "ab"},
    )
    advice = advise(own, Tried(host="127.0.0.1", port=1143, is_incoming=True))
    assert (advice.verb, dict(advice.set)) == ("Trust this one", {"pinned_certificate": "ab"})
    assert advise(own, Tried(host="imap.x.fr", port=993)).deed is Deed.HOST


@pytest.mark.parametrize(
    ("code", "deed"),
    [
        ("sign_in_missing", Deed.SIGN_IN),
        ("sign_in_expired", Deed.SIGN_IN),
        ("sign_in_denied", Deed.SIGN_IN),
        ("token_refused", Deed.SIGN_IN),
        ("sign_in_client", Deed.CLIENT),
        ("account_refused", Deed.AGAIN),
        ("sign_in_later", Deed.AGAIN),
    ],
)
def test_a_sign_in_by_browser_has_its_own_verbs(code, deed):
    advice = advise(explain(Misconfigured(code)), Tried(host="imap.x.fr", port=993, is_incoming=True))
    assert advice.deed is deed
    assert advice.verb


def test_a_closed_browser_is_told():
    advice = advise(explain(Unavailable("sign_in_timeout")), Tried(host="imap.x.fr"))
    assert (advice.deed, "browser" in advice.text) == (Deed.SIGN_IN, True)


def test_reading_has_other_ports():
    blocked = Diagnosis(result=CheckResult.BLOCKED)
    assert advise(blocked, Tried(host="x", port=993, is_incoming=True)).set == {
        "port": 143,
        "security": "starttls",
    }
    assert advise(blocked, Tried(host="x", port=143, is_incoming=True)).set == {
        "port": 993,
        "security": "tls",
    }
