# SPDX-License-Identifier: LicenseRef-Desk
"""The last pill of a condition: a choice, or a form that fits what its field holds."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desk import clock
from desk.services.rules import CONSENT, Comparison, Condition, Value, value_type
from desk.services.shop import local_day
from desk.translation import _, pgettext
from desk.ui.panes.rules import offers, words
from desk.ui.panes.rules.pieces import Choice
from desk.ui.panes.rules.sight import Sight
from desk.ui.panes.rules.value_forms import ChecksForm, DayForm, NumberForm, WordForm
from desk.ui.wording import formats

_WITHOUT = (Comparison.IS_SET, Comparison.IS_EMPTY)
_MANY = 12
"""More choices than this are not offered as boxes to tick."""

Take = Callable[[Value], None]


def value_pill(sight: Sight, condition: Condition, place: str, take: Take) -> Choice | None:
    """Return the pill of what a condition compares with; None where nothing is compared."""
    if condition.comparison in _WITHOUT:
        return None
    said = words.value_words(condition.path, condition.value, sight.shop.places)
    options = offers.value_options(condition.path, sight.shop)
    if condition.path.startswith(CONSENT) or not options:
        is_one = False
    else:
        is_one = condition.comparison is not Comparison.ONE_OF
    has_choices = condition.path.startswith(CONSENT) or is_one
    field = words.pill_field(condition.path)
    return Choice(
        key=f"{place}.value",
        says=" ".join((pgettext("rule", "If"), field, offers.comparison_text(condition.comparison))),
        text=said or _("choose…"),
        options=options if has_choices else (),
        current=_key(condition.value) if has_choices else "",
        form=None if has_choices else lambda: _form(sight, condition, take),
        problem=sight.problem(f"{place}.value"),
    )


def parsed(choice: str) -> Value:
    """Return what a choice stands for: yes and no are no texts."""
    return {"true": True, "false": False}.get(choice, choice)


def _key(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None or isinstance(value, tuple) else str(value)


def _form(sight: Sight, condition: Condition, take: Take) -> QWidget:
    label = words.pill_field(condition.path)
    if condition.comparison is Comparison.ONE_OF:
        return _many_form(sight, condition, take, label)
    value = _key(condition.value)
    match value_type(sight.types.get(condition.path, "")):
        case "number":
            is_money = words.field_type(condition.path) == "money"
            currency = sight.shop.settings.currency if is_money else ""
            return NumberForm(value, take, label, currency)
        case "date":
            return DayForm(value, take, local_day(clock.now(), formats.zone()))
        case _:
            return WordForm(value, take, label)


def _many_form(sight: Sight, condition: Condition, take: Take, label: str) -> QWidget:
    chosen = condition.value if isinstance(condition.value, tuple) else ()
    options = offers.value_options(condition.path, sight.shop)
    if options and len(options) <= _MANY + len(chosen):
        choices = tuple((option.key, option.label) for option in options)
        return ChecksForm(choices, chosen, take, "")

    def tell(text: str) -> None:
        take(tuple(word for part in text.split(",") if (word := part.strip())))

    return WordForm(", ".join(chosen), tell, label, _("Several, with commas between them."))
