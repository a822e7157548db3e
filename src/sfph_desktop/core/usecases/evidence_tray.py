"""The evidence tray: everything that may be quoted in an answer, from wherever in the program it comes.

Each kind of evidence is a provider: a function of the office and the run the bid is answered from, which gives pieces.
A new kind is one function more in PROVIDERS. Figures are found by their evidence number, whichever run they belong to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.bid_rules import POLICY_WORDS
from sfph_desktop.core.domain.bids import Bid, Policy
from sfph_desktop.core.domain.evidence_tray import Asked, TrayPiece
from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.office import Office

if TYPE_CHECKING:
    from sfph_desktop.core.domain.outcomes import Outcome

Provider = Callable[[Office, ImpactRun | None], Iterable[TrayPiece]]


def figures(_office: Office, run: ImpactRun | None) -> Iterable[TrayPiece]:
    """The figures of the run that may leave the machine."""
    from sfph_desktop.core.reports.tender_words import tray_pieces

    return () if run is None else tray_pieces(run)


def policies(office: Office, _run: ImpactRun | None) -> Iterable[TrayPiece]:
    """Policies and certificates that hold today."""
    from sfph_desktop.core.store.queries.values import values_of

    today = office.clock.today()
    with office.reading() as connection:
        found: tuple[Policy, ...] = values_of(connection, "policies")
    return tuple(_policy(one) for one in found if one.expires_on is None or one.expires_on >= today)


def workforce(office: Office, _run: ImpactRun | None) -> Iterable[TrayPiece]:
    """The latest count of the workforce, as it was recorded."""
    from sfph_desktop.core.domain.contracts import WorkforceFact
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        found: tuple[WorkforceFact, ...] = values_of(connection, "workforce")
    if not found:
        return ()
    last = max(found, key=lambda one: (one.date, one.id))
    on = _day(last.date)
    pieces = []
    if last.living_wage == "yes":
        words = f"We pay the real Living Wage (our own record of {on})."
        pieces.append(_staff("living-wage", "The real Living Wage is paid", words, on))
    if last.staff_headcount is not None:
        more = f" and {last.volunteers:,} volunteers" if last.volunteers else ""
        words = f"On {on} we had {last.staff_headcount:,} staff{more}."
        pieces.append(_staff("staff-count", "Staff and volunteers", words, on))
    return tuple(pieces)


def promises(office: Office, _run: ImpactRun | None) -> Iterable[TrayPiece]:
    """What was promised elsewhere beside a service, and how much of it was delivered; small counts of people held."""
    from sfph_desktop.core.reports.promises import amounts
    from sfph_desktop.core.usecases.promises import register

    pieces = []
    for one in register(office):
        if one.delivered:
            said = amounts(one)
            pieces.append(
                TrayPiece(
                    key=f"promise-{one.promise.id}",
                    kind="promise",
                    title=one.promise.title,
                    words=f"We promised {one.promise.title[:1].lower()}{one.promise.title[1:]}: {said}.",
                    number=said,
                    about=f"Our promise under {one.under}.",
                    themes=frozenset({"promises"}),
                )
            )
    return tuple(pieces)


def stories(office: Office, run: ImpactRun | None) -> Iterable[TrayPiece]:
    """What case studies tell that are ready and may be printed today."""
    from sfph_desktop.core.usecases.story_pieces import pieces

    return pieces(office, run)


PROVIDERS: tuple[Provider, ...] = (figures, policies, workforce, promises, stories)
"""In the order in which their pieces stand in the tray."""


def run_behind(office: Office, bid: Bid) -> ImpactRun | None:
    """The kept run a bid is answered from: the one chosen, else the newest; None while none is kept."""
    from sfph_desktop.core.usecases.impact import snapshot
    from sfph_desktop.core.usecases.kept_runs import newest_run

    return snapshot(office, bid.snapshot) if bid.snapshot else newest_run(office)


def tray(office: Office, bid: Bid) -> tuple[TrayPiece, ...]:
    """Everything that may be quoted in this bid, kind by kind, the strongest of each first."""
    run = run_behind(office, bid)
    return tuple(piece for provider in PROVIDERS for piece in provider(office, run))


def asked_in(office: Office, question: str, pieces: Sequence[TrayPiece]) -> tuple[Asked, ...]:
    """What a question asks about, with the pieces that speak to each; what nothing speaks to stands first."""
    from sfph_desktop.core.reports.tender_gaps import asked_about
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        outcomes: tuple[Outcome, ...] = values_of(connection, "outcomes")
    return asked_about(question, pieces, sorted({one.construct for one in outcomes if one.construct}))


def figure_piece(office: Office, evidence: str) -> tuple[TrayPiece, str]:
    """A figure of whichever run by its evidence number, and its one number as it stands in the proof.

    Raises UserCanFix when there is none, or when it may not be quoted.
    """
    from sfph_desktop.core.domain.figures import main_number
    from sfph_desktop.core.reports.tender_words import piece_of
    from sfph_desktop.core.usecases.impact import kept_figure

    run, figure = kept_figure(office, evidence)
    piece = piece_of(figure, run)
    if piece is None:
        raise UserCanFix(
            what=f"{evidence} may not be quoted in an answer.",
            why="Nothing is claimed of it, or its numbers are so small that they could point to somebody.",
            do="Choose another figure of the evidence tray.",
        )
    return piece, main_number(figure)


def piece_named(office: Office, key: str) -> tuple[TrayPiece, str]:
    """The piece a token names, and the number it is compared by later. Raises UserCanFix when there is none."""
    if key.startswith("E-"):
        return figure_piece(office, key)
    for provider in PROVIDERS[1:]:
        for piece in provider(office, None):
            if piece.key == key:
                return piece, piece.words
    raise UserCanFix(
        what=f"There is nothing called {key} to quote.", do="See what there is with: sfph bid evidence BID."
    )


def _policy(policy: Policy) -> TrayPiece:
    number = f" ({policy.number})" if policy.number else ""
    agreed = f", agreed on {_day(policy.agreed_on)}" if policy.agreed_on else ""
    ends = f", valid to {_day(policy.expires_on)}" if policy.expires_on else ""
    return TrayPiece(
        key=f"policy-{policy.id}",
        kind="policy",
        title=policy.name,
        words=f"{policy.name}{number}{agreed}{ends}",
        number=policy.name,
        about=f"Our {POLICY_WORDS[policy.kind]}{f', issued by {policy.issuer}' if policy.issuer else ''}.",
        dated=_day(policy.agreed_on) if policy.agreed_on else "",
        themes=frozenset({"policies"}),
    )


def _staff(key: str, title: str, words: str, on: str) -> TrayPiece:
    return TrayPiece(
        key=key,
        kind="staff",
        title=title,
        words=words,
        about="Our own count of the workforce.",
        dated=on,
        themes=frozenset({"workforce"}),
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
