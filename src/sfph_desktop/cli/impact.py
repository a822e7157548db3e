"""Commands for the toolkit: run it, open an evidence number, write the summary."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.again import WorkedAgain
from sfph_desktop.core.domain.figures import AnyFigure, figures_of, nothing_recorded
from sfph_desktop.core.domain.impact import Choices, ImpactRun, Selection
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.proof_packs import ProofPack
from sfph_desktop.core.domain.proofs import Proof
from sfph_desktop.core.usecases import again, proof_packs, proving, publish
from sfph_desktop.core.usecases import impact as impacts
from sfph_desktop.core.usecases.kept_runs import run_named
from sfph_desktop.core.usecases.office import Office


def selection(asked: Namespace) -> Selection:
    """The selection as asked."""
    return Selection(period=asked.period, service=asked.service, contract_ref=asked.contract)


def toolkit(asked: Namespace, saying: Saying) -> int:
    """Run the toolkit, keep a snapshot, tell every figure with its evidence number; or work a kept run out again."""
    if asked.again:
        return _again(asked, saying)
    choices = Choices(
        price_base=asked.price_base,
        draws=asked.draws,
        seed=asked.seed,
        discount_first_year=asked.discount_first_year,
    )
    with opened(asked) as office:
        run = impacts.run_toolkit(office, selection(asked), choices, progress=saying.progress).value
    if asked.json:
        saying.document(impacts.as_document(run))
    else:
        tell_run(run, saying)
    return 0


def _again(asked: Namespace, saying: Saying) -> int:
    """Status 0 where every figure is the same, 1 where one is not."""
    if asked.service or asked.contract:
        raise UserCanFix(
            what="--again was given with a service or a contract.",
            do="Give --again alone: a kept run knows what it looked at.",
        )
    with opened(asked) as office:
        found = again.work_again(office, asked.again, progress=saying.progress)
    if asked.json:
        saying.document(again.again_document(found))
    else:
        tell_again(found, saying)
    return 0 if found.same else 1


def tell_again(found: WorkedAgain, saying: Saying) -> None:
    """Whether a run came out as it was kept; if not, figure by figure, and why."""
    saying.line(f"Run {found.snapshot}, made {found.made_at[:16].replace('T', ' ')} UTC, worked out again.")
    saying.line(found.verdict)
    for one in found.differences:
        saying.line(f"  {one.evidence or '-'}  {one.title}")
        saying.line(f"    then {one.then}, now {one.now} ({', '.join(one.parts)})")
    for reason in found.reasons if not found.same else ():
        saying.line(reason)


def tell_run(run: ImpactRun, saying: Saying) -> None:
    """Every figure in plain words, with its evidence number."""
    period = run.selection.period
    saying.line(f"{run.enterprise}, {_day(period.start)} to {_day(period.end)}{' (SAMPLE)' * run.sample}")
    saying.line(f"Snapshot {run.snapshot}")
    saying.line(f"Evidence level {run.evidence_level} of 4: {run.evidence_reason}")
    parts: tuple[tuple[str, tuple[AnyFigure, ...]], ...] = (
        ("People", (run.reach,)),
        ("Change", run.changes),
        ("Events", run.events),
        ("Environment", run.environment),
        ("Value", (*run.value.lines, run.value)),
        ("Promises", run.targets),
        ("Working with others", (run.partnership,) if run.partnership.any else ()),
        ("Supported and helping", (run.roles,) if run.roles.any else ()),
        ("Of one service or group", (*run.outcome_changes, *run.outcome_events)),
    )
    for title, figures in parts:
        if figures:
            saying.line(f"\n{title}")
        for figure in figures:
            saying.line(f"  {figure.evidence}  {figure.statement}")
    _tell_outcomes(run, saying)
    saying.line("\nWhat we do not yet know")
    for unknown in run.not_known:
        saying.line(f"  - {unknown}")


def _tell_outcomes(run: ImpactRun, saying: Saying) -> None:
    """Each outcome of the enterprise's own framework with the evidence numbers that tell of it."""
    numbers = {(figure.kind, figure.key): figure.evidence for figure in figures_of(run)}
    if run.outcomes:
        saying.line("\nYour outcomes")
    for one in run.outcomes:
        told = ", ".join(numbers[figure] for figure in one.figures if figure in numbers)
        whose = f" ({one.scope})" if one.scope else ""
        saying.line(f"  {one.outcome_ref}  {one.title}{whose}: {told or 'not known yet'}")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def evidence(asked: Namespace, saying: Saying) -> None:
    """Open an evidence number: definition, selection, records, then and now."""
    with opened(asked) as office:
        proof = proving.prove(office, asked.number)
        if asked.names:
            proof = proving.with_names(office, proof)
    if asked.json:
        saying.document(proving.proof_document(proof))
    else:
        tell_proof(proof, saying)


