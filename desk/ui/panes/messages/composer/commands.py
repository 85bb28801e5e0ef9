# SPDX-License-Identifier: LicenseRef-Desk
"""What can be done in the composer by key, from the menu and from the palette."""

from functools import partial
from typing import Protocol

from desk.translation import N_
from desk.ui.commands import Command


class Sends(Protocol):
    """What the commands act on."""

    def send(self, *, archives: bool = False) -> None:
        """Send what is written."""

    def send_later(self) -> None:
        """Offer moments to leave later."""


def commands_of(composer: Sends) -> tuple[Command, ...]:
    """Return the commands of the composer; those that go to the reply or the note are the page's."""
    return (
        Command(
            name="messages.send",
            label=N_("&Send"),
            icon="paper-plane-tilt",
            shortcut="Ctrl+Return",
            page="messages",
            menu="tools",
            section="write",
            run=composer.send,
        ),
        Command(
            name="messages.send_archive",
            label=N_("Send and &archive"),
            icon="archive",
            shortcut="Ctrl+Shift+Return",
            page="messages",
            menu="tools",
            section="write",
            run=partial(composer.send, archives=True),
        ),
        Command(
            name="messages.send_later",
            label=N_("Send &later…"),
            icon="clock",
            shortcut="Ctrl+Shift+L",
            page="messages",
            menu="tools",
            section="write",
            run=composer.send_later,
        ),
    )
