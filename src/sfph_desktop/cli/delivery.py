"""Commands for services, groups and registers."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sfph_desktop.cli.office import new_file, opened
from sfph_desktop.cli.saying import MOST_PROBLEMS_SHOWN, Saying
from sfph_desktop.core.domain.delivery import Activity, Group, Service
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.registers import RegisterAt, RegisterPage, said_count
from sfph_desktop.core.domain.schedule import WEEKDAYS, said_rhythm
from sfph_desktop.core.usecases import attaching, bulk, groups, people, register_whole, registers, resting, services
from sfph_desktop.core.usecases.office import Office

_GROUP_FIELDS = ("service", "activity", "place", "every", "weekday", "starts_at", "minutes", "from_date", "to_date")


def service(asked: Namespace, saying: Saying) -> None:
    """Describe a service, or add activities to one that is described."""
    with opened(asked) as office:
        known = {str(row[1]).casefold(): row for row in services.list_services(office).rows if row[0]}
        activities = [Activity(service=asked.name, name=name) for name in asked.activity]
        found = known.get(asked.name.strip().casefold())
        if found is None:
            made = Service(name=asked.name, purpose=asked.purpose, who_for=asked.who_for)
            name = services.add_service(office, made, tuple(activities)).value.name
        else:
            name = str(found[1])
            before = services.service_page(office, name).service
            services.change_service(
                office,
                replace(before, purpose=asked.purpose or before.purpose, who_for=asked.who_for or before.who_for),
            )
            for activity in activities:
                services.add_activity(office, replace(activity, service=name))
        page = services.service_page(office, name)
    names = [one.name for one in page.activities]
    said = {"service": name, "purpose": page.service.purpose, "activities": names}
    listed = f": {', '.join(names)}" if names else ""
    saying.either(asked.json, said, lambda: saying.line(f"{name}{listed}"))


def group(asked: Namespace, saying: Saying) -> None:
    """Make, change, show or remove a group."""
    with opened(asked) as office:
        if asked.action == "add":
            given = {name: value for name in _GROUP_FIELDS if (value := getattr(asked, name)) is not None}
            given.setdefault("from_date", office.clock.today())
            if "weekday" not in given and given.get("every", "week") not in {"once", "none"}:
                raise UserCanFix(
                    what=f"On which day of the week does {asked.name} meet?",
                    do="Say it with --weekday, as --weekday tuesday; or say --every none where no day is fixed.",
                )
            found = groups.add_group(
                office, Group(name=asked.name, present_by_default=not asked.absent_by_default, **given)
            ).value
            if asked.everybody:
                _place_everybody(office, found, saying)
        else:
            found = groups.find_group(office, asked.name)
        if asked.action == "change":
            done = groups.change_group(office, _changed(asked, found))
            found = done.value
            saying.note(f"{done.why}.")  # which places of its people went with its first day
        if asked.action == "remove":
            groups.remove_group(office, found.id)
            saying.either(asked.json, {"removed": found.name}, lambda: saying.line(f"{found.name} is removed."))
            return
        _tell_group(asked, saying, office, found)


def _place_everybody(office: Office, found: Group, saying: Saying) -> None:
    """The group is there by now: where nobody is in its service, that is told and no failure."""
    try:
        done = bulk.place_all_of_service(office, found)
    except UserCanFix as failure:
        saying.note(f"{failure.what} {found.name} has no members yet.")
        return
    saying.note(f"{done.why.rstrip('.')}.")
    for one in done.problems[:MOST_PROBLEMS_SHOWN]:
        saying.note(f"No place for {one.value}: {one.reason.rstrip('.')}.")
    if (more := len(done.problems) - MOST_PROBLEMS_SHOWN) > 0:
        saying.note(f"Nor for {more} more.")


def attach(asked: Namespace, saying: Saying) -> None:
    """Say that a session that is no group's was this group's."""
    with opened(asked) as office:
        found = groups.find_group(office, asked.name)
        session = attaching.loose_session(office, asked.session)
        done = attaching.attach_session(office, session.id, found.id)
        page = registers.register_page(office, RegisterAt(day=session.date, session_id=session.id))
    saying.either(asked.json, _register(page, done.unit_id), lambda: saying.line(f"{done.why}."))


def member(asked: Namespace, saying: Saying) -> None:
    """Give somebody a place in a group, or end it."""
    with opened(asked) as office:
        found = groups.find_group(office, asked.name)
        person = people.find_person(office, asked.ref)
        page = groups.group_page(office, found.id)
        standing = [one for one in page.members if one.person_id == person.id and one.to_date is None]
        if standing and (asked.to_date or asked.remove):
            if asked.remove:
                groups.remove_member(office, standing[0].id)
            else:
                groups.change_member(office, standing[0].id, since=asked.from_date, until=asked.to_date)
        elif asked.remove:
            raise UserCanFix(what=f"{asked.ref} has no place in {found.name}.", do="See them with: sfph group show.")
        else:
            groups.add_member(office, found.id, person.id, since=asked.from_date, until=asked.to_date)
        _tell_group(asked, saying, office, found)


def register(asked: Namespace, saying: Saying) -> None:
    """Take a register, or show, print, undo or cancel one."""
    paper = new_file(asked.print, ".pdf", "a PDF") if asked.print else None
    with opened(asked) as office:
        day = asked.day or office.clock.today()
        at = RegisterAt(group_id=groups.find_group(office, asked.name, day).id, day=day)
        said = _said(asked)
        unit = 0
        if asked.use:
            used = attaching.use_session(office, at, attaching.loose_session(office, asked.use).id)
            at, unit = used.value.at, used.unit_id
        takes = said != register_whole.Said() or not (paper or asked.show or asked.use)
        if takes and not (asked.separate or asked.undo or asked.cancelled):
            _ask_about_the_other(registers.register_page(office, at))
        if asked.undo:
            unit = registers.undo_register(office, at).unit_id
        elif asked.cancelled:
            unit = registers.cancel_session(office, at, asked.note).unit_id
        elif takes:
            unit = register_whole.take_register(office, at, said).unit_id
        page = registers.register_page(office, at)
        if paper:
            register_whole.print_register(office, at, paper, large_print=asked.large_print)
    saying.either(asked.json, _register(page, unit), lambda: _tell_register(page, saying, asked))


def _ask_about_the_other(page: RegisterPage) -> None:
    """A new register beside a session of the same day and service would count the same people twice."""
    if page.session.id or not page.loose:
        return
    other = page.loose[0]
    raise UserCanFix(
        what=f"{_day(page.session.date)} has a session of {page.session.service} already: {other.said}.",
        why="A new register would count the same people twice.",
        do=f"If it is the same occasion, say --use {other.ref}; if it was another, --separate. Nothing was changed.",
    )


def removed(asked: Namespace, saying: Saying) -> None:
    """What was removed and rests, or bringing one of it back."""
    with opened(asked) as office:
        if asked.bring_back:
            back = resting.bring_back(office, asked.bring_back).value
            saying.either(
                asked.json,
                {"brought_back": back.id, "why": back.why},
                lambda: saying.line(f"Brought back: {back.why}."),
            )
            return
        found = resting.rested_records(office)
    rows = tuple((one.unit_id, one.at.isoformat(), one.what, one.why, one.until) for one in found)
    listing = Listing(kind="removals", columns=("id", "removed", "what", "why", "until"), rows=rows)
    saying.listing(listing, as_json=asked.json, hide_id=False)


def _said(asked: Namespace) -> register_whole.Said:
    pairs = [text.partition("=") for text in asked.absent]
    return register_whole.Said(
        away=tuple((ref.strip(), reason.strip()) for ref, _, reason in pairs),
        here=tuple(asked.present),
        walk_ins=tuple(asked.walk_in),
        unnamed=register_whole.read_unnamed(asked.unnamed) if asked.unnamed else None,
        minutes=asked.minutes,
        note="" if asked.cancelled else asked.note,
        finish=not asked.open,
    )


def _changed(asked: Namespace, before: Group) -> Group:
    given: dict[str, Any] = {name: value for name in _GROUP_FIELDS if (value := getattr(asked, name)) is not None}
    if asked.rename:
        given["name"] = asked.rename
    if asked.absent_by_default or asked.present_by_default:
        given["present_by_default"] = not asked.absent_by_default
    return replace(before, **given)


def _tell_group(asked: Namespace, saying: Saying, office: Office, found: Group) -> None:
    page = groups.group_page(office, found.id)
    told = {
        **{name: getattr(page.group, name) for name in ("name", *_GROUP_FIELDS, "present_by_default")},
        "meets": said_rhythm(page.group),
        "next_meeting": page.next_meeting,
        "members": [
            {"person_ref": one.ref, "name": one.name, "from": one.from_date, "to": one.to_date, "came": one.came}
            for one in page.members
        ],
    }

    def tell() -> None:
        saying.line(f"{page.group.name} ({page.group.service}) meets {said_rhythm(page.group)}.")
        rows = [(one.ref, one.name, one.from_date, one.to_date or "", one.came) for one in page.members]
        saying.table(("person_ref", "name", "from", "to", "came"), rows)

    saying.either(asked.json, told, tell)


def _register(page: RegisterPage, unit: int) -> Mapping[str, Any]:
    session, members = page.session, page.members
    return {
        "register": session.session_ref or None,
        "group": page.title,
        "date": session.date,
        "state": session.register if session.id else "none",
        "usual_day": page.usual,
        "same_day": [one.ref for one in page.loose],
        "members": len(members),
        "here": sum(line.shown == "here" for line in members),
        "walk_ins": len(page.walk_ins),
        "unnamed_low": session.unnamed_low,
        "unnamed_high": session.unnamed_high,
        "minutes": session.minutes,
        "note": session.note,
        "lines": [
            {
                "person_ref": line.ref,
                "name": line.name,
                "member": line.member,
                "mark": line.mark or None,
                "minutes": line.minutes,
                "note": line.note,
                "reason": line.reason,
            }
            for line in page.lines
        ],
        "change": unit or None,
    }


def _tell_register(page: RegisterPage, saying: Saying, asked: Namespace) -> None:
    if page.lines and asked.show:
        rows = [(line.ref, line.name, line.mark, line.minutes, line.note or line.reason) for line in page.lines]
        saying.table(("person_ref", "name", "mark", "minutes", "note"), rows)
    state = {"taken": "taken", "open": "open", "cancelled": "did not take place"}.get(page.session.register, "")
    said = f"{page.title}, {_day(page.session.date)}: "
    if not page.session.id:
        saying.line(f"{said}no register yet.")
    else:
        saying.line(said + (state if page.session.register == "cancelled" else f"{state}, {said_count(page)}."))
    if not page.usual and page.group is not None:
        weekday = WEEKDAYS[page.session.date.weekday()]
        saying.line(f"Note: {page.title} meets {said_rhythm(page.group)}, and this day was a {weekday}.")
    if asked.print:
        saying.line(str(asked.print))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
