# SPDX-License-Identifier: LicenseRef-Desk
"""Makes a message: a version's text is prepared once, then filled for each person.

Pure, and without a clock that could stop it from outside: whatever a person wrote is rendered by the workers
of `pool`, never in the window's or the service's own process.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from desk.errors import Refused
from desk.services.templates import mail_html, mail_text
from desk.services.templates.brand import Brand
from desk.services.templates.formats import Formats
from desk.services.templates.job import RenderFailure, Rendering, RenderJob
from desk.services.templates.language import Compiled, compile_text, placeholders
from desk.services.templates.names import Names
from desk.services.templates.patchwork import Patches, Patchwork
from desk.services.templates.plain import refused
from desk.services.templates.policy import Policies, PolicyKind, policies_from_json
from desk.services.templates.sandbox import Budget
from desk.services.templates.sentences import Kept, droppable
from desk.services.templates.text import Text, choose_language

MAIL = "email"
MOST_SUBJECT = 400

# What a telephone's alphabet lacks and nobody would miss: one such sign doubles the price of a text message.
_TELEPHONE = str.maketrans({
    **dict.fromkeys("\u00a0\u202f\u2009\u2007\u2002\u2003", " "),
    **dict.fromkeys("\u200b\u200e\u200f\u2060\ufeff\u00ad", None),
    **dict.fromkeys("\u2018\u2019\u201a\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\u2033", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u2022", "-"),
    "…": "...",
    "œ": "oe",
    "Œ": "OE",
    "\t": " ",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recipe:
    """A text on one channel, in one language, for one brand, ready to be filled."""

    language: str
    formats: Formats
    text: Compiled | Patchwork
    mail: "Mail | None" = None
    """What an e-mail has beside."""


@dataclass(frozen=True, slots=True)
class Mail:
    """The parts that only an e-mail has. foot: of its text part; the HTML has its own."""

    subject: Compiled | Patchwork
    html: Compiled | Patchwork
    foot: Compiled | Patchwork


def prepare(job: RenderJob, names: Names, patches: Patches | None = None) -> Recipe:
    """Return the recipe of a job's text; the fields do not matter. Raises Refused.

    patches: what earlier states of a text that is being typed left behind; None prepares for sending.
    """
    language, text = _chosen(job)
    try:
        policies = policies_from_json(job.policies)
    except (ValueError, KeyError, TypeError) as error:
        raise refused("bad_policy") from error
    policies = {names.path_of(path)[0]: policy for path, policy in policies.items()}
    brand = job.brand
    formats = Formats(
        language=language or "en", zone=brand.zone, country=brand.country, currency=brand.currency
    )
    return _Kitchen(names, policies, brand, patches).recipe(text, formats, is_mail=job.channel == MAIL)


def fill(recipe: Recipe, fields: Mapping[str, object], budget: Budget | None = None) -> Rendering:
    """Return the message for one person; raises Refused for one that would not be whole."""
    spent = budget or Budget()
    body = recipe.text.fill(fields, recipe.formats, spent)
    if not body.strip():
        raise refused("empty_text", "text")
    mail = recipe.mail
    if mail is None:
        return Rendering(text=body.translate(_TELEPHONE).strip(), language=recipe.language)
    subject = " ".join(mail.subject.fill(fields, recipe.formats, spent).split())
    if not subject:
        raise refused("empty_subject", "subject")
    return Rendering(
        subject=subject[:MOST_SUBJECT],
        text=mail_text.tidy(f"{body}\n\n{mail.foot.fill(fields, recipe.formats, spent)}"),
        html=mail.html.fill(fields, recipe.formats, spent),
        language=recipe.language,
    )


def render(job: RenderJob, names: Names | None = None) -> Rendering | RenderFailure:
    """Return the message of one job, or why there is none."""
    try:
        return fill(prepare(job, names or Names()), job.fields)
    except Refused as error:
        return failure(error)


def failure(error: Refused) -> RenderFailure:
    """Return the first problem as the reason why a message could not be made."""
    problem = error.problems[0]
    return RenderFailure(
        code=problem.code,
        place=problem.place,
        detail=" ".join(f"{name}={value}" for name, value in problem.details.items()),
    )


def _chosen(job: RenderJob) -> tuple[str, Text]:
    by_language = job.texts.get(job.channel)
    if not isinstance(by_language, dict) or not by_language:
        raise refused("no_text", job.channel)
    spoken = [one for one, text in by_language.items() if text.get("body") or text.get("blocks")]
    language = choose_language(job.language, spoken, job.default_language)
    if not language:
        raise refused("no_text", job.channel)
    try:
        return language, Text.from_json(by_language[language])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise refused("bad_text", f"{job.channel}.{language}", detail=type(error).__name__) from error


class _Kitchen:
    """Compiles the parts of one text under the same names and policies."""

    def __init__(self, names: Names, policies: Policies, brand: Brand, patches: Patches | None) -> None:
        self._names, self._policies, self._brand, self._patches = names, policies, brand, patches
        self._dropping = {path for path, policy in policies.items() if policy.kind is PolicyKind.DROP}

    def recipe(self, text: Text, formats: Formats, *, is_mail: bool) -> Recipe:
        """Return the whole recipe; raises Refused."""
        language = formats.language
        if not is_mail:
            body = mail_text.plain_body(text.body, self._keep)
            return Recipe(language, formats, self._compiled(body))
        blocks = text.blocks or mail_text.paragraphs(text.body)
        plain = mail_text.to_text(blocks, self._keep)
        html = mail_html.to_html(text, blocks, self._brand, language, self._keep)
        mail = Mail(
            subject=self._compiled(self._keep(text.subject).source),
            html=self._compiled(html, html=True),
            foot=self._compiled(mail_text.foot(self._brand, language)),
        )
        return Recipe(language, formats, self._compiled(plain), mail)

    def _compiled(self, source: str, *, html: bool = False) -> Compiled | Patchwork:
        if self._patches is not None:
            return self._patches.compiled(source, self._names, self._policies, html=html)
        return compile_text(source, names=self._names, policies=self._policies, html=html)

    def _keep(self, source: str) -> Kept:
        if not self._dropping:
            return Kept(source, "")
        if self._patches is None:
            return droppable(source, self._paths_of)
        key = ("kept", source, tuple(sorted(self._dropping)))
        return self._patches.once(key, lambda: droppable(source, self._paths_of))

    def _paths_of(self, placeholder: str) -> tuple[str, ...]:
        return tuple(path for path in placeholders(placeholder, self._names) if path in self._dropping)
