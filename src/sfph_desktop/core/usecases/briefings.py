"""Briefings, poster, slides and the report twelve months on: made of kept runs, written with the guard."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sfph_desktop.core.domain.briefings import AUDIENCES, Audience, Authority
from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import authorities
from sfph_desktop.core.usecases.contracts import contracts
from sfph_desktop.core.usecases.impact import snapshot
from sfph_desktop.core.usecases.kept_runs import run_named
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.then_and_now import other_versions

if TYPE_CHECKING:
    from sfph_desktop.core.reports.summaries.telling import Telling

_STEPS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingMade:
    """What was written."""

    path: Path
    snapshot: str
    for_whom: str = ""
    framework: str = ""


def all_authorities(office: Office) -> tuple[Authority, ...]:
    """Every body a briefing may be for."""
    return authorities.authorities(office.library)


def make_briefing(
    office: Office,
    name: str,
    audience: str,
    out: Path,
    *,
    snapshot_number: str = "",
    framework: str = "",
    contact: str = "",
    large_print: bool = False,
    progress: Progress = silent,
) -> BriefingMade:
    """Write a briefing for an integration authority or health board, as PDF or as Word by the ending of `out`.

    Raises UserCanFix for a name nobody has, an audience there is not, a framework or run that is not there, or another
    ending: then nothing is written.
    """
    from sfph_desktop.core.reports.written import check_ending, write_document

    check_ending(out)
    authority = authorities.authority_named(office.library, name)
    if audience not in AUDIENCES:
        raise UserCanFix(what=f"'{audience}' is not an audience.", do=f"Choose one of: {', '.join(AUDIENCES)}.")
    progress(0, _STEPS, "reading the run")
    run = run_named(office, snapshot_number)
    chosen = office.library.framework(framework or _framework_for(office, authority, run))
    told = _telling(office, run, contact=contact, large_print=large_print, framework=chosen.id)
    from sfph_desktop.core.reports.briefings.briefing import briefing

    progress(1, _STEPS, "laying it out on two pages")
    document = briefing(told, authority, cast(Audience, audience))
    progress(2, _STEPS, "writing it")
    write_document(document, out)
    return BriefingMade(path=out, snapshot=run.snapshot, for_whom=authority.full_name, framework=chosen.id)


def make_poster(
    office: Office, out: Path, *, snapshot_number: str = "", contact: str = "", progress: Progress = silent
) -> BriefingMade:
    """Write the poster of a run, one page of A1, as PDF. Raises UserCanFix as `make_briefing`."""
    return _deck(office, out, "poster", snapshot_number, contact, progress)


def make_slides(
    office: Office, out: Path, *, snapshot_number: str = "", contact: str = "", progress: Progress = silent
) -> BriefingMade:
    """Write the slides of a run, 16 to 9, one finding to a slide, as PDF. Raises UserCanFix as `make_briefing`."""
    return _deck(office, out, "slides", snapshot_number, contact, progress)


def make_twelve_months(
    office: Office,
    earlier: str,
    later: str,
    out: Path,
    *,
    contact: str = "",
    large_print: bool = False,
    progress: Progress = silent,
) -> BriefingMade:
    """Write what two kept runs say side by side, as PDF or as Word by the ending of `out`.

    Raises UserCanFix for the same run twice, runs of different services or contracts, a later run that is of an
    earlier period, or a run there is not: then nothing is written.
    """
    from sfph_desktop.core.reports.written import check_ending, write_document

    check_ending(out)
    progress(0, _STEPS, "reading both runs")
    then, now = snapshot(office, earlier), snapshot(office, later)
    _comparable(then, now)
    first, second = (_telling(office, run, contact=contact, large_print=large_print) for run in (then, now))
    from sfph_desktop.core.reports.briefings.twelve_months import twelve_months

    progress(1, _STEPS, "setting them side by side")
    document = twelve_months(first, second, other_versions(then, now))
    progress(2, _STEPS, "writing it")
    write_document(document, out)
    return BriefingMade(path=out, snapshot=f"{then.snapshot} and {now.snapshot}")


# --- inside -----------------------------------------------------------------------------------------------------------


def _deck(office: Office, out: Path, what: str, snapshot_number: str, contact: str, progress: Progress) -> BriefingMade:
    if out.suffix.lower() != ".pdf":
        raise UserCanFix(what=f"{out.name} is not the name of a PDF.", do="End the name with .pdf.")
    progress(0, _STEPS, "reading the run")
    run = run_named(office, snapshot_number)
    told = _telling(office, run, contact=contact)
    from sfph_desktop.core.reports.briefings.deck import poster, slides
    from sfph_desktop.core.reports.written import write_document

    progress(1, _STEPS, "laying it out")
    document = poster(told) if what == "poster" else slides(told)
    progress(2, _STEPS, "writing it")
    write_document(document, out)
    return BriefingMade(path=out, snapshot=run.snapshot)


def _framework_for(office: Office, authority: Authority, run: ImpactRun) -> str:
    """The body's outcome framework: the first that such a buyer works to (`words/buyers.toml`) and we hold figures for.

    The first of all where we hold none for any.
    """
    from sfph_desktop.core.reports.summaries.outcomes import outcome_rows

    buyer = next(one for one in office.library.buyers() if one.id == authority.kind)
    for name in buyer.frameworks:
        rows = outcome_rows(office.library.framework(name), run, guard=True)
        if sum(bool(row.pieces) for row in rows) > 1:
            return name
    return buyer.frameworks[0]


def _comparable(then: ImpactRun, now: ImpactRun) -> None:
    if then.snapshot == now.snapshot:
        raise UserCanFix(what=f"{then.snapshot} is given twice.", do="Give two different runs, the earlier first.")
    for word, one, other in (
        ("service", then.selection.service, now.selection.service),
        ("contract", then.selection.contract_ref, now.selection.contract_ref),
    ):
        if one != other:
            raise UserCanFix(
                what=f"{then.snapshot} and {now.snapshot} do not look at the same {word}.",
                why=f"{then.snapshot} is of {one or f'every {word}'}, {now.snapshot} of {other or f'every {word}'}.",
                do=f"Choose two runs of the same {word}. Nothing was written.",
            )
    first, second = then.selection.period, now.selection.period
    if (second.start, second.end) < (first.start, first.end):
        raise UserCanFix(
            what=f"{now.snapshot} is of an earlier period than {then.snapshot}.",
            do=f"Give them the other way round: from {now.snapshot} to {then.snapshot}. Nothing was written.",
        )


def _telling(
    office: Office, run: ImpactRun, *, contact: str = "", large_print: bool = False, framework: str = ""
) -> Telling:
    """A run as it may be told on paper."""
    from sfph_desktop.core.reports.charts.style import PAPER
    from sfph_desktop.core.reports.summaries.telling import Telling, told_run

    ref = run.selection.contract_ref
    return Telling(
        run=told_run(run),
        framework=office.library.framework(framework) if framework else None,
        instruments=office.library.instruments(),
        contract=next((one for one in contracts(office) if one.contract_ref == ref), None) if ref else None,
        contact=contact,
        large_print=large_print,
        style=PAPER.sized(fonts=office.paths.resources / "fonts", size=14.0 if large_print else PAPER.size),
    )
