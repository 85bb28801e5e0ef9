# SPDX-License-Identifier: LicenseRef-Desk
"""Parcels, and a hand-over that remembers."""

from desk.models.vocabulary import Channel
from desk.services.channels import Parcel

BODY = b"Subject: Bonjour\r\nMessage-ID: <m1@desk.example>\r\n\r\nBonjour,\r\n.\r\n..deux\r\nfin\r\n"


def mail(**changes):
    values = {
        "delivery_id": "d1",
        "channel": Channel.EMAIL,
        "sender_address": "atelier@desk.example",
        "recipient_address": "anna@kunde.example",
        "reference": "m1@desk.example",
        "body": BODY,
    }
    return Parcel(**{**values, **changes})


def sms(**changes):
    values = {
        "delivery_id": "d1",
        "channel": Channel.SMS,
        "sender_address": "ATELIER",
        "recipient_address": "+33612345678",
        "reference": "ref-1",
        "body": "Votre vélo est prêt : 12,50 €".encode(),
    }
    return Parcel(**{**values, **changes})


class Gate:
    """A hand-over: says yes or no, and remembers whom it was asked for."""

    def __init__(self, *, is_open=True, look=lambda: None):
        self.is_open = is_open
        self.look = look
        self.asked = []
        self.seen = []

    async def __call__(self, delivery_id):
        self.asked.append(delivery_id)
        self.seen.append(self.look())
        return self.is_open
