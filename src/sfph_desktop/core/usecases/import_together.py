"""The sheets of working together: partners, referrals by consent, groups, and who belongs to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sfph_desktop.core.domain.areas import tidy_postcode
from sfph_desktop.core.domain.delivery_rules import tidy_clock
from sfph_desktop.core.domain.names import squeezed
from sfph_desktop.core.domain.partner_rules import next_numbered
from sfph_desktop.core.domain.reaching import email_problems, phone_problems, postcode_problems
from sfph_desktop.core.domain.registers import MOST_MINUTES
from sfph_desktop.core.domain.values import from_day, to_day
from sfph_desktop.core.interchange.proposals import Proposal
from sfph_desktop.core.usecases import import_checks as check
from sfph_desktop.core.usecases.import_known import Known
from sfph_desktop.core.usecases.import_settle import Records
from sfph_desktop.core.usecases.partner_areas import CODE_LISTS, FOLLOWING, area_names, code_of

HIGHEST = 9
"""The highest priority of a referral."""
_NOT_SHARED = "This person has not agreed that you share with partners."
_CONSENT_FIRST = "their consent first: consent_share in the people sheet, or the sheet consents"
_REACHED = {"phone": phone_problems, "postcode": postcode_problems, "email": email_problems}


# --- partners and referrals -------------------------------------------------------------------------------------------


def partners(proposal: Proposal, known: Known) -> Records:
    """Partners: each with a reference, its own or the one of its name; reached in ways that can be; in known areas."""
    check.not_ahead(proposal, "retired_on", known)
    columns = {column.name: proposal.column(column.name) for column in proposal.spec.columns}
    columns["partner_ref"] = _partner_refs(proposal, known)
    for name, problems in _REACHED.items():
        for i, said in enumerate(columns[name]):
            for found in problems(said):
                proposal.hold(i, name, found.reason, found.accepted)
    columns["postcode"] = [tidy_postcode(postcode) for postcode in columns["postcode"]]
    columns |= _areas(proposal, known, columns)
    for i, ref in enumerate(columns["partner_ref"]):
        known.partner_names.setdefault(squeezed(columns["name"][i]), ref)
    return Records(kind="partners", keys=columns["partner_ref"], columns=columns)


def _partner_refs(proposal: Proposal, known: Known) -> list[str]:
    """The reference of each row: as given, else of the partner of that name, else the next that nobody has."""
    given, names = proposal.column("partner_ref"), proposal.column("name")
    taken = {ref.casefold() for ref in (*known.index("partners"), *given)}
    last, found = known.last_partner_ref(), []
    own: dict[str, str] = {}
    for i, ref in enumerate(given):
        name = squeezed(names[i])
        if not ref:
            ref = own.get(name) or known.partner_names.get(name, "")
            if not ref and i not in proposal.troubles:
                ref = last = next_numbered(last, lambda one: one.casefold() in taken)
                taken.add(ref.casefold())
        own.setdefault(name, ref)
        found.append(ref)
    return found


def _areas(proposal: Proposal, known: Known, columns: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Areas as codes; board and authority of a new partner follow its council where they are blank."""
    codes: dict[str, list[str]] = {}
    for name, (_, word) in CODE_LISTS.items():
        said = columns[name]
        meant = {one: code_of(known.library, name, one) if one else "" for one in set(said)}
        for i, one in enumerate(said):
            if one and not meant[one]:
                proposal.hold(i, name, f"There is no such {word} in Scotland.", "its name or its code")
        codes[name] = [meant[one] for one in said]
    told, there = area_names(known.library).of_council, known.index("partners")
    for i, council in enumerate(codes["council"]):
        if council and columns["partner_ref"][i] not in there:
            for name, code in zip(FOLLOWING, told.get(council, ("", "")), strict=True):
                codes[name][i] = codes[name][i] or code
    return dict(codes)


