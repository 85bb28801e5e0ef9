# SPDX-License-Identifier: LicenseRef-Desk
import asyncio
import json
from datetime import UTC, datetime

import pytest

from desk.errors import Problem, Refused, Unavailable
from desk.services.sandbox import IncomingBook, PlayedText, SmsServer
from desk.services.sandbox.incoming import MOST
from desk.services.sandbox.sms_server import Answers

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)


def play(db, words, sender="+33612345678"):
    return db.write_now(lambda s: IncomingBook(s).play(sender, words, NOW))


def after(db, id_=""):
    return [one.text for one in db.read_now(lambda s: IncomingBook(s).after(id_))]


def test_what_was_played_is_told_in_its_order(any_db):
    ids = [play(any_db, words) for words in ("a", "b", "c")]
    assert after(any_db) == ["a", "b", "c"]
    assert after(any_db, ids[0]) == ["b", "c"]
    assert after(any_db, ids[2]) == []
    assert after(any_db, "unknown") == ["a", "b", "c"]


def test_only_the_newest_is_kept(db):
    for n in range(MOST + 5):
        play(db, str(n))
    assert (len(after(db)), after(db)[0]) == (MOST, "5")


@pytest.mark.parametrize(
    ("sender", "words", "codes"),
    [
        ("", "a", ["no_address"]),
        ("banana", "a", ["bad_phone"]),
        ("12", "a", ["bad_phone"]),
        ("+33612345678", " ", ["empty_text"]),
        ("+33612345678", "x" * 1601, ["too_long"]),
    ],
)
def test_what_is_no_message(db, sender, words, codes):
    with pytest.raises(Refused) as caught:
        play(db, words, sender)
    assert [problem.code for problem in caught.value.problems] == codes


def test_a_number_is_read_as_of_the_shops_country(db):
    play(db, "a", "06 12 34 56 78")
    assert [one.sender for one in db.read_now(lambda s: IncomingBook(s).after())] == ["+33612345678"]


class Service:
    def __init__(self, error=None):
        self.kept, self.error = [], error
        self.server = SmsServer(
            self._nothing, self._nothing, answers=Answers(told=self._told, played=self._played)
        )

    async def _nothing(self, _value):
        return False

    async def _told(self, after):
        if self.error:
            raise self.error
        return tuple(one for one in self.kept if one.id > after)

    async def _played(self, sender, words):
        if not words:
            raise Refused(Problem(code="empty_text"))
        self.kept.append(PlayedText(id=str(len(self.kept) + 1), sender=sender, text=words, at=NOW))
        return self.kept[-1].id

    def ask(self, *requests):
        async def run():
            async with self.server:
                reader, writer = await asyncio.open_connection("127.0.0.1", self.server.port)
                answers = []
                for request in requests:
                    writer.write(request)
                    head = (await reader.readuntil(b"\r\n\r\n")).decode()
                    length = int(head.lower().partition("content-length:")[2].split()[0])
                    body = await reader.readexactly(length)
                    answers.append((int(head.split()[1]), json.loads(body)))
                writer.close()
                await writer.wait_closed()
            return answers

        return asyncio.run(run())


def post(document):
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return b"POST /incoming HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


def get(path):
    return f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()


def test_the_service_takes_and_tells():
    service = Service()
    answers = service.ask(
        get("/incoming"),
        post({"from": "+33612345678", "text": "Oui"}),
        get("/incoming?after="),
        get("/incoming?after=1"),
    )
    told = [{"id": "1", "from": "+33612345678", "text": "Oui", "at": NOW.isoformat()}]
    assert answers == [(200, []), (201, {"id": "1"}), (200, told), (200, [])]


def test_what_it_does_not_take():
    service = Service()
    assert [status for status, _ in service.ask(post({"from": "a"}), post(b"{"), post(b"[]"))] == [
        422,
        400,
        400,
    ]
    away = Service(error=Unavailable("database_away"))
    assert away.ask(get("/incoming")) == [(503, {"error": "not_readable"})]
