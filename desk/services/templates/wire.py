# SPDX-License-Identifier: LicenseRef-Desk
"""What the service and its rendering workers say to each other: JSON and text, so only plain data passes.

Texts and brands are sent once and named by a number afterwards; a job is then little more than its fields.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from itertools import accumulate, pairwise

from desk.services.templates.brand import Brand
from desk.services.templates.job import RenderFailure, Rendering, RenderJob
from desk.services.templates.plain import Json

MOST_KNOWN = 300
"""Wordings, or brands, after which both sides forget all and begin again."""

_Result = Rendering | RenderFailure


class Outgoing:
    """The service's side: remembers what one worker has been told."""

    def __init__(self) -> None:
        self._wordings: dict[str, tuple[int, Json, Json]] = {}
        self._brands: dict[Brand, int] = {}
        self._count = 0

    def packed(self, jobs: Sequence[RenderJob]) -> bytes:
        """Return a batch as bytes, with whatever the worker has not heard yet."""
        forget = len(self._wordings) > MOST_KNOWN or len(self._brands) > MOST_KNOWN
        if forget:
            self._wordings.clear()
            self._brands.clear()
        wordings: list[tuple[int, Json, Json]] = []
        brands: list[tuple[int, dict[str, str]]] = []
        lines = [
            (
                self._wording(job, wordings),
                self._brand(job.brand, brands),
                str(job.channel),
                job.language,
                job.default_language,
                job.fields if isinstance(job.fields, dict) else dict(job.fields),
            )
            for job in jobs
        ]
        return json.dumps([forget, wordings, brands, lines], ensure_ascii=False).encode("utf-8", "replace")

    def _wording(self, job: RenderJob, news: list[tuple[int, Json, Json]]) -> int:
        """Return the number of a job's texts; other texts under the same key are another number."""
        known = self._wordings.get(job.key)
        if known is None or not (
            (known[1] is job.texts or known[1] == job.texts)
            and (known[2] is job.policies or known[2] == job.policies)
        ):
            self._count += 1
            known = self._wordings[job.key] = (self._count, job.texts, job.policies)
            news.append(known)
        return known[0]

    def _brand(self, brand: Brand, news: list[tuple[int, dict[str, str]]]) -> int:
        number = self._brands.get(brand)
        if number is None:
            self._count += 1
            number = self._brands[brand] = self._count
            news.append((number, asdict(brand)))
        return number


class Incoming:
    """The worker's side: gives jobs back as values, with the number of their texts as key."""

    def __init__(self) -> None:
        self._wordings: dict[int, tuple[Json, Json]] = {}
        self._brands: dict[int, Brand] = {}

    def unpacked(self, message: bytes) -> list[RenderJob]:
        """Return the jobs of a batch."""
        forget, wordings, brands, lines = json.loads(message)
        if forget:
            self._wordings.clear()
            self._brands.clear()
        self._wordings |= {number: (texts, policies) for number, texts, policies in wordings}
        self._brands |= {number: Brand(**brand) for number, brand in brands}
        return [self._job(*line) for line in lines]

    def _job(self, wording: int, brand: int, *rest: object) -> RenderJob:
        channel, language, default_language, fields = rest
        texts, policies = self._wordings[wording]
        return RenderJob(
            key=str(wording),
            channel=str(channel),
            language=str(language),
            default_language=str(default_language),
            texts=texts,
            policies=policies,
            fields=fields if isinstance(fields, dict) else {},
            brand=self._brands[brand],
        )


def pack_results(results: Sequence[_Result]) -> bytes:
    """Return what came of a batch as bytes: the lengths of all texts, then the texts.

    Escaping a mail's HTML for JSON and back costs more than making it.
    """
    texts: list[str] = []
    for one in results:
        if isinstance(one, Rendering):
            texts += (one.subject, one.text, one.html, one.language)
        else:
            texts += ("", one.code, one.place, one.detail)
    shape = [isinstance(one, Rendering) for one in results], [len(text) for text in texts]
    return "".join([json.dumps(shape), "\n", *texts]).encode("utf-8", "replace")


def unpack_results(message: bytes) -> list[_Result]:
    """Return what came of a batch; ValueError for anything that is not that."""
    shape, _, written = message.decode().partition("\n")
    made, lengths = json.loads(shape)
    if len(lengths) != 4 * len(made) or sum(lengths) != len(written):
        raise ValueError
    ends = list(accumulate(lengths, initial=0))
    texts = [written[start:end] for start, end in pairwise(ends)]
    return [_result(is_made, texts[at * 4 : at * 4 + 4]) for at, is_made in enumerate(made)]


def _result(is_made: bool, texts: list[str]) -> _Result:  # noqa: FBT001 - as it comes over the wire
    if is_made:
        return Rendering(subject=texts[0], text=texts[1], html=texts[2], language=texts[3])
    return RenderFailure(code=texts[1], place=texts[2], detail=texts[3])
