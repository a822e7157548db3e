"""Commands for questionnaires: what is due, printed, entered from paper; and instruments of the office's own."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.measures import Assessment, Instrument
from sfph_desktop.core.domain.own_form_rules import form_remarks
from sfph_desktop.core.domain.own_forms import OwnForm
from sfph_desktop.core.domain.pages import Reading
from sfph_desktop.core.domain.people import ServiceUserId
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import due, own_measures, typed_answers, wordings
from sfph_desktop.core.usecases import paper as papers
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.measures import enter_assessment, find_instrument, offered, preview_scores
from sfph_desktop.core.usecases.office import Office

BETTER = {"better": True, "worse": False, "neither": None}


def print_paper(asked: Namespace, saying: Saying) -> None:
    """Print a questionnaire for a person, with its code; without one, for anybody."""
    with opened(asked) as office:
        person = papers.person_of_ref(office, asked.person) if asked.person else 0
        done = papers.print_questionnaire(
            office, _id(office, asked.instrument), asked.out, person_id=person, stage=asked.stage, layout=asked.layout,
            named=asked.with_name,
        )  # fmt: skip
    document = {"file": str(asked.out), "code": done.value.code, "person": asked.person, "stage": asked.stage}
    saying.either(asked.json, document, lambda: saying.line(f"{done.why}. Written to {asked.out}."))


def enter(asked: Namespace, saying: Saying) -> None:
    """Enter a questionnaire from paper: by its code, or by person and instrument."""
    with opened(asked) as office:
        instrument, person, stage, code = _which(office, asked)
        numbers, texts = typed_answers.read_answers(instrument, asked.answers)
        assessment = Assessment(
            person_id=ServiceUserId(person),
            instrument=instrument.id,
            date=asked.date or office.clock.today(),
            stage=stage,
            answers=numbers,
            texts=texts,
        )
        done = enter_assessment(office, assessment, code=code)
        readings = preview_scores(instrument, done.value.answers)
    document = {"scores": dict(done.value.scores), "prompts": [str(problem) for problem in done.problems]}
    saying.either(asked.json, document, lambda: _tell(saying, done, readings))


def _which(office: Office, asked: Namespace) -> tuple[Instrument, int, str, str]:
    """The instrument, the person, the stage and the code that are meant."""
    if asked.person:
        return offered(office, _id(office, asked.what)), papers.person_of_ref(office, asked.person), asked.stage, ""
    named = find_instrument(office, asked.what)
    if named is not None:
        raise UserCanFix(
            what=f"'{asked.what}' is the name of a questionnaire, and it is not said who filled it in.",
            why="Without a name, the code at the head of a paper that was printed for one person says both.",
            do=f"Give the code, or name the person: sfph questionnaire enter {named.id} ANSWER ... --person REF.",
        )
    found = papers.find_paper(office, asked.what)
    return found.instrument, found.paper.person_id, found.paper.stage, found.paper.code


def _id(office: Office, typed: str) -> str:
    """The id of the questionnaire that is meant, by its id, short name or name; what is none stays, to be refused."""
    found = find_instrument(office, typed)
    return typed if found is None else found.id


def _tell(saying: Saying, done: Done[Assessment], readings: tuple[Reading, ...]) -> None:
    saying.line(f"{done.why}.")
    for one in readings:
        saying.line(f"  {one.output}: {one.value:g}{f' ({one.band})' if one.band else ''}")
    for problem in done.problems:
        saying.note(f"  {problem.value}: {problem.reason}")


def list_due(asked: Namespace, saying: Saying) -> None:
    """What is due and overdue, and what was begun."""
    with opened(asked) as office:
        saying.listing(due.list_due(office), as_json=asked.json)


def add(asked: Namespace, saying: Saying) -> None:
    """Make an instrument of the office's own from an XLSForm or a JSON file."""
    read = own_measures.form_from_file(asked.file)
    form = _as_asked(read.form, asked)
    with opened(asked) as office:
        done = own_measures.add_instrument(office, form, source=asked.file.name)
    _told(done, asked, saying, (*read.remarks, *form_remarks(form)))


def change(asked: Namespace, saying: Saying) -> None:
    """Change an own instrument by a file, or supersede it where it has been answered."""
    read = own_measures.form_from_file(asked.file)
    own_measures.must_be_own(asked.instrument)
    with opened(asked) as office:
        form = _as_asked(read.form, asked)
        done = own_measures.change_instrument(office, asked.instrument, form)
    _told(done, asked, saying, (*read.remarks, *form_remarks(form)))


def put_away(asked: Namespace, saying: Saying) -> None:
    """Offer an own instrument no more, or again."""
    own_measures.must_be_own(asked.instrument)
    with opened(asked) as office:
        done = own_measures.put_away_instrument(office, asked.instrument, away=not asked.back)
    saying.either(asked.json, {"id": done.value.id, "retired": done.value.retired}, lambda: saying.line(f"{done.why}."))


def word(asked: Namespace, saying: Saying) -> None:
    """Keep the wording of an instrument that may not be shipped; without a file, write the one to be filled in."""
    with opened(asked) as office:
        if asked.take_out:
            why = wordings.take_out_wording(office, asked.instrument).why
        elif asked.file is None:
            saying.line(wordings.wording_to_fill(office, asked.instrument).rstrip())
            return
        else:
            wording = wordings.wording_from_file(office, asked.instrument, asked.file)
            page = wordings.wording_page(office, asked.instrument)
            why = wordings.type_wording(
                office, asked.instrument, wording, declared_by=asked.by, terms=asked.terms
            ).why  # fmt: skip
            saying.note(f"  {page.declaration}")
        held = office.library.instrument(asked.instrument).wording_held
    saying.either(asked.json, {"id": asked.instrument, "wording_held": held}, lambda: saying.line(f"{why}."))


def show(asked: Namespace, saying: Saying) -> None:
    """Write an own instrument as the JSON that `instrument add` reads."""
    own_measures.must_be_own(asked.instrument)
    with opened(asked) as office:
        saying.line(own_measures.form_as_json(own_measures.own_page(office, asked.instrument).form).rstrip())


def _as_asked(form: OwnForm, asked: Namespace) -> OwnForm:
    """The form with what the command line says otherwise."""
    named = {
        key: value
        for key, value in (("name", asked.name), ("short_name", asked.short_name), ("construct", asked.construct))
        if value
    }
    if asked.higher:
        better = BETTER[asked.higher]
        return replace(form, scores=tuple(replace(one, higher_is_better=better) for one in form.scores), **named)
    return replace(form, **named)


def _told(done: Done[Instrument], asked: Namespace, saying: Saying, remarks: tuple[str, ...]) -> None:
    made = done.value
    document = {"id": made.id, "version": made.version, "items": len(made.items), "remarks": list(remarks)}
    saying.either(asked.json, document, lambda: saying.line(f"{done.why}: {made.id}, {len(made.items)} questions."))
    for remark in remarks:
        saying.note(f"  {remark}")