def referrals(proposal: Proposal, known: Known) -> Records:
    """Referrals: of a person who is known, on days that can be; those out to a partner, by consent to sharing."""
    people = check.references(proposal, "person_ref", "people", known, word="person")
    _days(proposal, people, known)
    for i, priority in enumerate(proposal.column("priority")):
        if priority is not None and priority > HIGHEST:
            proposal.hold(i, "priority", f"A priority is at most {HIGHEST}.", f"0 to {HIGHEST}")
    columns: dict[str, Any] = {"person_id": people, "partner_id": _partner_ids(proposal, known)}
    names = ("source", "service", "reason", "made_on", "first_contact_on", "outcome", "outcome_on", "priority", "note")
    columns |= {name: proposal.column(name) for name in names}
    columns["direction"] = [way or "in" for way in proposal.column("direction")]
    keys = list(
        zip(
            *(columns[n] for n in ("person_id", "direction", "partner_id", "source", "service", "made_on")), strict=True
        )
    )
    there = known.index("referrals")
    fresh = [i for i, key in enumerate(keys) if key not in there]
    _may_be_made(proposal, known, columns, fresh)
    outcomes = list(columns["outcome"])
    for i in fresh:
        outcomes[i] = outcomes[i] or ("waiting" if columns["first_contact_on"][i] is None else "contacted")
    columns["outcome"] = outcomes
    return Records(kind="referrals", keys=keys, columns=columns, defaults={"priority": 0})


def partner_contacts(proposal: Proposal, known: Known) -> Records:
    """Whom one speaks to: at a partner who is known, reached in ways that can be."""
    columns: dict[str, Any] = {"partner_id": _partner_ids(proposal, known)}
    columns |= {name: proposal.column(name) for name in ("name", "job", "phone", "email")}
    for name in ("phone", "email"):
        for i, said in enumerate(columns[name]):
            for found in _REACHED[name](said):
                proposal.hold(i, name, found.reason, found.accepted)
    keys = list(zip(columns["partner_id"], columns["name"], strict=True))
    return Records(kind="partner_contacts", keys=keys, columns=columns)


def involvements(proposal: Proposal, known: Known) -> Records:
    """Who does what: of a person and a partner who are known, kept only by consent to sharing."""
    people = check.references(proposal, "person_ref", "people", known, word="person")
    check.not_before_birth(proposal, "from_date", people, known)
    check.in_order(proposal, "from_date", "to_date")
    columns: dict[str, Any] = {"person_id": people, "partner_id": _partner_ids(proposal, known)}
    columns |= {name: proposal.column(name) for name in ("what", "contact", "from_date", "to_date")}
    keys = list(zip(*(columns[name] for name in ("person_id", "partner_id", "what", "from_date")), strict=True))
    there = known.index("involvements")
    for i, (person, *_) in enumerate(keys):
        if keys[i] not in there and person is not None and not known.shares(person, to_day(known.today)):
            proposal.hold(i, "person_ref", _NOT_SHARED, _CONSENT_FIRST)
    return Records(kind="involvements", keys=keys, columns=columns)


def _days(proposal: Proposal, people: Sequence[int | None], known: Known) -> None:
    for column in ("made_on", "first_contact_on", "outcome_on"):
        check.not_ahead(proposal, column, known)
        check.not_after_death(proposal, column, people, known)
    check.not_before_birth(proposal, "made_on", people, known)
    for column in ("first_contact_on", "outcome_on"):
        check.in_order(proposal, "made_on", column)


def _partner_ids(proposal: Proposal, known: Known) -> list[int | None]:
    """The partner behind each reference or name; rows that name one nobody knows are held."""
    named = proposal.column("partner_ref")
    meant = {one: known.partner(one) for one in set(named) if one}
    for i, one in enumerate(named):
        if one and meant[one] is None:
            left = known.left_out.get(("partners", one))
            where = (
                f"correct sheet {left[0]}, row {left[1]} first" if left else "its reference or its name, or a source"
            )
            proposal.hold(i, "partner_ref", "There is no partner of this reference or name.", where)
    return [meant.get(one) for one in named]


