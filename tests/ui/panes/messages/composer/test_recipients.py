# SPDX-License-Identifier: LicenseRef-Desk
"""Addresses as they are typed."""

from desk.ui.panes.messages.composer.recipients import split_addresses, wrong_addresses


def test_addresses_are_parted():
    typed = "Paul Petit <p@x.example>; q@x.example,,p@x.example\n r "
    assert split_addresses(typed) == ("p@x.example", "q@x.example", "r")
    assert wrong_addresses(split_addresses(typed)) == ("r",)
    assert split_addresses(" ") == ()
