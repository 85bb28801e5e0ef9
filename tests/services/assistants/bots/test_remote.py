# SPDX-License-Identifier: LicenseRef-Desk
import json

import pytest

from desk.errors import Rejected
from desk.services.assistants.bots.remote import address_problems, foreign_links, posted, spoken


def test_the_request_of_every_bot():
    request = posted("https://bot.example", "k", {"text": "é"})
    assert json.loads(request.body) == {"text": "é"}
    assert request.headers == {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Authorization": "Bearer k",
    }
    assert "Authorization" not in posted("https://bot.example", "", {}).headers


def test_links_to_strangers():
    assert foreign_links("a https://b.example/x, http://www.c.example:80.", "https://b.example") == (
        "www.c.example",
    )
    assert foreign_links("https://www.atelier.example/x", "atelier.example") == ()
    assert foreign_links("nothing", "") == ()


def test_what_may_be_sent():
    assert spoken(" Oui\u200b. ") == "Oui."
    assert spoken(None) == ""
    with pytest.raises(Rejected):
        spoken("x" * 4001)


def test_addresses():
    assert address_problems({"address": "https://bot.example"}) == []
    assert [one.code for one in address_problems({"address": "bot.example"})] == ["bad_url"]
