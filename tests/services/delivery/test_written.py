# SPDX-License-Identifier: LicenseRef-Desk


import pytest

from desk.models.vocabulary import Channel
from desk.services.delivery import (
    Recipient,
    Replies,
    WrittenContent,
)
from tests.services.delivery.letters import NOW, ZOE, Desk


@pytest.fixture
def desk(any_db):
    return Desk(any_db)


def test_content_comes_back_as_it_was(desk):
    content = WrittenContent(
        channel=Channel.EMAIL, to=ZOE, to_name="Zoë", cc=(("A", "a@x.example"),), subject="S", text="T", html="<p>",
        language="fr", in_reply_to="a@b", references=("a@b",), reply_to="r@x.example", files=(desk.file(b"1"),),
        author="Camille", operator_id="o" * 32, mailbox_id="m" * 32, origin={"kind": "reply"},
    )  # fmt: skip
    assert WrittenContent.from_json({**content.as_json(), "newer": 1}) == content
    queued = desk.db.write_now(lambda s: Replies(s).queue(content, Recipient(), due_at=NOW, now=NOW))
    assert desk.db.read_now(lambda s: Replies(s).content(queued.delivery_id)) == content