def _may_be_made(proposal: Proposal, known: Known, columns: dict[str, Any], fresh: Sequence[int]) -> None:
    """Of referrals that are new: out to somebody, and only of whoever agreed to sharing then, or agrees to it now."""
    retired = known.cells("partners", ("retired_on",))
    for i in fresh:
        partner, day, person = columns["partner_id"][i], columns["made_on"][i], columns["person_id"][i]
        over = retired.get(partner or 0, (None,))[0]
        if over is not None and day is not None and over <= day:
            proposal.hold(i, "partner_ref", f"This partner is retired since {from_day(over):%d/%m/%Y}.",
                          "another partner, or an earlier day", doubt=True)  # fmt: skip
        if columns["direction"][i] != "out":
            continue
        if partner is None and not proposal.column("partner_ref")[i]:
            proposal.hold(i, "partner_ref", "It is not said to whom the person was referred.", "a partner")
        if person is not None and day is not None and not known.shares(person, day):
            proposal.hold(i, "person_ref", _NOT_SHARED, _CONSENT_FIRST)


# --- groups -----------------------------------------------------------------------------------------------------------


def groups(proposal: Proposal, known: Known) -> Records:
    """Groups: with a rhythm that can be, of some length, not over before they begin."""
    check.in_order(proposal, "from_date", "to_date")
    check.above_zero(proposal, "minutes")
    columns = {column.name: proposal.column(column.name) for column in proposal.spec.columns}
    columns["starts_at"] = [tidy_clock(said) for said in columns["starts_at"]]
    choices = proposal.spec.column("weekday")
    days = {name: place for place, name in enumerate(choices.choices if choices else ())}
    there = known.index("groups")
    for i, every in enumerate(columns["every"]):
        minutes = columns["minutes"][i]
        if minutes is not None and minutes > MOST_MINUTES:
            proposal.hold(i, "minutes", f"{minutes:,} minutes cannot be right.", f"1 to {MOST_MINUTES:,}")
        if columns["starts_at"][i] is None:
            proposal.hold(i, "starts_at", "This is not a time of day.", "hours and minutes, as 14:30")
        if every not in {"", "week", "none"} and columns["from_date"][i] is None and columns["name"][i] not in there:
            proposal.hold(i, "from_date", "A rhythm other than every week needs its first day.", "the first day")
    columns["weekday"] = [days.get(said) for said in columns["weekday"]]
    columns["present_by_default"] = [{"yes": 1, "no": 0}.get(said) for said in columns["present_by_default"]]
    return Records(
        kind="groups", keys=columns["name"], columns=columns, defaults={"every": "week", "present_by_default": 1}
    )


def group_members(proposal: Proposal, known: Known) -> Records:
    """Members: of a group and a person who are known, nobody twice at one time."""
    inside = check.references(proposal, "group", "groups", known, word="group")
    people = check.references(proposal, "person_ref", "people", known, word="person")
    check.in_order(proposal, "from_date", "to_date")
    check.not_before_birth(proposal, "from_date", people, known)
    check.not_after_death(proposal, "from_date", people, known)
    since, until = proposal.column("from_date"), proposal.column("to_date")
    keys = list(zip(inside, people, since, strict=True))
    _nobody_twice(proposal, known, keys, until)
    return Records(
        kind="group_members",
        keys=keys,
        columns={"group_id": inside, "person_id": people, "from_date": since, "to_date": until},
    )


def _nobody_twice(
    proposal: Proposal,
    known: Known,
    keys: Sequence[tuple[int | None, int | None, int | None]],
    until: Sequence[int | None],
) -> None:
    """Hold a place of somebody who has one in the group at that time, by another first day."""
    ever = 1 << 31
    places: dict[tuple[int, int], list[tuple[int, int]]] = {}
    stored = known.cells("group_members", ("group_id", "person_id", "from_date", "to_date"))
    for group, person, first, last in stored.values():
        places.setdefault((group, person), []).append((first, ever if last is None else last))
    for i in list(proposal.good()):
        group, person, first = keys[i]
        if group is None or person is None or first is None:
            continue
        last = until[i]
        own = places.setdefault((group, person), [])
        end = ever if last is None else last
        if any(begun != first and begun <= end and first <= over for begun, over in own):
            proposal.hold(i, "from_date", "They belong to this group already at that time.",
                          "a day after they had left, or the first day that is kept")  # fmt: skip
        else:
            own.append((first, end))
