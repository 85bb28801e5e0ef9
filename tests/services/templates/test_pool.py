# SPDX-License-Identifier: LicenseRef-Desk
"""Whatever people write, the other messages are made: through the real worker processes."""

import asyncio

import pytest

from desk.errors import Unavailable
from desk.services.templates import Names, Renderer, RenderFailure, Rendering, RenderJob
from desk.services.templates.pool import BATCH, STRIKES
from tests.services.templates.attacks import BOMBS, FIELDS, INJECTIONS

SLOW = (
    "{% for a in many %}{% for b in many %}"
    + "{% if large|replace('a', 'b')|replace('b', 'a')|upper == '' %}x{% endif %}" * 40
    + "{% endfor %}{% endfor %}"
)
"""Stops by itself after a second; the lanes of these tests do not wait that long."""


def job(body="Bonjour {{ customer.first_name }}", *, key="good", channel="sms", **fields):
    text = {"body": body} if channel == "sms" else {"subject": "Bonjour", "body": body}
    return RenderJob(key=key, channel=channel, texts={channel: {"fr": text}}, fields=FIELDS | fields)


def run(work, **settings):
    async def whole():
        renderer = Renderer(Names(aliases={"prenom": "customer.first_name"}), **settings)
        try:
            return await work(renderer)
        finally:
            await renderer.close()

    return asyncio.run(whole())


def test_messages_come_back_in_order():
    jobs = [
        job(key=f"k{number % 3}", **{"customer.first_name": f"n{number}"}) for number in range(BATCH * 3 + 7)
    ]
    found = run(lambda renderer: renderer.render(jobs))
    assert [one.text for one in found] == [f"Bonjour n{number}" for number in range(len(jobs))]


def test_nothing_to_do_is_nothing():
    assert run(lambda renderer: renderer.render([])) == []


def test_aliases_reach_the_worker():
    assert run(lambda renderer: renderer.render([job("{{ prenom }} !")]))[0].text == "Zoë !"


def test_a_mail_has_all_its_parts():
    (made,) = run(
        lambda renderer: renderer.render([job(channel="email", **{"customer.first_name": "<Zoë>"})])
    )
    assert (made.subject, made.language) == ("Bonjour", "fr")
    assert "Bonjour <Zoë>" in made.text
    assert "Bonjour &lt;Zoë&gt;" in made.html


@pytest.mark.parametrize("attacks", [INJECTIONS, BOMBS], ids=["injections", "bombs"])
@pytest.mark.parametrize("channel", ["sms", "email"])
def test_attacks_fail_and_every_other_message_is_made(attacks, channel):
    bad = [job(source, key=f"bad{number}", channel=channel) for number, source in enumerate(attacks)]
    jobs = [one for pair in zip(bad, [job()] * len(bad), strict=True) for one in pair]
    found = run(lambda renderer: renderer.render(jobs))
    assert all(isinstance(one, RenderFailure) for one in found[0::2])
    assert all(one == Rendering(text="Bonjour Zoë", language="fr") for one in found[1::2])


def test_a_message_that_hangs_is_killed_alone():
    jobs = [job(), job(SLOW, key="slow"), job(), *[job() for _ in range(BATCH)]]

    async def work(renderer):
        return await renderer.render(jobs), renderer.kills

    found, kills = run(work, limit_s=0.6)
    assert kills == 2  # once with its batch, once alone
    assert found.pop(1) == RenderFailure(code="too_slow", place="sms", detail="stopped")
    assert {one.text for one in found} == {"Bonjour Zoë"}


def test_a_text_that_hangs_again_and_again_is_not_tried_any_more():
    async def work(renderer):
        await renderer.render([job(SLOW, key="slow")] * STRIKES)
        before = renderer.kills
        after = await renderer.render([job(SLOW, key="slow"), job()])
        return before, renderer.kills, after

    before, now, (bad, good) = run(work, limit_s=0.6)
    assert before == now
    assert bad == RenderFailure(code="too_slow", place="sms", detail="stopped before")
    assert good.text == "Bonjour Zoë"


def test_a_worker_that_dies_costs_nobody_a_message():
    async def work(renderer):
        await renderer.start()
        renderer._all[0]._process.kill()
        return await renderer.render([job(), job()])

    assert [one.text for one in run(work)] == ["Bonjour Zoë"] * 2


def test_other_texts_under_a_known_key_are_not_confused():
    async def work(renderer):
        return [(await renderer.render([job(body)]))[0].text for body in ("a", "b", "a")]

    assert run(work) == ["a", "b", "a"]


def test_several_callers_and_workers_share():
    async def work(renderer):
        calls = [renderer.render([job(n=str(one))] * 30) for one in range(8)]
        return await asyncio.gather(*calls)

    assert all(len(found) == 30 for found in run(work, workers=2))


def test_a_closed_renderer_says_so():
    async def work():
        renderer = Renderer()
        await renderer.close()
        await renderer.render([job()])

    with pytest.raises((Unavailable, RuntimeError)):
        asyncio.run(work())
