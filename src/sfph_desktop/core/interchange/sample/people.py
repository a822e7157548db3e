"""The sample's people: invented names as they are heard in a Scottish town, and who they are."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from sfph_desktop.core.interchange.sample.plan import FIRST_DAY

GIVEN = {
    "woman": (
        "Màiri Eilidh Seonaid Mòrag Fiona Shona Catriona Isla Agnes Jean Margaret Senga Elspeth Rhona Kirsty "
        "Ailsa Jessie Betty Moira Patricia Linda Karen Zofia Agnieszka Katarzyna Oksana Nadiya Ayesha Fatima "
        "Priya Róisín"
    ).split(),
    "man": (
        "Calum Hamish Iain Ruaridh Angus Alasdair Gordon Douglas Fraser Kenneth Malcolm Archie Hughie Tam Rab "
        "William George Derek Brian Łukasz Piotr Tomasz Andriy Taras Imran Bilal Rajesh Yusuf Seán Ewan "
        "Finlay"
    ).split(),
    "in another way": "Robin Alex Sam Jamie Rowan Charlie Frankie Ash".split(),
}
FAMILY = (
    "MacDonald Campbell Stewart Robertson Murray MacLeod Fraser Ross Reid Paterson Kerr Boyd Gallagher "
    "O'Brien Docherty McKenna McBride Cairns Dunlop Galbraith Sinclair Baird Laing Wallace Nowak Kowalska "
    "Wiśniewski Zieliński Shevchenko Kovalenko Khan Ahmed Hussain Singh Kaur Patel Ní-Dhomhnaill "
    "Nic-a'Ghobhainn Forsyth Tennant"
).split()
KNOWN_AS = {"Margaret": "Peggy", "William": "Wullie", "Elspeth": "Elsie", "Patricia": "Pat", "Alasdair": "Ally"}
ETHNIC = (
    ("White: Scottish", 74),
    ("White: Other British", 7),
    ("White: Polish", 6),
    ("White: Irish", 3),
    ("Pakistani, Scottish Pakistani or British Pakistani", 4),
    ("Indian, Scottish Indian or British Indian", 2),
    ("Other White", 2),
    ("prefer not to say", 2),
)
SOURCES = ("GP practice", "community link worker", "housing association", "self", "family", "social work", "Jobcentre")
NOTES = (
    "",
    "",
    "",
    "",
    "Prefers a phone call.",
    "Uses a walking stick.",
    "Needs large print.",
    "Comes with her carer.",
)


def person(number: int, younger: bool, start: date, draw: Random) -> tuple[object, ...]:
    """One row of the people sheet, in the order of `COLUMNS`. `start`: of their first enrolment."""
    gender = draw.choices(("woman", "man", "in another way"), (60, 38, 2))[0]
    given, family = draw.choice(GIVEN[gender]), draw.choice(FAMILY)
    age = int(draw.triangular(18, 66, 34)) if younger else int(draw.triangular(45, 96, 78))
    born = date(FIRST_DAY.year - age, 1, 1) + timedelta(days=draw.randrange(365))
    referred = start - timedelta(days=6 + draw.randrange(10, 160) // 3)
    agreed = referred + timedelta(days=draw.randrange(1, 21))
    return (
        f"P{number:05d}",
        given,
        family,
        KNOWN_AS.get(given, ""),
        born,
        gender,
        some_postcode(draw),
        draw.choices([label for label, _ in ETHNIC], [weight for _, weight in ETHNIC])[0],
        draw.choices(("yes", "no", "prefer not to say"), (46, 48, 6))[0],
        draw.choices(("no", "yes", "prefer not to say"), (84, 10, 6))[0],
        f"07700 900{draw.randrange(1000):03d}" if draw.random() < 0.8 else None,
        None,
        draw.choice(SOURCES),
        referred,
        agreed,
        agreed if draw.random() < 0.7 else None,
        agreed + timedelta(days=90) if draw.random() < 0.2 else None,
        draw.choice(NOTES) or None,
    )


COLUMNS = (
    "person_ref given_name family_name known_as date_of_birth gender postcode ethnic_group disability "
    "care_experienced phone email referral_source referral_date consent_record consent_share "
    "consent_story notes"
).split()


def some_postcode(draw: Random) -> str:
    """A postcode in which nobody lives."""
    # ZZ is no postal area: nobody lives there, so nobody real can be found by it.
    return f"ZZ{draw.randrange(1, 20)} {draw.randrange(1, 9)}{draw.choice('ABDEFGHJ')}{draw.choice('LNPQRSTU')}"
