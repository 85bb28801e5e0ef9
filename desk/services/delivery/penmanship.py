# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the making of messages: rules' texts in the rendering workers, what was written in a thread.

The files of what was written are read here, and its bytes are kept before they leave.
"""

import asyncio
from collections.abc import Sequence

from desk import clock
from desk.errors import MISTAKES, Refused
from desk.models.vocabulary import Channel
from desk.services.delivery.answering import ClaimedReply
from desk.services.delivery.blobs import Blobs
from desk.services.delivery.claiming import Claimed
from desk.services.delivery.making import post_of, render_jobs
from desk.services.delivery.replies import Replies
from desk.services.delivery.written import made_of
from desk.services.store import Database, Session
from desk.services.templates import Made, Renderer, RenderFailure


async def make_all(
    db: Database, renderer: Renderer, batch: Sequence[Claimed | ClaimedReply]
) -> list[Made | RenderFailure]:
    """Return the message of each claim, in order; raises what the database and the renderer raise."""
    now = clock.now()
    written = {one.due.id: await make_written(db, one) for one in batch if isinstance(one, ClaimedReply)}
    rendered = [one for one in batch if isinstance(one, Claimed)]
    made = iter(await renderer.make(render_jobs(rendered, now))) if rendered else iter(())
    return [written[one.due.id] if isinstance(one, ClaimedReply) else next(made) for one in batch]


async def make_written(db: Database, one: ClaimedReply) -> Made | RenderFailure:
    """Return the message, or why there can be none; raises what the database raises.

    A mail's bytes are kept under their sum first: the copy in the Sent folder is what has left, to the byte.
    """
    sums = {file.sha256 for file in one.content.files}
    bodies = await db.read(lambda session: Blobs(session).bodies(sums))
    try:
        made = await asyncio.to_thread(made_of, post_of(one, bodies))
    except Refused as refused:
        problem = refused.problems[0]
        return RenderFailure(code=problem.code, place=problem.place)
    except KeyError as gone:
        return RenderFailure(code="file_gone", place=str(gone.args[0]))
    except MISTAKES as mistake:
        return RenderFailure(code="internal", detail=type(mistake).__name__)
    if one.due.channel is Channel.EMAIL:
        await db.write(lambda session: _keep(session, one.due.notification_id, made.body))
    return made


def _keep(session: Session, notification_id: str, raw: bytes) -> None:
    Replies(session).note_made(notification_id, Blobs(session).put(raw))
