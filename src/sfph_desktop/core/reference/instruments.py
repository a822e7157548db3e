"""Instrument definitions (JSON) into the domain's instruments."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sfph_desktop.core.domain.measures import Caseness, Instrument, Item, Output, ReliableChange, ResponseOption
from sfph_desktop.core.reference.tables import fingerprint

Definition = Mapping[str, Any]

LOOKUPS = ("swemwbs_metric.csv",)
"""Lookup tables of scores that a definition may name; column `raw` becomes column `metric`."""
USES = ("scored", "import_only", "not_usable")
NOT_NUMBERS = ("concat", "rules", "difference_per_item")
"""Operations that give a profile, a category or a list: no mean, no change."""
GROUP_WORDS = ("group", "mean change", "responsiveness", "alternative")
"""A meaningful change described so is not a published change of one person."""
WHOLE_SCALE = 11
"""A scale with labels at some points only is offered answer by answer up to this many points."""


def instrument(
    definition: Definition, wording: Definition | None = None, lookups: Mapping[str, Definition] | None = None
) -> Instrument:
    """One instrument from its definition, its separate wording (if any) and the lookup tables by file name.

    The version is the fingerprint of the definition and of the tables it uses, wording apart: the same answers give
    the same score for as long as the version is the same.
    """
    resolved = with_lookups(definition, lookups or {})
    worded = with_wording(resolved, wording) if wording else resolved
    use = str(definition["use"])
    return Instrument(
        id=str(definition["id"]),
        name=str(definition["name"]),
        abbreviation=str(definition["abbreviation"]),
        construct=str(definition["construct"]),
        level=str(definition["level"]),
        items=tuple(item(worded, entry) for entry in worded["items"]) if use == "scored" else (),
        outputs=outputs(definition),
        use=use,
        stem=worded.get("stem") or "",
        recall_period=definition.get("recall_period") or "",
        reliable_change=reliable_change(definition),
        meaningful_change=meaningful_change(definition),
        caseness=caseness(definition),
        minimum_interval_days=int(definition.get("minimum_interval_days") or 28),
        review_interval_days=int(definition.get("review_interval_days") or 91),
        licence=definition.get("licence") or "",
        licence_class=definition["licence_class"],
        attribution=definition.get("attribution_text") or "",
        user_must_do=definition.get("user_must_do") or "",
        wording_held=any(entry.get("text") for entry in worded["items"]),
        own_goals=bool(worded["items"]) and all(is_goal(entry) for entry in worded["items"]),
        confidence=definition.get("confidence") or "",
        version=fingerprint(json.dumps(resolved, sort_keys=True, ensure_ascii=False).encode()),
        definition=resolved,
    )


def is_goal(entry: Definition) -> bool:
    """Whether an item is a goal in the person's own words."""
    return str(entry.get("theme") or "").startswith("goal ")


def with_lookups(definition: Definition, lookups: Mapping[str, Definition]) -> dict[str, Any]:
    """The definition with every lookup table in it, because the scorer reads no files."""
    scoring = dict(definition["scoring"])
    scoring["outputs"] = [
        {**output, "lookup": lookups[output["table"]]} if output.get("table") in lookups else dict(output)
        for output in scoring["outputs"]
    ]
    # The scorer sees items through the definition too (recode maps).
    scoring["items"] = [dict(entry) for entry in definition["items"]]
    return {**definition, "scoring": scoring}


def with_wording(definition: Definition, wording: Definition) -> dict[str, Any]:
    """The definition with wording that is kept apart from it put back: texts, stems and labels.

    `labels` are the words of answers by value, of one question and of all: they also name the points of a scale that
    the definition gives by its ends only.
    """
    words: Mapping[str, Any] = wording.get("items") or {}
    items = []
    for entry in definition["items"]:
        own = words.get(entry["id"], {})
        put_back = {key: own[key] for key in ("text", "stem") if own.get(key)}
        items.append({**entry, **put_back, "labels": own.get("options") or {}})
    return {
        **definition,
        "stem": wording.get("stem") or definition.get("stem"),
        "items": items,
        "labels": wording.get("options") or {},
    }


def worded_labels(definition: Definition, entry: Definition, options: tuple[ResponseOption, ...]) -> Definition:
    """The words of a wording for one question's answers: its own, else those of all where it has the same answers."""
    shared = [option["value"] for option in definition.get("response_options") or ()]
    values = [option.value for option in options]
    same = not entry.get("response_options") and bool(values)
    same = same and (not shared or (min(shared), max(shared)) == (min(values), max(values)))
    return {**((definition.get("labels") or {}) if same else {}), **(entry.get("labels") or {})}


