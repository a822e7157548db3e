"""One person's whole record in plain words, for a terminal: what must be known at once first, then part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date

from sfph_desktop.core.domain.people import Episode, ServiceUser
from sfph_desktop.core.domain.person_page import AddressShown, ConsentNow, LinkedPerson, PersonPage
from sfph_desktop.core.domain.person_record import Action, Alert
from sfph_desktop.core.domain.person_words import ALERTS, FIFTHS, LINKS, MIRRORED, NAMES, ROLES
from sfph_desktop.core.usecases.history_words import FIELDS

_ELSEWHERE = frozenset({"id", "person_ref", "notes"})


def record_lines(page: PersonPage, conditions: Mapping[str, str]) -> tuple[str, ...]:
    """The record, a line each: a heading stands at the margin, what belongs to it is set in; empty parts are left out.

    `conditions` are the labels of long-term conditions by code. Private notes are counted, never told.
    """
    lines = [f"{page.person.person_ref}  {page.person.display_name}"]
    for heading, told in _parts(page, conditions):
        said = [f"  {line}" for text in told for line in text.splitlines() if line.strip()]
        lines += [heading, *said] if said else []
    return tuple(lines)


def _parts(page: PersonPage, conditions: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    today = page.today
    standing = [one for one in page.alerts if not _over(one, today)]
    yield "ALERTS", [_alert(one, today) for one in standing]
    yield "About them", _about(page, conditions)
    yield "Other names", [
        _joined(" ".join(part for part in (one.given_name, one.family_name) if part), NAMES.get(one.kind, one.kind),
                _span(None, one.until)) for one in page.other_names
    ]  # fmt: skip
    yield "Addresses", [_address(one) for one in page.addresses]
    yield "Household, carers, workers and family", [_link(one) for one in page.links]
    yield (
        "Roles",
        [
            _joined(_capital(ROLES.get(one.role, one.role)), one.detail, _span(one.from_date, one.to_date))
            for one in page.roles
        ],
    )
    yield "Consent", [f"{now.words.title}: {_consent(now, today)}" for now in page.consents]
    yield "Services", [_service(one) for one in page.episodes]
    yield "Groups", list(page.groups)
    yield "Visits", [f"{page.visits.total:,}" + (f", the last on {_day(page.visits.last)}" if page.visits.last else "")]
    yield (
        "Questionnaires",
        [f"{line.name}{f', {line.output}' if line.output else ''}: {line.said}" for line in page.measures],
    )
    yield "Events", [
        _joined(_capital(one.event_type.replace("_", " ")), _day(one.date),
                f"{one.quantity:g} times" if one.quantity != 1 else "", one.note) for one in page.events
    ]  # fmt: skip
    yield "To do", [_action(one, today) for one in page.actions if one.done_on is None]
    yield "Done", [_action(one, today) for one in page.actions if one.done_on is not None]
    yield "Notes", _notes(page)
    yield "Alerts that are over", [_alert(one, today) for one in page.alerts if _over(one, today)]


# --- part by part -----------------------------------------------------------------------------------------------------


def _over(alert: Alert, today: date) -> bool:
    return alert.ended_on is not None and alert.ended_on <= today


def _alert(one: Alert, today: date) -> str:
    review = ""
    if one.ended_on is not None and _over(one, today):
        review = f"over since {_day(one.ended_on)}"
    elif one.review_on is not None:
        late = one.review_on < today
        review = f"{'was to be looked at again' if late else 'look at it again'} on {_day(one.review_on)}"
    about = "" if one.kind == "other" else f"{_capital(ALERTS.get(one.kind, one.kind))}: "
    return _joined(f"{about}{one.text}", _span(one.from_date, None), review)


def _about(page: PersonPage, conditions: Mapping[str, str]) -> list[str]:
    """Each field that holds something, by the name the history gives it; what is worth knowing last."""
    told = []
    for name in (one.name for one in fields(ServiceUser) if one.name not in _ELSEWHERE):
        value = getattr(page.person, name)
        if not value:
            continue
        said = _day(value) if isinstance(value, date) else str(value)
        if name == "health_conditions":
            codes = said.split()
            said = "; ".join(conditions[code] for code in codes) if all(code in conditions for code in codes) else said
        if name == "date_of_birth" and page.age is not None:
            said += f", {page.age} years old" + (" when they died" if page.person.died_on else "")
        told.append(f"{_capital(FIELDS.get(name, name.replace('_', ' ')))}: {said}")
    return [*told, f"Worth knowing: {page.person.notes}"] if page.person.notes else told


def _address(shown: AddressShown) -> str:
    one = shown.address
    where = ", ".join(part for part in (*one.lines.splitlines(), one.postcode) if part.strip())
    fifth = f"{FIFTHS[shown.fifth]} fifth of Scotland (SIMD {one.simd_version})" if shown.fifth is not None else ""
    board = f"NHS {shown.health_board}" if shown.health_board else ""
    council = shown.council or ("" if not one.postcode else "its area is not known")
    return _joined(where, council, board, fifth, _span(one.from_date, one.to_date))


def _link(one: LinkedPerson) -> str:
    who = f"{one.name} ({one.other_ref})" if one.other_ref else one.name
    what = LINKS.get(one.kind) or MIRRORED.get(one.kind) or one.kind.replace("_", " ")
    return _joined(f"{who}: {what}", one.link.contact, _span(one.link.from_date, one.link.to_date), one.link.note)


def _consent(now: ConsentNow, today: date) -> str:
    last = now.latest
    if last is None:
        return "not agreed, they have not been asked"
    if now.allowed:
        until = f"until {_day(last.expires_on)}" if last.expires_on else ""
        return _joined(f"agreed on {_day(last.given_on)}", last.how, until, last.note)
    if last.withdrawn_on is not None:
        return _joined(f"taken back on {_day(last.withdrawn_on)}", last.note)
    if last.expires_on is not None and last.expires_on < today:
        return f"ran out on {_day(last.expires_on)}; ask them again"
    return "taken back since they last agreed"


def _service(one: Episode) -> str:
    paid = ", ".join(share.contract_ref for share in one.funding)
    return _joined(one.service, _span(one.start_date, one.end_date), one.end_reason, f"paid by {paid}" if paid else "")


def _action(one: Action, today: date) -> str:
    if one.done_on is not None:
        return _joined(one.what, f"done on {_day(one.done_on)}", one.by_whom)
    late = one.due_on is not None and one.due_on < today
    when = f"by {_day(one.due_on)}{' (that day has passed)' if late else ''}" if one.due_on else "no day set"
    return _joined(one.what, when, one.by_whom)


def _notes(page: PersonPage) -> list[str]:
    told = [f"{_joined(_day(one.date), one.author)}: {one.text}" for one in page.notes if not one.private]
    private = sum(one.private for one in page.notes) + page.notes_kept_back
    if private:
        told.append(f"{private} private {'note is' if private == 1 else 'notes are'} not shown here.")
    return told


# --- words ------------------------------------------------------------------------------------------------------------


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _span(begun: date | None, over: date | None) -> str:
    if begun is not None and over is not None:
        return f"{_day(begun)} to {_day(over)}"
    if begun is not None:
        return f"since {_day(begun)}"
    return f"until {_day(over)}" if over is not None else ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
