"""An office's own questionnaires in the shape of the library's definitions, and back into their form."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.own_forms import AnswerList, OwnAnswer, OwnBand, OwnForm, OwnQuestion, OwnScore
from sfph_desktop.core.reference.instruments import instrument
from sfph_desktop.core.reference.tables import document, fingerprint

Definition = Mapping[str, Any]
YES_NO = ({"value": 0, "label": "No"}, {"value": 1, "label": "Yes"})
OURS = "Our own questions, not a validated measure."


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnParts:
    """What an office adds to the library: JSON as it is kept in the store."""

    definitions: Sequence[tuple[str, bool]] = ()
    """The newest edition of each questionnaire, and whether it is put away."""
    wordings: Mapping[str, str] = field(default_factory=dict)
    """By instrument: the wording the office typed under its owner's terms."""


def definition_of(form: OwnForm, name: str) -> dict[str, Any]:
    """The definition of a sound form, under the id `name`."""
    items = [item for question in form.questions for item in _items(form, question)]
    return {
        "id": name,
        "use": "scored",
        "name": form.name.strip(),
        "abbreviation": form.short_name.strip(),
        "construct": form.construct.strip(),
        "level": form.level,
        "respondent": "self",
        "recall_period": form.recall.strip(),
        "stem": form.stem.strip() or None,
        "response_options": None,
        "items": items,
        "scoring": {
            "outputs": [_output(form, score) for score in form.scores],
            "missing_rule": {"max_missing": 0, "status": "own"},
        },
        "bands": [
            {"output": band.score, "label": band.label.strip(), "min": band.low, "max": band.high, "status": "own"}
            for band in form.bands
        ],
        "meaningful_change": [],
        "reliable_change": None,
        "caseness": None,
        "review_interval_days": form.review_days,
        "licence": "Made by this office.",
        "licence_class": "open",
        "attribution_text": OURS,
        "user_must_do": "Keep the questions as they are for as long as you compare with them.",
        "confidence": "own",
    }


def form_of(definition: Definition) -> OwnForm:
    """The form that a definition was made from."""
    lists = {str(item["list"]): _answer_list(item) for item in definition["items"] if item.get("list")}
    return OwnForm(
        name=definition["name"],
        short_name=definition["abbreviation"],
        construct=definition["construct"],
        level=definition["level"],
        stem=definition.get("stem") or "",
        recall=definition.get("recall_period") or "",
        questions=tuple(_asked(definition)),
        lists=(*lists.values(), *_ticked(definition, set(lists))),
        scores=tuple(_score(entry) for entry in definition["scoring"]["outputs"]),
        bands=tuple(
            OwnBand(score=band["output"], low=band["min"], high=band["max"], label=band["label"])
            for band in definition["bands"]
        ),
        review_days=int(definition["review_interval_days"]),
    )


def own_instrument(content: str, *, retired: bool = False) -> Instrument:
    """The instrument of a definition as it is kept; its version says how it scores, whatever its words are."""
    definition = document(content.encode(), "an own questionnaire")
    version = fingerprint(json.dumps(scoring_part(definition), sort_keys=True).encode())
    return replace(instrument(definition), own=True, retired=retired, version=version)


def scoring_part(definition: Definition) -> dict[str, Any]:
    """What decides a score: the questions in their order with the numbers they take, and the rules."""
    kept = ("id", "kind", "reverse", "min", "max", "whole", "several")
    return {
        "items": [
            {key: item.get(key) for key in kept}
            | {"values": [option["value"] for option in item.get("response_options") or ()]}
            for item in definition["items"]
        ],
        "scoring": definition["scoring"],
    }


# --- into a definition ------------------------------------------------------------------------------------------------


def _items(form: OwnForm, question: OwnQuestion) -> Iterator[dict[str, Any]]:
    """One item; for a question with several answers, one for each of them."""
    item: dict[str, Any] = {
        "id": question.id,
        "text": question.text.strip(),
        "reverse": question.reverse,
        "kind": "number",
        "stem": question.heading.strip(),
    }
    answers = form.answers_of(question)
    if question.kind == "several":
        for answer in answers:
            ticked = {
                "id": _ticked_id(question.id, answer),
                "text": answer.label.strip(),
                "several": question.id,
                "question": question.text.strip(),
                "answer": {"value": answer.value, "name": answer.name, "list": question.answers},
            }
            yield item | ticked | {"min": 0, "max": 1, "response_options": list(YES_NO)}
    elif question.kind == "choice":
        low, high = form.limits_of(question) or (None, None)
        options = [{"value": a.value, "label": a.label.strip(), "name": a.name} for a in answers]
        yield item | {"min": low, "max": high, "list": question.answers, "response_options": options}
    elif question.kind == "number":
        yield item | {"min": question.low, "max": question.high, "whole": question.whole}
    else:
        yield item | {"kind": question.kind, "min": None, "max": None}


def _ticked_id(question: str, answer: OwnAnswer) -> str:
    """As KoBo names its columns of a question with several answers: support/lunch."""
    return f"{question}/{answer.name or f'{answer.value:g}'}"


def _output(form: OwnForm, score: OwnScore) -> dict[str, Any]:
    counted = [item["id"] for question in form.counted_by(score) for item in _items(form, question)]
    low, high = form.range_of(score) or (None, None)
    op = "mean" if score.rule == "mean" else "sum_prorated" if score.may_miss else "sum"
    return {
        "id": score.id,
        "name": score.name.strip(),
        "op": op,
        "items": counted,
        "questions": list(score.questions),
        "max_missing": score.may_miss,
        "min": low,
        "max": high,
        "higher_is_better": score.higher_is_better,
    }


# --- and back ---------------------------------------------------------------------------------------------------------


def _asked(definition: Definition) -> Iterator[OwnQuestion]:
    done = set()
    for item in definition["items"]:
        name = item.get("several") or item["id"]
        if name in done:
            continue
        done.add(name)
        listed = item["answer"]["list"] if item.get("several") else item.get("list", "")
        kind = "several" if item.get("several") else "choice" if listed else item["kind"]
        yield OwnQuestion(
            id=name,
            text=item["question"] if item.get("several") else item["text"],
            kind=kind,
            answers=listed,
            low=item["min"] if kind == "number" else None,
            high=item["max"] if kind == "number" else None,
            whole=item.get("whole", True),
            reverse=item["reverse"],
            heading=item["stem"],
        )


def _answer_list(item: Definition) -> AnswerList:
    answers = tuple(OwnAnswer(value=o["value"], label=o["label"], name=o["name"]) for o in item["response_options"])
    return AnswerList(name=item["list"], answers=answers)


def _ticked(definition: Definition, known: set[str]) -> Iterator[AnswerList]:
    """Lists that only questions with several answers use: each answer is an item of its own there."""
    found: dict[str, dict[str, OwnAnswer]] = {}
    for item in definition["items"]:
        if item.get("several") and item["answer"]["list"] not in known:
            answer = item["answer"]
            own = OwnAnswer(value=answer["value"], label=item["text"], name=answer["name"])
            found.setdefault(answer["list"], {})[_ticked_id("", own)] = own
    yield from (AnswerList(name=name, answers=tuple(answers.values())) for name, answers in found.items())


def _score(entry: Definition) -> OwnScore:
    return OwnScore(
        id=entry["id"],
        name=entry["name"],
        rule="mean" if entry["op"] == "mean" else "sum",
        questions=tuple(entry["questions"]),
        may_miss=int(entry["max_missing"]),
        higher_is_better=entry["higher_is_better"],
    )
