# SPDX-License-Identifier: LicenseRef-Desk
"""What the service and its rendering workers say to each other: JSON and text, so only plain data passes.

Texts and brands are sent once and named by a number afterwards; a job is then little more than its fields.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from itertools import accumulate, pairwise

from desk.services.templates.brand import Brand
from desk.services.templates.job import Made, RenderFailure, Rendering, RenderJob, Result
from desk.services.templates.plain import Json

MOST_KNOWN = 300
"""Wordings, or brands, after which both sides forget all and begin again."""

_MADE = 2
"""How a `Made` is marked; a rendering is true, a failure false."""


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
                job.finish,
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
        channel, language, default_language, fields, finish = rest
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
            finish=finish if isinstance(finish, dict) else None,
        )


def pack_results(results: Sequence[Result]) -> bytes:
    """Return what came of a batch as bytes: the lengths of all parts, then the parts.

    Escaping a mail's HTML for JSON and back costs more than making it.
    """
    marks: list[bool | int] = []
    parts: list[bytes] = []
    for one in results:
        if isinstance(one, Made):
            marks.append(_MADE)
            parts += (_octets(one.subject), one.body, one.content, b"")
        else:
            is_made = isinstance(one, Rendering)
            marks.append(is_made)
            parts += map(_octets, _texts(one))
    shape = json.dumps((marks, [len(part) for part in parts]))
    return b"".join([shape.encode(), b"\n", *parts])


def unpack_results(message: bytes) -> list[Result]:
    """Return what came of a batch; ValueError for anything that is not that."""
    shape, _, written = message.partition(b"\n")
    marks, lengths = json.loads(shape)
    if len(lengths) != 4 * len(marks) or sum(lengths) != len(written):
        raise ValueError
    ends = list(accumulate(lengths, initial=0))
    parts = [written[start:end] for start, end in pairwise(ends)]
    return [_result(mark, parts[at * 4 : at * 4 + 4]) for at, mark in enumerate(marks)]


def _texts(one: Rendering | RenderFailure) -> tuple[str, str, str, str]:
    if isinstance(one, Rendering):
        return one.subject, one.text, one.html, one.language
    return "", one.code, one.place, one.detail


def _octets(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _result(mark: int, parts: list[bytes]) -> Result:
    if mark == _MADE:
        return Made(subject=parts[0].decode(), body=parts[1], content=parts[2])
    texts = [part.decode() for part in parts]
    if mark:
        return Rendering(subject=texts[0], text=texts[1], html=texts[2], language=texts[3])
    return RenderFailure(code=texts[1], place=texts[2], detail=texts[3])
