"""A return while it is being made: true counts before anything is held back, what is shown beforehand, what is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sfph_desktop.core.domain.network import IndicatorKind, NetworkIndicator, Qualifier, Return, ReturnCell, Window
from sfph_desktop.core.domain.values import Period

NOT_KNOWN = "not known"
AGE_BANDS = ("under 18", "18 to 24", "25 to 44", "45 to 64", "65 to 74", "75 and over")
GENDERS = ("woman", "man", "in another way")
FIFTHS = ("1", "2", "3", "4", "5")
"""1 is the most deprived fifth of Scotland's data zones."""
GROUP_VALUES: Mapping[str, tuple[str, ...]] = {
    "age_band": (*AGE_BANDS, NOT_KNOWN),
    "gender": (*GENDERS, NOT_KNOWN),
    "deprivation": (*FIFTHS, NOT_KNOWN),
}
"""Every value of each group: the whole list is always there, so that a value that is missing tells of nobody."""
GROUP_WORDS: Mapping[str, str] = {
    "age_band": "age at the end of the time",
    "gender": "gender",
    "deprivation": "how deprived the area is (1 most, 5 least)",
}
_GENDER_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("woman", "female", "f", "w", "girl", "trans woman"), "woman"),
    **dict.fromkeys(("man", "male", "m", "boy", "trans man"), "man"),
    **dict.fromkeys(("", "prefer not to say", "not known", "unknown", "not said", "n/k"), NOT_KNOWN),
}

# What of a person a figure is made of: each needs a lawful basis of its own before anything made of it leaves.
FIELDS: Mapping[str, str] = {
    "contacts": "that a person came, or is or was enrolled",
    "roles": "that a person volunteers here",
    "answers": "what a person answered in questionnaires",
    "events": "what happened to a person, as starting work",
    "age_band": "a person's age band",
    "gender": "a person's gender",
    "deprivation": "how deprived the area is where a person lives",
    "rows": "two scores of one person, under a made-up name",
}
SPECIAL = frozenset({"contacts", "answers", "events", "rows"})
"""Fields that tell of health or care: they need a condition of Article 9 as well."""


def gender_group(recorded: str) -> str:
    """One of `GENDERS` for whatever words were recorded: words of somebody's own never leave."""
    word = " ".join(recorded.casefold().split()).strip(".")
    return _GENDER_WORDS.get(word, "in another way")


def field_of(measure: str) -> str:
    """Which of `FIELDS` a measure is made of; blank where it is about nobody."""
    kind, colon, name = measure.partition(":")
    if not colon:
        return "answers"
    if kind == "reach":
        return {"people": "contacts", "attendances": "contacts", "volunteers": "roles"}.get(name, "")
    return "events" if kind in {"event", "event_quantity"} else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawCell:
    """One cell with its true numbers, which never leave as they are: the guard makes a `ReturnCell` of it."""

    indicator: str
    kind: IndicatorKind
    window: Window
    period: Period
    group: str = ""
    group_value: str = ""
    n: int | None = None
    """People behind it; None where it belongs to nobody, or there is no cell."""
    value: Decimal | None = None
    """None where there is no cell, or of a mean of nobody."""
    unit: str = ""
    missing: Qualifier = ""
    """`not_measured` or `no_basis`: why there is no cell at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewLine:
    """One value that will leave, or why it will not."""

    where: str
    """The file of the return it stands in: `aggregates`, `organisation`, `items`."""
    indicator: str
    """The indicator's id, or the field's."""
    name: str
    """What it is, in words."""
    group: str = ""
    """For whom, in words; blank for everybody."""
    time: str = ""
    """Which time, in words."""
    says: str = ""
    """The value in words, as it will leave; blank where nothing leaves."""
    reason: str = ""
    """Why the network asks for it."""
    held: str = ""
    """Why nothing leaves, or that it is as it was sent before; blank for a plain value."""
    qualifier: Qualifier = ""
    before: str = ""
    """What the last return said of the same; blank where there was none, or it said the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnPreview:
    """Everything a return will hold, before it is made."""

    network: str
    member: str
    quarter: str
    quarter_words: str
    definitions: int
    threshold: int
    sequence: int
    """The number this return will have, or has if the very same was made before."""
    already: bool
    """The very same return was made before: making it again writes the same file."""
    people: str
    """How many people it is about, in words, and how many are left out because they did not agree; small counts held
    back."""
    missing_bases: tuple[str, ...]
    """Fields, in words, that nothing leaves of because no lawful basis is recorded."""
    lines: tuple[PreviewLine, ...]
    content: Return

    @property
    def leaving(self) -> tuple[PreviewLine, ...]:
        """The lines with a value that leaves."""
        return tuple(one for one in self.lines if one.says)

    @property
    def held(self) -> tuple[PreviewLine, ...]:
        """The lines without one."""
        return tuple(one for one in self.lines if not one.says)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowAgreement:
    """An agreement with one desk, under which rows of people who agreed may be sent, each under a made-up name."""

    id: int = 0
    desk_key: str
    """The desk's public key, as printed: for no other is it good."""
    agreed_on: date
    agreed_by: str = ""
    words: str
    """The words of the agreement, as the definitions gave them."""
    ended_on: date | None = None


def cell_of(raw: RawCell, n: int | None, value: Decimal | None, qualifier: Qualifier) -> ReturnCell:
    """The cell that leaves, with what the guard let stand of a true one."""
    return ReturnCell(
        indicator=raw.indicator,
        group=raw.group,
        group_value=raw.group_value,
        window=raw.window,
        period_start=raw.period.start,
        period_end=raw.period.end,
        n=n,
        value=value,
        unit=raw.unit,
        qualifier=qualifier,
    )


def in_order(indicators: Mapping[str, NetworkIndicator]) -> tuple[NetworkIndicator, ...]:
    """The network's own first, in the order of the definitions, then a member's own."""
    return tuple(sorted(indicators.values(), key=lambda one: one.id.startswith("own:")))
