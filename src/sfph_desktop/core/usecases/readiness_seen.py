"""What the office's own records say to the questions on readiness: counts and days, said beside the question.

Nothing is answered for anybody: a record can be old, and what is not written down may still be done.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sfph_desktop.core.domain.contract_rules import ROUTE_WORDS
from sfph_desktop.core.domain.readiness import Seen
from sfph_desktop.core.usecases.office import Office

YEAR = timedelta(days=366)
QUARTER = timedelta(days=92)


def seen(office: Office) -> dict[str, Seen]:
    """By question, what the records say; questions to which they say nothing are left out."""
    found = {}
    for question, look in LOOKS.items():
        said = look(office)
        if said is not None:
            found[question] = said
    return found


def _stand_in(office: Office) -> Seen | None:
    from sfph_desktop.core.usecases.duties import duties

    every = duties(office)
    if not every:
        return Seen(words="It is not written down who sees to what.", doubts=("yes",))
    alone = [one for one in every if not one.stands_in.strip()]
    if not alone:
        return Seen(words=f"All {len(every)} duties written down have somebody who stands in.")
    who = {one.who for one in alone}
    words = f"{len(alone)} of {len(every)} duties written down have nobody who stands in"
    return Seen(words=f"{words}; {_people(len(who))} would be missed first.", doubts=("yes",))


def _routes(office: Office) -> Seen | None:
    from sfph_desktop.core.usecases.income import income

    today = office.clock.today()
    begun = f"{today.year if today.month > 3 else today.year - 1}/"
    years = [one for one in income(office).years if one.year < begun and one.total.pence]
    if not years:
        return None
    last = years[-1]
    route, most = max(last.by_route.items(), key=lambda pair: pair[1].pence)
    name = ROUTE_WORDS.get(route, "no route written down")
    words = f"In {last.year} £{most.pence // 100:,} of £{last.total.pence // 100:,} came by one route, {name.lower()}."
    return Seen(words=words)


def _measured(office: Office) -> Seen | None:
    from sfph_desktop.core.usecases.kept_runs import newest_whole_run

    run = newest_whole_run(office)
    if run is None:
        return None
    claimed = [one for one in run.changes if one.claimed]
    if not claimed:
        return Seen(words=f"In {run.snapshot} no change could be claimed from questionnaires.", doubts=("yes",))
    best = max(claimed, key=lambda one: one.pairs)
    words = f"In {run.snapshot} {best.pairs} of the {best.eligible} people due had answered twice ({best.evidence})."
    return Seen(words=words, doubts=("yes",) if 2 * best.pairs < best.eligible else ())


def _recent_run(office: Office) -> Seen | None:
    from sfph_desktop.core.usecases.kept_runs import newest_whole_run

    run = newest_whole_run(office)
    if run is None:
        return Seen(words="No run of the toolkit has been kept yet.", doubts=("yes",))
    end = run.selection.period.end
    old = office.clock.today() - end > YEAR
    return Seen(
        words=f"The newest run, {run.snapshot}, looks at the time up to {end.day} {end:%B %Y}.",
        doubts=("yes",) if old else (),
    )


def _told(office: Office) -> Seen | None:
    from sfph_desktop.core.usecases.stories import list_stories

    count = len(list_stories(office).rows)
    if not count:
        return Seen(words="There is no case study yet.", doubts=("yes",))
    return Seen(words=f"There {'is 1 case study' if count == 1 else f'are {count} case studies'}.")


def _policies(office: Office) -> Seen | None:
    from sfph_desktop.core.usecases.policies import policies

    every, today = policies(office), office.clock.today()
    if not every:
        return Seen(words="No policy or insurance is written down yet.", doubts=("yes",))
    over = [one.name for one in every if one.expires_on is not None and one.expires_on < today]
    if over:
        named = ", ".join(over[:3]) + (f" and {len(over) - 3} more" if len(over) > 3 else "")
        return Seen(words=f"Out of date: {named}.", doubts=("yes",))
    return Seen(words=f"{len(every)} written down, none out of date.")


def _referrers(office: Office) -> Seen | None:
    from sfph_desktop.core.usecases.partners import list_partners

    count = len(list_partners(office).rows)
    if not count:
        return Seen(words="No partner is written down yet.", doubts=("yes",))
    return Seen(words=f"{count} {'partner is' if count == 1 else 'partners are'} in the directory.")


def _counted(office: Office) -> Seen | None:
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        days = [one.date for one in values_of(connection, "workforce")]
    if not days:
        return Seen(words="The workforce has never been written down.", doubts=("yes",))
    last = max(days)
    old = office.clock.today() - last > YEAR
    return Seen(words=f"Last written down on {last.day} {last:%B %Y}.", doubts=("yes",) if old else ())


def _backups(office: Office) -> Seen | None:
    made = office.info().last_backup_at
    if made is None:
        return Seen(words="No backup has been made yet.", doubts=("yes", "partly"))
    old = office.clock.today() - made.date() > QUARTER
    words = f"The last backup was made, opened and checked on {made.day} {made:%B %Y}."
    return Seen(words=words, doubts=("yes",) if old else ())


def _recovery(office: Office) -> Seen | None:
    if office.info().recovery_confirmed:
        return Seen(words="A part of the recovery key was typed back from the printed sheet.")
    return Seen(words="Nobody has typed a part of the recovery key back from the sheet yet.", doubts=("yes",))


def _people(count: int) -> str:
    return "one person" if count == 1 else f"{count} people"


LOOKS: dict[str, Callable[[Office], Seen | None]] = {
    "stand_in": _stand_in,
    "routes": _routes,
    "measured": _measured,
    "recent_run": _recent_run,
    "told": _told,
    "policies": _policies,
    "referrers": _referrers,
    "counted": _counted,
    "backups": _backups,
    "own_unlock": _recovery,
}
"""Which record speaks to which question."""
