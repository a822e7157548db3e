"""The rules for an instrument definition: it says only what the scorer can do, and ships only words that it may."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.reference.instruments import LOOKUPS, USES, instrument
from sfph_desktop.core.reference.tables import document

NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
CONFIDENCE = ("high", "medium", "low")
LEVELS = ("individual", "social", "environmental")
LICENCE_CLASSES = (
    "open",
    "public_domain",
    "free_with_notice",
    "non_commercial",
    "non_commercial_no_derivs",
    "research_permission",
    "permission_needed",
    "proprietary",
)
STATUS_WORDS = ("seen", "derived", "remembered", "published", "app_default", "inferred")
OPERATORS = (">=", ">", "<=", "<")
FORMULAS = ("ipaq_met_minutes", "ipaq_category", "kiresuk_sherman_t")
MOST_ITEMS = 200

NEEDS: dict[str, tuple[str, ...]] = {
    "sum": ("items",),
    "mean": ("items",),
    "sum_prorated": ("items",),
    "lookup": ("from",),
    "count_in": ("items", "values"),
    "sum_counts": ("of",),
    "mean_recode": ("items",),
    "single": ("items",),
    "single_recode": ("items",),
    "in_set": ("items", "values"),
    "threshold": ("items", "operator", "value"),
    "concat": ("items",),
    "weighted_sum": ("items", "weights_by_level"),
    "weighted_sum_by_answer": ("base", "weights"),
    "formula": ("formula",),
    "rules": ("formula",),
    "difference_per_item": (),
    "mean_of_differences": (),
    "import": (),
}
"""What each operation of the scorer must be given."""

Definition = Mapping[str, Any]


def check_measure(name: str, content: bytes) -> list[Problem]:
    """Everything wrong with one definition; empty when it is sound."""
    try:
        definition = document(content, name)
    except UserCanFix as error:
        return [Problem(file=name, reason=error.what)]
    try:
        found = list(wrong(name, definition))
        if not found:
            instrument(definition)  # what the rules do not know, the reader may still stumble over
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        return [
            Problem(file=name, reason=f"The definition is not laid out as one: {type(error).__name__} {error}"[:200])
        ]
    return [Problem(file=name, column=where, reason=reason, accepted=accepted) for where, reason, accepted in found]


def wrong(name: str, definition: Definition) -> Iterator[tuple[str, str, str]]:
    """Everything wrong: where, what, and what would be accepted."""
    own = str(definition["id"])
    if not NAME.fullmatch(own) or name != f"measures/{own}.json":
        yield "id", "The id is not the file's name", "small letters, digits and _, as in measures/phq9.json"
    if not finite(definition):
        yield "", "A number is too large or is no number", "ordinary numbers"
    yield from words(definition)
    yield from items(definition)
    yield from outputs(definition)
    yield from cuts(definition)


def finite(value: Any) -> bool:
    """Whether every number below is an ordinary one."""
    if isinstance(value, Mapping):
        return all(finite(part) for part in value.values())
    if isinstance(value, list):
        return all(finite(part) for part in value)
    return not isinstance(value, int | float) or (math.isfinite(value) and abs(value) < 1e12)


def words(definition: Definition) -> Iterator[tuple[str, str, str]]:
    """Name, source, licence and the words that grade them."""
    for field in ("name", "abbreviation", "construct", "licence"):
        if not str(definition.get(field) or "").strip():
            yield field, "The field is blank", "something in it"
    own_question = definition["items"] and all(entry.get("own_wording") for entry in definition["items"])
    if not definition.get("source_urls") and not own_question:
        yield "source_urls", "There is no source", "at least one"
    known: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("use", USES), ("level", LEVELS), ("confidence", CONFIDENCE), ("licence_class", LICENCE_CLASSES)
    )  # fmt: skip
    for field, allowed in known:
        if definition.get(field) not in allowed:
            yield field, "This word is not known here", ", ".join(allowed)
    worded = any(entry.get("text") for entry in definition["items"])
    if worded and not definition.get("wording_included"):
        yield "items", "The wording is here although the licence keeps it back", "no text"
    if worded and str(definition["licence_class"]).startswith("non_commercial"):
        yield "items", "Non-commercial wording stands in the definition", "wording as separate data with its licence"


def items(definition: Definition) -> Iterator[tuple[str, str, str]]:
    """Questions: unique ids, limits the right way round, and for a scored instrument the answers each takes."""
    names = [str(entry["id"]) for entry in definition["items"]]
    if len(set(names)) != len(names) or len(names) > MOST_ITEMS:
        yield "items", "Two items have the same id, or there are too many", f"up to {MOST_ITEMS} unique ids"
    scored = definition["use"] == "scored"
    if scored and not names:
        yield "items", "A scored instrument has no items", "its items"
    for entry in definition["items"]:
        low, high = entry.get("min"), entry.get("max")
        limited = low is not None and high is not None
        if limited and low > high:
            yield f"item {entry['id']}", "The range is the wrong way round", "min <= max"
        if scored and not limited and not (entry.get("response_options") or definition.get("response_options")):
            yield f"item {entry['id']}", "It is not said which answers it takes", "min and max, or response_options"
        if entry.get("reverse") and not limited:
            yield f"item {entry['id']}", "A reversed item needs its limits", "min and max"


def outputs(definition: Definition) -> Iterator[tuple[str, str, str]]:
    """Scores: known operations with what they need, referring to items and to earlier outputs that exist."""
    scoring = definition["scoring"]
    names = {str(entry["id"]) for entry in definition["items"]}
    themes = {str(entry.get("theme")) for entry in definition["items"]}
    earlier: list[str] = []
    if not scoring["outputs"]:
        yield "scoring", "There is no output", "at least one"
    for entry in scoring["outputs"]:
        where = f"output {entry['id']}"
        if entry["op"] not in NEEDS:
            yield where, f"The operation '{entry['op']}' is not known", ", ".join(NEEDS)
            continue
        if entry["op"] == "import" and definition["use"] == "scored":
            yield where, "A scored instrument has an output that is only imported", "use: import_only"
        yield from (
            (where, f"The operation lacks '{field}'", field) for field in NEEDS[entry["op"]] if field not in entry
        )
        for wanted in set(entry.get("items", ())) - names:
            yield where, f"It refers to the item '{wanted}', which is not there", ", ".join(sorted(names))
        for wanted in {*entry.get("of", ()), *([entry["from"]] if "from" in entry else [])} - set(earlier):
            yield where, f"It builds on '{wanted}', which does not come before it", ", ".join(earlier)
        for wanted in set(entry.get("weights", ())) - names - themes:
            yield where, f"It weighs '{wanted}', which is no item", ", ".join(sorted(names))
        yield from particular(where, entry, definition)
        if entry["id"] in earlier:
            yield where, "Two outputs have the same id", "unique ids"
        earlier.append(str(entry["id"]))
    for skip in scoring.get("skips", ()):
        for wanted in {*skip["when_sum_of"], *skip["count_as_0"]} - names:
            yield "skips", f"It refers to the item '{wanted}', which is not there", ", ".join(sorted(names))


def particular(where: str, entry: Definition, definition: Definition) -> Iterator[tuple[str, str, str]]:
    """What single operations need beyond the rest: a table, a recode map, a formula, an operator."""
    if entry["op"] == "lookup" and not entry.get("lookup") and entry.get("table") not in LOOKUPS:
        yield where, "Its table is not there", "a table under 'lookup', or one of the library"
    if entry["op"] in ("mean_recode", "single_recode"):
        coded = {str(item["id"]) for item in definition["items"] if item.get("recode")}
        for wanted in set(entry.get("items", ())) - coded:
            yield where, f"The item '{wanted}' has no recode map", "recode in the item"
    if entry["op"] in ("formula", "rules") and entry.get("formula") not in FORMULAS:
        yield where, f"The formula '{entry.get('formula')}' is not known", ", ".join(FORMULAS)
    if entry["op"] == "threshold" and entry.get("operator") not in OPERATORS:
        yield where, f"The operator '{entry.get('operator')}' is not known", ", ".join(OPERATORS)
    low, high = entry.get("min"), entry.get("max")
    if low is not None and high is not None and low > high:
        yield where, "The range is the wrong way round", "min <= max"


def cuts(definition: Definition) -> Iterator[tuple[str, str, str]]:
    """Cuts, bands and thresholds of change: they refer to outputs that exist, and say how they were seen."""
    names = [str(entry["id"]) for entry in definition["scoring"]["outputs"]]
    cut = definition.get("caseness")
    for place, found in (
        *numbered(definition, "bands"),
        *numbered(definition, "cutoffs"),
        *([("caseness", cut)] if cut else []),
    ):
        if found["output"] not in names:
            yield place, f"It refers to the output '{found['output']}', which is not there", ", ".join(names)
        if "operator" in found and found["operator"] not in OPERATORS:
            yield place, f"The operator '{found['operator']}' is not known", ", ".join(OPERATORS)
    graded: list[tuple[str, Definition]] = [
        entry for field in ("bands", "cutoffs", "meaningful_change") for entry in numbered(definition, field)
    ]
    for place, found in [*graded, *([("caseness", cut)] if cut else [])]:
        if not str(found.get("status") or "").startswith(STATUS_WORDS):
            yield place, "It does not say how it was seen", ", ".join(STATUS_WORDS)
    use = (definition.get("reliable_change") or {}).get("use")
    if use and (not use.get("name") or use.get("operator") not in (">", ">=") or not use.get("threshold", 0) > 0):
        yield "reliable_change", "The threshold to use is not complete", "threshold above 0, operator > or >=, name"


def numbered(definition: Definition, field: str) -> Iterator[tuple[str, Definition]]:
    """The entries of a list with their place, for messages."""
    yield from ((f"{field} {place}", entry) for place, entry in enumerate(definition.get(field) or (), 1))