def tell_proof(proof: Proof, saying: Saying) -> None:
    """A proof in plain lines."""
    saying.line(f"{proof.evidence}  {proof.title}")
    saying.line(f"Snapshot {proof.snapshot}, made {proof.made_at[:16].replace('T', ' ')} UTC")
    saying.line(f"What it means: {proof.definition}")
    where = [f"period {proof.selection.period}"]
    where += [f"service {proof.selection.service}"] if proof.selection.service else []
    where += [f"contract {proof.selection.contract_ref}"] if proof.selection.contract_ref else []
    saying.line(f"Selection: {', '.join(where)}")
    if proof.values.get("evidence_reason"):
        saying.line(f"Evidence level {proof.values['evidence_level']} of 4: {proof.values['evidence_reason']}")
    if proof.technical:
        saying.line(f"For whoever checks the sums: {proof.technical}")
    made_with = ", ".join(f"{name.replace('_', ' ')} {version}" for name, version in proof.versions.items())
    saying.line(f"Made with: {made_with}")
    saying.line(f"Records behind it: {'; '.join(proof.behind) or 'none of their own'}")
    for _, name in proof.people:
        saying.line(f"  {name}")
    if proof.movement:
        saying.line(f"Then {proof.movement.then}, today {proof.movement.now}.")
        for reason in proof.movement.reasons:
            saying.line(f"  {reason}")


def proof(asked: Namespace, saying: Saying) -> None:
    """Write a proof pack of chosen figures, or of all of a run; without a folder, tell what would leave."""
    if asked.all and asked.numbers:
        raise UserCanFix(what="Evidence numbers and --all were both given.", do="Give one of the two.")
    with opened(asked) as office:
        progress = saying.progress
        if asked.all:
            pack = proof_packs.pack_of_run(office, asked.snapshot or _newest(office), progress=progress)
        else:
            pack = proof_packs.proof_pack(office, asked.numbers, progress=progress)
        if asked.out is None:
            tell_pack(pack, saying)
            return
        for path in proof_packs.write_pack(office, pack, asked.out, progress=progress):
            saying.line(str(path))


def _newest(office: Office) -> str:
    rows = impacts.snapshots(office).rows
    if not rows:
        raise UserCanFix(what="No run is kept yet.", do="Run the toolkit first: sfph toolkit --period FROM:TO.")
    return str(rows[0][1])


def tell_pack(pack: ProofPack, saying: Saying) -> None:
    """What would leave with a proof pack: every figure with its counts, and the files."""
    saying.line(f"{pack.name}: what would leave. Counts of fewer than {pack.threshold} people are held back.")
    if pack.left_out:
        saying.line(pack.left_out_words)
    for one in pack.figures:
        saying.line(f"\n{one.evidence}  {one.statement}")
        for told in one.behind:
            saying.line(f"  {told.what}: {told.words}{f' ({told.reason})' * bool(told.reason)}")
        saying.line(f"  today: {one.today}")
        for since in one.since:
            saying.line(f"  {since.words} {since.what}{f', {since.quarter}' * bool(since.quarter)}")
    saying.line("\nFiles: the PDF, and as tables:")
    for table in proof_packs.tables_of(pack):
        saying.line(f"  {table.name}: {table.about}, {len(table.rows):,} {'row' if len(table.rows) == 1 else 'rows'}")


def summary(asked: Namespace, saying: Saying) -> None:
    """Write the benefit summary of a snapshot, or of a new run of a period."""
    with opened(asked) as office:
        run = _run(office, asked, saying)
        path = publish.make_summary(
            office,
            run,
            asked.out,
            framework=asked.framework,
            length=asked.length,
            contact=asked.contact,
            large_print=asked.large_print,
        )
    if nothing_recorded(run):
        saying.note(
            "Nothing is recorded in this period, so the summary tells of nobody. Choose another period, or bring the "
            "records in first: sfph import FILE."
        )
    saying.line(str(path))


def _run(office: Office, asked: Namespace, saying: Saying) -> ImpactRun:
    if asked.snapshot:
        return impacts.snapshot(office, asked.snapshot)
    if not asked.period:
        if asked.service or asked.contract:
            raise UserCanFix(
                what="A service or a contract was named without a period.", do="Give --period FROM:TO too."
            )
        run = run_named(office)
        saying.note(f"Of the newest kept run, {run.snapshot}: {run.selection.period}.")
        return run
    return impacts.run_toolkit(office, selection(asked), Choices(), progress=saying.progress).value
