# SPDX-License-Identifier: LicenseRef-Desk
"""Decides how far the adding of an address is, and says what its first verb does next."""

from dataclasses import dataclass

from desk.services.inbox import Candidate, ServiceNote, SignInWay
from desk.services.providers import preset
from desk.translation import _
from desk.ui.panes.settings.found_card import Found
from desk.ui.panes.settings.mailbox_entry import Place
from desk.ui.panes.settings.mailbox_words import advice_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupStep:
    """How far it is. found_for: the address that was looked for, "" before. candidate: None when nobody knew.

    is_typed: somebody has corrected the servers.
    """

    found_for: str = ""
    candidate: Candidate | None = None
    is_by_browser: bool = False
    is_signed_in: bool = False
    is_typed: bool = False

    @property
    def is_found(self) -> bool:
        """Whether the search is over, and Desk can use the address."""
        return bool(self.found_for) and not self.is_impossible

    @property
    def is_impossible(self) -> bool:
        """Whether no program is let in there."""
        return self.candidate is not None and ServiceNote.NO_IMAP in self.candidate.notes

    @property
    def browser(self) -> str:
        """Return the service that signs in by browser, "" for a password."""
        return self.candidate.browser if self.is_by_browser and self.candidate is not None else ""

    @property
    def awaits_browser(self) -> bool:
        """Whether somebody has to sign in next."""
        return bool(self.browser) and not self.is_signed_in

    @property
    def service(self) -> str:
        """Return the name of the service that could sign in by browser."""
        known = preset(self.candidate.browser) if self.candidate is not None else None
        return _(known.label) if known is not None else ""

    @property
    def verb(self) -> str:
        """Return what the first verb does."""
        if not self.is_found:
            return _("Find the settings")
        return (
            _("Sign in with {service}").format(service=self.service)
            if self.awaits_browser
            else _("Test and add")
        )

    @property
    def other_way(self) -> str:
        """Return the verb of the other way to sign in, "" when there is one only."""
        ways = self.candidate.sign_in if self.candidate is not None else ()
        if not self.is_found or self.is_signed_in or SignInWay.BROWSER not in ways or len(ways) < 2:
            return ""
        if self.browser:
            return _("Use an app password instead")
        return _("Sign in with {service} instead").format(service=self.service)

    @property
    def _help(self) -> str:
        """Return the page on which a password for Desk is made."""
        ways = self.candidate.sign_in if self.candidate is not None else ()
        wants_one = ways[:1] == (SignInWay.APP_PASSWORD,) and not self.browser
        return self.candidate.help if self.candidate is not None and wants_one else ""

    def card(self, incoming: Place, outgoing: Place) -> Found:
        """Return what was found, with what has to be known."""
        note, role = ("", "") if self.candidate is None else advice_of(self.candidate)
        if self.is_signed_in:
            note, role = _("Signed in as {address}.").format(address=self.found_for), "success"
        elif self.browser:
            text = _("{service} opens in your browser; Desk never sees the password.")
            note, role = text.format(service=self.service), ""
        return Found(
            service="" if self.candidate is None else self.candidate.name,
            is_sure=self.candidate is not None and self.candidate.is_sure,
            incoming=incoming,
            outgoing=outgoing,
            note=note,
            note_role=role,
            is_by_browser=bool(self.browser),
            help=self._help,
            is_typed=self.is_typed,
        )
