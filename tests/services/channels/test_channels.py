# SPDX-License-Identifier: LicenseRef-Desk
"""The channels that are built."""

import pytest

from desk.errors import NotFound
from desk.models.vocabulary import Channel, PointKind
from desk.services.channels import CHANNELS, channel_kind


def test_each_channel_stands_once():
    assert [kind.channel for kind in CHANNELS] == [Channel.EMAIL, Channel.SMS]
    assert channel_kind(Channel.SMS).point is PointKind.PHONE
    assert channel_kind(Channel.EMAIL).has_html


def test_a_channel_that_is_not_built_is_not_found():
    with pytest.raises(NotFound):
        channel_kind(Channel.LETTER)
