"""An XLSForm (survey, choices, settings) as a questionnaire of the office's own, with what could not be taken along.

The file is parsed by the same confined child as every spreadsheet. What asks for things that cannot be kept here
(places, photographs, sound, other files) is refused as a whole, with every such row named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sfph_desktop.core.domain.own_forms import AnswerList, OwnAnswer, OwnForm, OwnQuestion, OwnScore
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.interchange import reader
from sfph_desktop.core.interchange.xlsform_sheets import FormRow, FormSheets, form_sheets
from sfph_desktop.core.interchange.xlsform_words import Added, Asked, added, asked, limits

YES_NO = "yes_no"
_YES = {"yes": 1.0, "no": 0.0, "true": 1.0, "false": 0.0}
MOST_TOLD = 20
_ALWAYS = "Always asked here, not only sometimes: {}."
_NOT_TAKEN = {
    "relevant": _ALWAYS,
    "required": "May be left out here, as every question: {}.",
    "default": "Answers that are filled in beforehand are not taken along: {}.",
    "hint": "Hints are not taken along; put them into the question if they matter: {}.",
    "calculation": "Calculations other than a sum or a mean of answers are not taken along: {}.",
}
"""What a question of a form may have besides, and its maker should know is not here."""
_NOTHING = frozenset({"no", "false", "false()", "0"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadForm:
    """A form that was read, and what is different from the file, in sentences."""

    form: OwnForm
    remarks: tuple[str, ...] = ()


def read_xlsform(path: Path, progress: Progress = silent) -> ReadForm:
    """The questionnaire in an XLSForm. UserCanFix for what cannot be read, or asks for what cannot be kept here."""
    found = reader.read(path, progress=progress)
    if found.form in {"csv", "folder"}:
        raise UserCanFix(
            what=f"'{path.name}' is not an XLSForm.", why="It is not a workbook.", do="Give the .xlsx of your form."
        )
    return _Builder(form_sheets(found, path.name), path).built()


@dataclass(slots=True)
class _Builder:
    """Reads the survey from top to bottom."""

    sheets: FormSheets
    path: Path
    questions: list[OwnQuestion] = field(default_factory=list)
    lists: dict[str, AnswerList] = field(default_factory=dict)
    sums: list[tuple[str, str, Added]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: dict[str, list[str]] = field(default_factory=dict)
    unnumbered: list[str] = field(default_factory=list)
    """Lists whose answers are numbered in their order."""
    open: list[tuple[str, str]] = field(default_factory=list)
    """Groups and repeats that have begun: their kind and their words."""

    def built(self) -> ReadForm:
        self._read_lists()
        for row in self.sheets.survey:
            self._take(row)
        for kind, words in self.open:
            self._wrong(None, "type", f"The {kind} '{words}' begins and does not end.", f"a row end_{kind}")
        if not self.questions and not self.problems:
            self._wrong(None, "type", "There is no question in it.", "one question or more")
        if self.problems:
            raise self._refused()
        return ReadForm(form=self._form(), remarks=tuple(self._remarks()))

    # --- choices

    def _read_lists(self) -> None:
        rows: dict[str, list[FormRow]] = {}
        for row in self.sheets.choices:
            if row["list_name"]:
                rows.setdefault(row["list_name"], []).append(row)
        for name, found in rows.items():
            names = [row["name"] for row in found]
            for place, row in enumerate(found):
                if names.index(row["name"]) < place:
                    said = f"The list '{name}' has the answer '{row['name']}' twice."
                    self._wrong(row.number, "name", said, "each name once", sheet="choices")
            values = self._values(name, names)
            answers = tuple(
                OwnAnswer(value=value, label=row["label"] or row["name"], name=row["name"])
                for value, row in zip(values, found, strict=True)
            )
            self.lists[name] = AnswerList(name=name, answers=answers)

    def _values(self, name: str, names: list[str]) -> list[float]:
        """The numbers of a list: its names where they are numbers, 1 and 0 for yes and no, else in their order."""
        try:
            return [float(one) for one in names]
        except ValueError:
            pass
        if all(one.casefold() in _YES for one in names):
            return [_YES[one.casefold()] for one in names]
        self.unnumbered.append(name)
        return [float(place) for place in range(1, len(names) + 1)]

    # --- the survey

    def _take(self, row: FormRow) -> None:
        name = row["name"] or row["label"] or f"row {row.number}"
        found = asked(row["type"]) if row["type"] else Asked(kind="")
        if isinstance(found, str):
            self._wrong(row.number, "type", f"The question '{name}' {found}.", "choices, numbers, words, dates")
            return
        if any("pulldata" in row[column] for column in ("calculation", "constraint", "relevant", "choice_filter")):
            said = f"The question '{name}' looks something up in another file (pulldata), which is not here."
            self._wrong(row.number, "calculation", said, "a form that stands by itself")
        elif found.kind in {"begin", "end"}:
            self._bracket(row, found)
        elif found.kind == "calculate":
            self._calculate(row, name)
        elif found.kind:
            self._question(row, found, name)
        elif row["type"].strip().casefold() == "note":
            self._remark("Notes are not taken along: {}.", name)

    def _bracket(self, row: FormRow, found: Asked) -> None:
        if found.kind == "begin":
            self.open.append((found.answers, row["label"] or row["name"]))
            if row["relevant"]:
                self._remark(_ALWAYS, row["label"] or row["name"])
            if found.answers == "repeat":
                self._remark("What repeats is asked once: {}.", row["label"] or row["name"])
        elif not self.open or self.open[-1][0] != found.answers:
            said = f"A {found.answers} ends here that has not begun."
            self._wrong(row.number, "type", said, f"a row begin_{found.answers} before it")
        else:
            self.open.pop()

    def _calculate(self, row: FormRow, name: str) -> None:
        score = added(row["calculation"])
        if score is None:
            self._remark("Calculations other than a sum or a mean of answers are not taken along: {}.", name)
        else:
            self.sums.append((row["name"], row["label"], score))

    def _question(self, row: FormRow, found: Asked, name: str) -> None:
        if not row["name"]:
            self._wrong(row.number, "name", f"The question '{name}' has no name.", "a name")
            return
        for column, sentence in _NOT_TAKEN.items():
            if row[column] and not (column == "required" and row[column].casefold() in _NOTHING):
                self._remark(sentence, name)
        if row["choice_filter"]:
            self._remark("All answers are always offered: {}.", name)
        between = limits(row["constraint"], row["parameters"], whole=found.whole) if found.kind == "number" else None
        if row["constraint"] and between is None:
            self._remark("Rules for answers other than a lowest and highest number are not taken along: {}.", name)
        if "${" in row["label"]:
            self._remark("Words that repeat an earlier answer stand as they are: {}.", name)
        listed = YES_NO if found.kind == "yes_no" else found.answers
        if listed and not self._has_list(row, listed, found):
            return
        low, high = between or (None, None)
        kind = "choice" if found.kind == "yes_no" else found.kind
        self.questions.append(
            OwnQuestion(
                id=row["name"],
                text=row["label"] or row["name"],
                kind=kind,
                answers=listed,
                low=low,
                high=high,
                whole=found.whole,
                heading=self.open[-1][1] if self.open else "",
            )
        )
        if found.other:
            text = f"{row['label'] or row['name']} (something else: what?)"
            heading = self.questions[-1].heading
            self.questions.append(OwnQuestion(id=f"{row['name']}_other", text=text, kind="words", heading=heading))

    def _has_list(self, row: FormRow, name: str, found: Asked) -> bool:
        """Whether the list is there; the one of yes and no is made, and `other` joins where it is asked for."""
        if found.kind == "yes_no" and name not in self.lists:
            answers = (OwnAnswer(value=1.0, label="Yes", name="yes"), OwnAnswer(value=0.0, label="No", name="no"))
            self.lists[name] = AnswerList(name=name, answers=answers)
        if name not in self.lists:
            said = f"There is no list '{name}' on the sheet choices."
            self._wrong(row.number, "type", said, ", ".join(self.lists) or "a list on the sheet choices")
            return False
        listed = self.lists[name]
        if found.other and not any(answer.name == "other" for answer in listed.answers):
            value = max(answer.value for answer in listed.answers) + 1
            other = OwnAnswer(value=value, label="Other", name="other")
            self.lists[name] = AnswerList(name=name, answers=(*listed.answers, other))
        return True

    # --- what comes of it

    def _form(self) -> OwnForm:
        used = {question.answers for question in self.questions}
        title = self.sheets.settings.get("form_title") or self.path.stem.replace("_", " ").replace("-", " ")
        short = self.sheets.settings.get("form_id") or self.sheets.settings.get("id_string") or title
        return OwnForm(
            name=title,
            short_name=short[:16].strip(),
            construct=title,
            questions=tuple(self.questions),
            lists=tuple(one for name, one in self.lists.items() if name in used),
            scores=tuple(self._scores()),
        )

    def _scores(self) -> Iterator[OwnScore]:
        known = {question.id: question for question in self.questions}
        for name, label, score in self.sums:
            numbered = all(one in known and known[one].kind in {"choice", "number"} for one in score.names)
            if not numbered:
                self._remark("Calculations other than a sum or a mean of answers are not taken along: {}.", name)
                continue
            yield OwnScore(
                id=name,
                name=label or name.replace("_", " ").capitalize(),
                rule="mean" if score.mean else "sum",
                questions=score.names,
                higher_is_better=None,
            )

    def _remark(self, sentence: str, name: str) -> None:
        self.remarks.setdefault(sentence, []).append(name)

    def _remarks(self) -> Iterator[str]:
        if len(self.sheets.languages) > 1:
            yield f"Of its languages, {self.sheets.language or 'the first'} was taken."
        for name in self.unnumbered:
            if any(one.answers == name and one.kind == "choice" for one in self.questions):
                self._remark("Answers without numbers are numbered in their order, from 1: {}.", name)
        for sentence, names in self.remarks.items():
            told = list(dict.fromkeys(names))
            more = f" and {len(told) - 5} more" if len(told) > 5 else ""
            yield sentence.format(", ".join(told[:5]) + more)

    def _wrong(self, row: int | None, column: str, reason: str, accepted: str, *, sheet: str = "survey") -> None:
        self.problems.append(
            Problem(reason=reason, accepted=accepted, file=self.path.name, sheet=sheet, row=row, column=column)
        )

    def _refused(self) -> UserCanFix:
        first = self.problems[0]
        more = len(self.problems) - 1
        also = f" And {more} more such place{'s' if more > 1 else ''}." if more else ""
        return UserCanFix(
            what=f"'{self.path.name}' cannot be used here.",
            why=f"{first}{also}",
            do="Take that out of the form and try again. Nothing was changed.",
            problems=tuple(self.problems[:MOST_TOLD]),
        )
