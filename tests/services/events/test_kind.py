# SPDX-License-Identifier: LicenseRef-Desk
"""The words of the catalogue."""

import pytest

from desk.models.vocabulary import Channel
from desk.services.events import record_kind
from desk.services.events.kind import channels


def test_letters_name_channels_and_a_webhook_is_always_allowed():
    assert channels("E S") == {Channel.EMAIL, Channel.SMS, Channel.WEBHOOK}
    assert channels("P I L") == {Channel.PUSH, Channel.IN_APP, Channel.LETTER, Channel.WEBHOOK}
    with pytest.raises(KeyError):
        channels("E X")


def test_a_kind_knows_its_statuses_and_fields():
    orders = record_kind("order")
    ready = orders.status("ready")
    assert ready is not None
    assert (ready.raises, ready.is_open) == ("order.ready", True)
    assert orders.status("eaten") is None
    assert orders.has("due_at")
    assert not orders.has("starts_at")
