# SPDX-License-Identifier: LicenseRef-Desk
"""What follows an arrival, in its transaction."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from desk.models import Suppression
from desk.models.vocabulary import Channel
from desk.services.preferences import ConsentDraft, Consents
from tests.services.inbox.known_people import customer, rows
from tests.services.inbox.sync.box import mail


def test_a_stop_counts_from_its_arrival_whatever_the_writers_clock_says(boxes, dovecot):
    box, now = boxes(dovecot), datetime.now(UTC)
    zoe = customer(box.db, "Zoe", "zoe@client.example")
    agreed = ConsentDraft(
        customer_id=zoe,
        topic="commercial",
        channel=Channel.EMAIL,
        granted=True,
        source="import",
        wording="yes",
        at=now - timedelta(days=100),
    )
    box.db.write_now(lambda session: Consents(session).record(agreed))
    long_ago = format_datetime(now - timedelta(days=365))
    box.put(mail("late", "Unsubscribe", Subject="Unsubscribe", Date=long_ago)).sync()
    assert "commercial" in {row.topic for row in rows(box.db, Suppression.topic)}
