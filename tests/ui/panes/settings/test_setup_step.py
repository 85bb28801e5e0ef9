# SPDX-License-Identifier: LicenseRef-Desk
"""How far the adding of an address is."""

from desk.services.inbox import ServiceNote, SettingsSource, SignInWay
from desk.ui.panes.settings.mailbox_entry import guessed
from desk.ui.panes.settings.setup_step import SetupStep
from tests.ui.panes.settings.mailbox_steps import ADDRESS, candidate

BOTH = candidate(
    993, 465, name="Gmail", browser="google", sign_in=(SignInWay.APP_PASSWORD, SignInWay.BROWSER)
)


def step(found=BOTH, **more):
    return SetupStep(found_for=ADDRESS, candidate=found, **more)


def test_first_the_settings_are_looked_for():
    assert (SetupStep().verb, SetupStep().is_found, SetupStep().other_way) == ("Find the settings", False, "")


def test_then_somebody_signs_in_and_it_is_tried():
    assert (step().verb, step().browser, step().other_way) == (
        "Test and add",
        "",
        "Sign in with Google instead",
    )
    by_browser = step(is_by_browser=True)
    assert (by_browser.verb, by_browser.other_way) == ("Sign in with Google", "Use an app password instead")
    done = step(is_by_browser=True, is_signed_in=True)
    assert (done.verb, done.other_way, done.awaits_browser) == ("Test and add", "", False)


def test_when_nobody_knew_a_password_is_tried():
    assert (step(None).is_found, step(None).verb, step(None).service) == (True, "Test and add", "")


def test_where_nobody_is_let_in_nothing_goes_on():
    closed = step(candidate(1, 1, notes=(ServiceNote.NO_IMAP,)))
    assert (closed.is_found, closed.verb) == (False, "Find the settings")


def test_the_card_says_what_has_to_be_known():
    card = step().card(*guessed(ADDRESS))
    assert (card.service, card.note, card.note_role) == (
        "Gmail",
        "Gmail wants an app password, made for Desk.",
        "warning",
    )
    guess = step(candidate(1, 1, source=SettingsSource.GUESS)).card(*guessed(ADDRESS))
    assert (guess.is_sure, "guessing" in guess.note) == (False, True)
    signed_in = step(is_by_browser=True, is_signed_in=True).card(*guessed(ADDRESS))
    assert signed_in.note == f"Signed in as {ADDRESS}."


def test_the_page_that_makes_a_password_is_offered_where_one_is_wanted():
    gmail = candidate(1, 1, sign_in=(SignInWay.APP_PASSWORD,), help="https://x.fr/help")
    assert step(gmail).card(*guessed(ADDRESS)).help == "https://x.fr/help"
    assert step(candidate(1, 1, help="https://x.fr/help")).card(*guessed(ADDRESS)).help == ""
