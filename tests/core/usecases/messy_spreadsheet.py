"""Last year's spreadsheet as it really is: titles, odd headings, dates in every manner, people who are in it twice.

Invented from a seed; what was planted is told beside it, so that a test can ask whether it was found.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

CLIENTS, ANSWERS = 350, 250
CLIENT_HEADINGS = (
    "Client Ref", "Surname ", "FIRST NAME", "likes to be called", "D.O.B.", "Sex", "Post Code", "Ethnicity",
    "Disabled", "Tel. no", "e-mail address", "Referred by", "Ref. date", "Consent date", "Notes", "Keyworker", "CHI no",
)  # fmt: skip
ANSWER_HEADINGS = (
    "Client no.", "Questionnaire", "Date completed", "Time point", "Q1 optimistic", "Q2 useful", "Q3 relaxed", "Q4",
    "Q5", "Q6", "Q7", "Total", "Initials of volunteer",
)  # fmt: skip
GIVEN = "Màiri Agnes Hamish Senga Calum Eilidh Piotr Zofia Ayesha Bilal Moira Fraser Isla Kenneth Rhona Gordon".split()
FAMILY = "MacDonald Reid Nowak Khan O'Brien Kerr Sinclair Laing Baird Galbraith Forsyth Tennant Docherty Boyd".split()
NO_DATES = ("31/02/2025", "1956", "w/c 20 Jun", "Sept 2024", "99/99/99", "soon", "13/13/2024")


@dataclass
class Messy:
    """The sheets, and what was planted in them by the spreadsheet's number of the row."""

    sheets: dict[str, list[list[Any]]] = field(default_factory=dict)
    same_person: list[int] = field(default_factory=list)
    """Rows that repeat somebody under their own reference."""
    other_reference: list[int] = field(default_factory=list)
    """Rows that repeat somebody under another reference."""
    bad_dates: list[int] = field(default_factory=list)
    without_reference: list[int] = field(default_factory=list)
    bad_answers: list[int] = field(default_factory=list)
    unknown_people: list[int] = field(default_factory=list)


def messy_spreadsheet(seed: int) -> Messy:
    """The spreadsheet of that seed: 600 rows, 30 columns."""
    draw = random.Random(seed)
    messy = Messy()
    rows: list[list[Any]] = [["LOCHSIDE (invented) – clients", *[None] * 16], [None] * 17, list(CLIENT_HEADINGS)]
    people = _people(draw, CLIENTS - 25)
    for person in people:
        rows.append(_client(person, draw, messy, len(rows) + 1))
    broken = {*messy.bad_dates, *messy.without_reference}
    whole = [(person, row) for row, person in enumerate(people, start=4) if row not in broken]
    for n, (person, row) in enumerate(draw.sample(whole, 25)):
        _repeat(person, rows[row - 1], n, rows, draw, messy)
    rows.insert(60, [None] * 17)
    for planted in (messy.same_person, messy.other_reference, messy.bad_dates, messy.without_reference):
        planted[:] = [row + (row > 60) for row in planted]
    messy.sheets["Clients 2025-26"] = rows
    there = [person for person, _ in whole]
    answers = [_answers(n, there, draw, messy) for n in range(ANSWERS)]
    messy.sheets["Wellbeing"] = [list(ANSWER_HEADINGS), *answers]
    messy.sheets["Lookups"] = [["Referral sources"], ["GP"], ["SW"]]
    return messy


def _people(draw: random.Random, count: int) -> list[dict[str, Any]]:
    """People whose dates of birth all differ, so that only who is planted is there twice."""
    births = draw.sample(range(20_000), count)
    return [
        {"ref": f"LS-{n + 1}", "given": draw.choice(GIVEN), "family": draw.choice(FAMILY),
         "born": date(1930, 1, 1) + timedelta(days=births[n])}
        for n in range(count)
    ]  # fmt: skip


def _client(person: dict[str, Any], draw: random.Random, messy: Messy, row: int) -> list[Any]:
    born: Any = _manner(person["born"], draw)
    ref: Any = person["ref"]
    if row % 29 == 0:
        born = draw.choice(NO_DATES)
        messy.bad_dates.append(row)
    elif row % 61 == 0:
        ref = draw.choice((None, "", "  "))
        messy.without_reference.append(row)
    referred = date(2024, 1, 1) + timedelta(days=draw.randrange(800))
    return [
        ref, draw.choice((person["family"], person["family"].upper())), f"{person['given']} ", None, born,
        draw.choice("MF"), draw.choice(("G32 7HN", "KA128YJ", "", "NFA")), "White Scottish",
        draw.choice(("Y", "no", "Prefer not to say", "N", "", "Yes")), draw.choice(("0141 496 0000", 7700900123.0, "")),
        "", draw.choice(("GP", "SW", "self referral", "")), _manner(referred, draw), draw.choice(("", "n/a", referred)),
        draw.choice(("=cmd text typed as a note", "Lives alone", "Cost £45 taxi\nagreed", "")), "Mhairi", "1234567890",
    ]  # fmt: skip


def _repeat(
    person: dict[str, Any], first: list[Any], n: int, rows: list[list[Any]], draw: random.Random, messy: Messy
) -> None:
    """One of the 25 hidden duplicates, appended: the same reference again, or another one with nearly the same name."""
    again = list(first)
    if n < 15:
        again[0] = draw.choice((first[0], f" {first[0]} ", first[0].lower()))
        messy.same_person.append(len(rows) + 1)
    else:
        again[0] = f"LS-9{n:03d}"
        again[2] = draw.choice((person["given"], person["given"][:-1], person["given"] + "h"))
        again[4] = _manner(person["born"], draw)
        messy.other_reference.append(len(rows) + 1)
    rows.append(again)


def _answers(n: int, people: list[dict[str, Any]], draw: random.Random, messy: Messy) -> list[Any]:
    person, turn = people[n % 120], n // 120
    ref, items = person["ref"], [draw.randrange(1, 6) for _ in range(7)]
    if n % 23 == 5:
        items[draw.randrange(7)] = draw.choice((9, 0, "dnc", 2.5))
        messy.bad_answers.append(n + 2)
    elif n % 41 == 7:
        ref = f"XX-{n}"
        messy.unknown_people.append(n + 2)
    day = date(2025, 1, 1) + timedelta(days=200 * turn + n % 120)
    stage = draw.choice((("Baseline", "START", "baseline "), ("Review 1", "R1"), ("Exit", "end"))[turn])
    return [ref, draw.choice(("SWEMWBS", "swemwbs7", "Swemwbs ")), _manner(day, draw), stage, *items, None, "MK"]


def _manner(day: date, draw: random.Random) -> Any:
    """A date in one of the manners in which people write it."""
    manners: tuple[Any, ...] = (
        day, day, f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", day.isoformat(), f"{day.day} {day:%b %Y}",
        (day - date(1899, 12, 30)).days, f"{day:%d-%m-%Y} 00:00",
    )  # fmt: skip
    return draw.choice(manners)