def relabelled(options: tuple[ResponseOption, ...], labels: Definition) -> tuple[ResponseOption, ...]:
    """Options with the labels of a wording, by value."""
    return tuple(replace(option, label=str(labels.get(f"{option.value:g}", option.label))) for option in options)


def item(definition: Definition, entry: Definition) -> Item:
    """One question, with every answer it takes."""
    low, high = entry.get("min"), entry.get("max")
    whole = entry.get("whole", True)
    shared = definition.get("response_options")
    options = accepted_options(entry.get("response_options"), shared, low, high) if whole else ()
    options = relabelled(options, worded_labels(definition, entry, options))
    if options:
        values = [option.value for option in options]
        low, high = (min(values) if low is None else low), (max(values) if high is None else high)
    return Item(
        id=str(entry["id"]),
        text=entry.get("text"),
        theme=entry.get("theme") or "",
        reverse=bool(entry.get("reverse")),
        min=low,
        max=high,
        options=options,
        stem=entry.get("stem") or "",
        whole=whole,
        kind=entry.get("kind") or "number",
        several=entry.get("several") or "",
    )


def accepted_options(
    own: list[Definition] | None, shared: list[Definition] | None, low: float | None, high: float | None
) -> tuple[ResponseOption, ...]:
    """The answers one question takes.

    Its own options are all it takes. Options shared by the whole instrument hold where they span the question's own
    limits; where they label only some points of the scale (1, 4 and 7 of 1 to 7), the points between are taken too.
    """
    if own:
        return tuple(ResponseOption(value=o["value"], label=str(o["label"])) for o in own)
    labels = {o["value"]: str(o["label"]) for o in shared or []}
    if labels and low is None and high is None:
        return tuple(ResponseOption(value=value, label=label) for value, label in labels.items())
    if not labels or low is None or high is None or min(labels) != low or max(labels) != high:
        return short_scale(low, high)
    if len(labels) > high - low:
        return tuple(ResponseOption(value=value, label=label) for value, label in labels.items())
    points = range(int(low), int(high) + 1)
    return tuple(ResponseOption(value=point, label=labels.get(point, str(point))) for point in points)


def short_scale(low: float | None, high: float | None) -> tuple[ResponseOption, ...]:
    """A short scale of whole numbers without labels: its numbers are its labels. Long ones are ranges, not options."""
    if low is None or high is None or high - low >= WHOLE_SCALE:
        return ()
    return tuple(ResponseOption(value=point, label=str(point)) for point in range(int(low), int(high) + 1))


def outputs(definition: Definition) -> tuple[Output, ...]:
    """The scores of an instrument; with them, for goals compared only with themselves, each goal's own rating."""
    found = [output(definition, entry) for entry in definition["scoring"]["outputs"]]
    if any(entry.op == "mean_of_differences" for entry in found):
        found += [
            Output(
                id=f"rating_{entry['id']}",
                op="rating",
                higher_is_better=True,
                min=entry.get("min"),
                max=entry.get("max"),
                report=False,
            )
            for entry in definition["items"]
        ]
    return tuple(found)


def output(definition: Definition, entry: Definition) -> Output:
    """One score. A direction that the output leaves open is the instrument's, where the instrument has one."""
    numeric = entry["op"] not in NOT_NUMBERS
    better = entry.get("higher_is_better", definition.get("higher_is_better") if numeric else None)
    return Output(
        id=str(entry["id"]),
        op=str(entry["op"]),
        higher_is_better=better if isinstance(better, bool) else None,
        min=entry.get("min"),
        max=entry.get("max"),
        report=entry.get("report", True) is not False,
        numeric=numeric,
        ordinal=entry.get("scale") == "ordinal",
    )


def reliable_change(definition: Definition) -> ReliableChange | None:
    """The threshold that the definition says to use; None means that no reliable change is reported."""
    use = (definition.get("reliable_change") or {}).get("use")
    return (
        ReliableChange(threshold=float(use["threshold"]), operator=use["operator"], name=use["name"]) if use else None
    )


def meaningful_change(definition: Definition) -> float | None:
    """The first meaningful change that is a number, was seen in its source, and is about one person (decision 10)."""
    for entry in definition.get("meaningful_change") or ():
        value, kind = entry["value"], str(entry.get("type", "")).casefold()
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and value > 0 and entry.get("status") == "seen" and not any(word in kind for word in GROUP_WORDS):
            return float(value)
    return None


def caseness(definition: Definition) -> Caseness | None:
    """The published cut; one that is only remembered is not used."""
    cut = definition.get("caseness")
    if not cut or str(cut.get("status", "")).startswith("remembered"):
        return None
    return Caseness(
        output=cut["output"],
        operator=cut["operator"],
        value=float(cut["value"]),
        label=cut["label"],
        status=cut.get("status", ""),
    )
