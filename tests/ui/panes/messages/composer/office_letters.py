# SPDX-License-Identifier: LicenseRef-Desk
"""Letters to the customer of the office."""

from desk.models.vocabulary import DraftKind
from desk.services.inbox import DraftContent
from desk.ui.panes.messages.composer.deeds import Place
from tests.services.inbox.office import ZOE


def place(office, kind=DraftKind.REPLY):
    return Place(kind=kind, conversation_id=office.conversation, customer_id=office.zoe)


def content(text="Oui", **more):
    return DraftContent(to=ZOE, text=text, **more)
