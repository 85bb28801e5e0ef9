# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.errors import NotFound, Refused, Unavailable
from desk.models.vocabulary import Channel
from desk.services.providers import PROVIDERS, check_account, provider_kind
from tests.servers import free_port
from tests.services.providers.impolite import Impolite


def test_a_kind_is_found_by_its_name():
    assert provider_kind("smtp").channel is Channel.EMAIL
    assert provider_kind("http_sms").channel is Channel.SMS
    assert len({kind.name for kind in PROVIDERS}) == len(PROVIDERS)
    with pytest.raises(NotFound):
        provider_kind("pigeon")


@pytest.mark.asyncio
async def test_a_form_can_be_tried_before_it_is_saved():
    async with Impolite() as server:
        await check_account("smtp", server.settings(), "")
        assert server.bodies == []
        assert [command.split()[0] for command in server.commands][:1] == ["EHLO"]
    with pytest.raises(Unavailable):
        await check_account("smtp", {"host": "127.0.0.1", "port": free_port(), "security": "none"}, "")
    with pytest.raises(Refused):
        await check_account("smtp", {}, "")
