"""A questionnaire of the office's own as a JSON file: written for another office, and read from one."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.own_forms import AnswerList, OwnAnswer, OwnBand, OwnForm, OwnQuestion, OwnScore
from sfph_desktop.core.domain.problems import Problem, UserCanFix

LARGEST = 2**20
USUAL = "answers"
"""The list that a question uses which names none."""
HEAD = {"name", "short_name", "construct", "level", "stem", "about", "review_days"}
PARTS = {"answers", "questions", "scores", "bands"}


def read_own_json(path: Path) -> OwnForm:
    """The form in a JSON file; UserCanFix naming the place that is not laid out as it should be."""
    try:
        if path.stat().st_size > LARGEST:
            raise UserCanFix(what=f"'{path.name}' is too large for a questionnaire.", do="Give a file of up to 1 MB.")
        found = json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_no_number)
    except OSError as error:
        raise UserCanFix(
            what=f"'{path.name}' cannot be read.", why=f"The computer says: {error.strerror}.", do="Check its name."
        ) from None
    except (ValueError, RecursionError):
        raise _wrong(path, "", "It is not JSON.", "a JSON object in UTF-8") from None
    if not isinstance(found, dict):
        raise _wrong(path, "", "It holds no JSON object.", "a curly bracket at its beginning")
    return _Reading(path, found).form()


def own_json(form: OwnForm) -> str:
    """The form as `read_own_json` reads it."""
    document: dict[str, Any] = {
        "name": form.name,
        "short_name": form.short_name,
        "construct": form.construct,
        "level": form.level,
        "stem": form.stem,
        "about": form.recall,
        "review_days": form.review_days,
        "answers": {
            one.name: [{"value": a.value, "label": a.label, "name": a.name} for a in one.answers] for one in form.lists
        },
        "questions": [
            {
                "id": q.id,
                "text": q.text,
                "kind": q.kind,
                "answers": q.answers,
                "from": q.low,
                "to": q.high,
                "whole": q.whole,
                "reverse": q.reverse,
                "heading": q.heading,
            }
            for q in form.questions
        ],
        "scores": [
            {
                "id": s.id,
                "name": s.name,
                "rule": s.rule,
                "questions": list(s.questions),
                "may_miss": s.may_miss,
                "higher_is_better": s.higher_is_better,
            }
            for s in form.scores
        ],
        "bands": [{"score": b.score, "from": b.low, "to": b.high, "label": b.label} for b in form.bands],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


class _Reading:
    """Reads one document, and says where it is not as it should be."""

    def __init__(self, path: Path, found: Mapping[str, Any]) -> None:
        self._path, self._found = path, found

    def form(self) -> OwnForm:
        """The whole form."""
        for key in self._found.keys() - HEAD - PARTS:
            raise self._no(key, f"'{key}' is not a part of a questionnaire.", ", ".join(sorted(HEAD | PARTS)))
        lists = tuple(self._lists())
        usual = lists[0].name if len(lists) == 1 else USUAL
        found = self._found
        scores = found.get("scores", [{}])
        return OwnForm(
            name=self._text(found, "name", "name"),
            short_name=self._text(found, "short_name", "short_name"),
            construct=self._text(found, "construct", "construct"),
            level=self._text(found, "level", "level", "individual"),
            stem=self._text(found, "stem", "stem"),
            recall=self._text(found, "about", "about"),
            questions=tuple(
                self._question(one, f"question {place}", place, usual)
                for place, one in enumerate(self._listed(found, "questions"), start=1)
            ),
            lists=lists,
            scores=tuple(self._score(one, f"score {n}") for n, one in enumerate(self._list(scores, "scores"), start=1)),
            bands=tuple(
                self._band(one, f"band {place}") for place, one in enumerate(self._listed(found, "bands"), start=1)
            ),
            review_days=int(self._number(found, "review_days", "review_days", 91.0) or 0),
        )

    def _lists(self) -> list[AnswerList]:
        found = self._found.get("answers", {})
        if isinstance(found, list):
            found = {USUAL: found}
        if not isinstance(found, dict):
            raise self._no("answers", "The answers are no list.", "a list of answers, or lists by name")
        return [
            AnswerList(
                name=name,
                answers=tuple(
                    self._answer(one, f"list {name}", place)
                    for place, one in enumerate(self._list(answers, f"list {name}"), start=1)
                ),
            )
            for name, answers in found.items()
        ]

    def _answer(self, found: Any, where: str, place: int) -> OwnAnswer:
        if isinstance(found, str):
            return OwnAnswer(value=float(place), label=found)
        entry = self._entry(found, where, {"value", "label", "name"})
        return OwnAnswer(
            value=self._number(entry, "value", where, float(place)) or 0.0,
            label=self._text(entry, "label", where),
            name=self._text(entry, "name", where),
        )

    def _question(self, found: Any, where: str, place: int, usual: str) -> OwnQuestion:
        if isinstance(found, str):
            return OwnQuestion(id=f"q{place}", text=found, answers=usual)
        keys = {"id", "text", "kind", "answers", "from", "to", "whole", "reverse", "heading"}
        entry = self._entry(found, where, keys)
        numbered = "from" in entry and entry["from"] is not None and "answers" not in entry
        kind = self._text(entry, "kind", where, "number" if numbered else "choice")
        return OwnQuestion(
            id=self._text(entry, "id", where, f"q{place}"),
            text=self._text(entry, "text", where),
            kind=kind,
            answers=self._text(entry, "answers", where, usual if kind in {"choice", "several"} else ""),
            low=self._number(entry, "from", where),
            high=self._number(entry, "to", where),
            whole=self._yes(entry, "whole", where, True),
            reverse=self._yes(entry, "reverse", where, False),
            heading=self._text(entry, "heading", where),
        )

    def _score(self, found: Any, where: str) -> OwnScore:
        keys = {"id", "name", "rule", "questions", "may_miss", "higher_is_better"}
        entry = self._entry(found, where, keys)
        better = entry.get("higher_is_better")
        if better is not None and not isinstance(better, bool):
            raise self._no(where, "higher_is_better is neither true nor false.", "true, false or null")
        return OwnScore(
            id=self._text(entry, "id", where, "total"),
            name=self._text(entry, "name", where, "Total"),
            rule=self._text(entry, "rule", where, "sum"),
            questions=tuple(str(one) for one in self._list(entry.get("questions", []), where)),
            may_miss=int(self._number(entry, "may_miss", where, 0.0) or 0),
            higher_is_better=better,
        )

    def _band(self, found: Any, where: str) -> OwnBand:
        entry = self._entry(found, where, {"score", "from", "to", "label"})
        low, high = self._number(entry, "from", where), self._number(entry, "to", where)
        if low is None or high is None:
            raise self._no(where, "A band needs both ends.", "from and to")
        label = self._text(entry, "label", where)
        return OwnBand(score=self._text(entry, "score", where, "total"), low=low, high=high, label=label)

    # --- single cells

    def _entry(self, found: Any, where: str, keys: set[str]) -> Mapping[str, Any]:
        if not isinstance(found, dict):
            raise self._no(where, "It is not laid out as it should be.", f"an object with {', '.join(sorted(keys))}")
        for key in found.keys() - keys:
            raise self._no(where, f"'{key}' is not known here.", ", ".join(sorted(keys)))
        return found

    def _listed(self, found: Mapping[str, Any], key: str) -> list[Any]:
        return self._list(found.get(key, []), key)

    def _list(self, found: Any, where: str) -> list[Any]:
        if not isinstance(found, list):
            raise self._no(where, "This is no list.", "a list in square brackets")
        return found

    def _text(self, found: Mapping[str, Any], key: str, where: str, otherwise: str = "") -> str:
        text = found.get(key, otherwise)
        if not isinstance(text, str):
            raise self._no(where, f"'{key}' is no text.", "text in quotation marks")
        return text

    def _number(self, found: Mapping[str, Any], key: str, where: str, otherwise: float | None = None) -> float | None:
        number = found.get(key, otherwise)
        if number is None:
            return None
        if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
            raise self._no(where, f"'{key}' is no number.", "a number")
        return float(number)

    def _yes(self, found: Mapping[str, Any], key: str, where: str, otherwise: bool) -> bool:
        answer = found.get(key, otherwise)
        if not isinstance(answer, bool):
            raise self._no(where, f"'{key}' is neither true nor false.", "true or false")
        return answer

    def _no(self, where: str, reason: str, accepted: str) -> UserCanFix:
        return _wrong(self._path, where, reason, accepted)


def _wrong(path: Path, where: str, reason: str, accepted: str) -> UserCanFix:
    return UserCanFix(
        what=f"'{path.name}' cannot be used as a questionnaire.",
        why=f"{where}: {reason}" if where else reason,
        do=f"Accepted: {accepted}. Nothing was changed.",
        problems=(Problem(reason=reason, accepted=accepted, file=path.name, column=where),),
    )


def _no_number(word: str) -> float:
    raise ValueError(word)
