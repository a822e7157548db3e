"""Notices as the four websites give them, every field that is shown; and files that are none, or not quite right."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sfph_desktop.core.domain.opportunities import Opportunity
from sfph_desktop.core.domain.opportunity_rules import doubts, value_told
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import Money
from sfph_desktop.core.interchange.caps import Caps, Refused
from sfph_desktop.core.interchange.notices import NOTICE_CAPS, read_notices
from sfph_desktop.core.interchange.ocds import Told, told_by
from sfph_desktop.core.interchange.ocds_file import MOST_RELEASES, notice_lines
from sfph_desktop.core.interchange.ocds_merge import merged
from sfph_desktop.core.interchange.ocds_pack import packed, unpacked
from sfph_desktop.core.interchange.ocds_shape import MOST

SAMPLES = Path(__file__).parents[2] / "samples" / "ocds"


def lines_of(path: Path) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """The releases of a file and the kinds of warning, read in this process."""
    found = [json.loads(line) for line in notice_lines(path)]
    warnings = {kind: number for kind, _place, number, _said in found[-1]["warnings"]}
    return [line["release"] for line in found[:-1]], warnings


def told_of(name: str) -> dict[str, Told]:
    processes: dict[str, list[dict[str, Any]]] = {}
    for release in lines_of(SAMPLES / name)[0]:
        processes.setdefault(release["ocid"], []).append(release)
    return {ocid: told_by(releases) for ocid, releases in processes.items()}


def fields_told(found: Opportunity) -> dict[str, Any]:
    """What is told of an opportunity besides its long texts."""
    long = {"ocid", "description", "who_may_apply", "how_to_apply", "opportunity_ref", "id", "extension"}
    blank = Opportunity(opportunity_ref="", title="")
    return {
        name: value for name, value in _shallow(found).items() if name not in long and value != getattr(blank, name)
    }


def _shallow(found: Opportunity) -> dict[str, Any]:
    return {name: getattr(found, name) for name in asdict(found)}


def pounds(amount: float) -> Money:
    return Money.pounds(amount)


OPEN = "Open procedure"
EXPECTED: dict[str, dict[str, Any]] = {
    "ocds-r6ebe6-0000567519": {
        "title": "Glasgow Residential Recovery Services",
        "buyer": "Glasgow City Council",
        "buyer_kind": "council",
        "buyer_region": "UKM82",
        "source": "pcs",
        "jurisdiction": "Scotland",
        "stage": "open",
        "language": "en",
        "published_on": date(2019, 4, 15),
        "tenders_by": date(2019, 6, 11),
        "tenders_time": "12:00 Z",
        "duration_days": 1080,
        "value": pounds(7_500_000),
        "procedure": OPEN,
    },
    "ocds-r6ebe6-0000581004": {
        "title": "PQQ CON/007/19 Enhanced Injecting Equipment Service provision in Tayside",
        "buyer": "NHS Tayside",
        "buyer_kind": "health",
        "buyer_region": "UKM",
        "source": "pcs",
        "jurisdiction": "Scotland",
        "stage": "open",
        "language": "en",
        "published_on": date(2019, 4, 16),
        "tenders_by": date(2019, 5, 16),
        "tenders_time": "12:00 Z",
        "duration_days": 450,
        "value": pounds(457_000),
        "procedure": OPEN,
    },
    "ocds-r6ebe6-0000581730": {
        "title": "Taxi Services to NHS Grampian, Aberdeen City Council & University Of Aberdeen",
        "buyer": "University of Aberdeen",
        "buyer_kind": "other",
        "buyer_region": "UKM50",
        "source": "pcs",
        "jurisdiction": "Scotland",
        "stage": "open",
        "language": "en",
        "published_on": date(2019, 4, 24),
        "tenders_by": date(2019, 5, 24),
        "tenders_time": "12:00 Z",
        "duration_days": 1080,
        "procedure": OPEN,
    },
    "ocds-r6ebe6-0000580205": {
        "title": "Supply, Install, Maintain & Repair Stairlifts",
        "buyer": "East Ayrshire Council",
        "buyer_kind": "council",
        "buyer_region": "UKM93",
        "source": "pcs",
        "jurisdiction": "Scotland",
        "stage": "open",
        "language": "en",
        "published_on": date(2019, 4, 24),
        "tenders_by": date(2019, 5, 30),
        "tenders_time": "12:00 Z",
        "duration_days": 720,
        "procedure": OPEN,
    },
    "ocds-h6vhtk-06f17d": {
        "title": "Science and Industry Museum Wonderlab Group 2 Interactives Makers",
        "buyer": "Science Museum Group",
        "buyer_kind": "central",
        "buyer_region": "UKI33",
        "source": "fts",
        "jurisdiction": "England",
        "stage": "open",
        "language": "en",
        "published_on": date(2026, 9, 3),
        "questions_by": date(2026, 9, 25),
        "questions_time": "17:00 +01:00",
        "tenders_by": date(2026, 10, 2),
        "tenders_time": "23:59 +01:00",
        "contract_start": date(2026, 11, 4),
        "contract_end": date(2028, 11, 16),
        "value": pounds(182_500),
        "value_gross": pounds(219_000),
        "procedure": OPEN,
    },
    "ocds-h6vhtk-06f1b4": {
        "title": "ServiceNow Development & Managed Services Delivery Partner",
        "buyer": "Government Property Agency",
        "buyer_kind": "other",
        "buyer_region": "UKG31",
        "source": "fts",
        "jurisdiction": "England",
        "stage": "planned",
        "language": "en",
        "published_on": date(2026, 9, 3),
        "contract_start": date(2027, 1, 10),
        "contract_end": date(2029, 1, 9),
        "value": pounds(2_500_000),
        "value_gross": pounds(3_000_000),
        "procedure": "Award under framework",
    },
    "ocds-h6vhtk-052a2e": {
        "title": "Route optimisation software",
        "buyer": "Lancaster City Council",
        "buyer_kind": "council",
        "buyer_region": "UKD44",
        "source": "fts",
        "jurisdiction": "England",
        "stage": "awarded",
        "language": "en",
        "published_on": date(2025, 6, 1),
        "contract_start": date(2025, 5, 19),
        "contract_end": date(2028, 5, 18),
        "value": pounds(54_393.6),
        "value_gross": pounds(67_992),
        "value_words": "as agreed",
        "procedure": "Below threshold - without competition",
    },
    "ocds-b5fd17-3c1ac4c0-e172-43a2-aefe-6963abc6e715": {
        "title": "Mole Valley District Council - Tenancy Sustainment Service",
        "buyer": "Mole Valley District Council",
        "buyer_kind": "council",
        "source": "cf",
        "jurisdiction": "England",
        "stage": "open",
        "language": "en",
        "published_on": date(2025, 1, 23),
        "tenders_by": date(2025, 2, 20),
        "tenders_time": "12:00 Z",
        "contract_start": date(2025, 4, 1),
        "contract_end": date(2026, 3, 31),
        "procedure": "Open procedure (below threshold)",
    },
    "ocds-b5fd17-7f6e81c3-3a36-447d-bc45-9fbfd3c3d728": {
        "title": "Domestic Abuse Support Services - Adults",
        "buyer": "Dudley Metropolitan Borough Council",
        "buyer_kind": "council",
        "source": "cf",
        "jurisdiction": "England",
        "stage": "open",
        "language": "en",
        "published_on": date(2025, 1, 23),
        "tenders_by": date(2025, 2, 14),
        "tenders_time": "14:00 Z",
        "contract_start": date(2025, 4, 1),
        "contract_end": date(2026, 3, 31),
        "value": pounds(150_000),
        "value_low": pounds(140_000),
        "procedure": "Open procedure (above threshold)",
    },
    "ocds-b5fd17-ff6e6bd9-1d35-449a-938a-f504e5a2d153": {
        "title": "HCC08/24 - Emergency Residential Placements for One Child- Young Person Aged 7-18 With Highly "
        "Challenging Behaviour and Complex Needs- Hertford Hub",
        "buyer": "Hertfordshire County Council - Children's Services",
        "buyer_kind": "council",
        "source": "cf",
        "jurisdiction": "England",
        "stage": "open",
        "language": "en",
        "published_on": date(2024, 8, 16),
        "tenders_by": date(2025, 1, 24),
        "tenders_time": "04:00 Z",
        "contract_start": date(2025, 6, 16),
        "contract_end": date(2027, 6, 15),
        "value": pounds(3_650_000),
        "value_low": pounds(3_639_111),
        "procedure": "Open procedure (above threshold)",
    },
    "ocds-b5fd17-cc96f1ca-ddd8-4256-acad-f5b5c41cf369": {
        "title": "Provision of additional temporary accommodation and support - Winter 2025 & 2026",
        "buyer": "North Devon District Council",
        "buyer_kind": "council",
        "source": "cf",
        "jurisdiction": "England",
        "stage": "awarded",
        "language": "en",
        "published_on": date(2025, 3, 11),
        "tenders_by": date(2025, 1, 20),
        "tenders_time": "23:59 Z",
        "contract_start": date(2025, 2, 18),
        "contract_end": date(2026, 3, 31),
        "value": pounds(37_500),
        "procedure": "Other -",
    },
    "ocds-b5fd17-5eb34cca-1ce6-4e36-9061-2a1f984fbd05": {
        "title": "Lancashire Victim Services - Domestic Abuse",
        "buyer": "Lancashire Constabulary",
        "source": "cf",
        "jurisdiction": "England",
        "stage": "planned",
        "language": "en",
        "published_on": date(2025, 1, 23),
        "contract_start": date(2026, 4, 1),
        "contract_end": date(2031, 3, 31),
        "value": pounds(8_000_000),
        "procedure": "Open procedure (above threshold)",
    },
    "ocds-kuma6s-148374": {
        "title": "Alternatives to Admission Community Assertive Outreach Service for Children and Young People in "
        "Mental Health Crisis",
        "buyer": "Cwm Taf Morgannwg Health Board",
        "buyer_kind": "health",
        "buyer_region": "UKL",
        "source": "s2w",
        "jurisdiction": "Wales",
        "stage": "open",
        "language": "en",
        "published_on": date(2025, 2, 20),
        "tenders_by": date(2025, 3, 13),
        "tenders_time": "12:00 Z",
        "contract_start": date(2025, 4, 1),
        "contract_end": date(2026, 3, 31),
        "value": pounds(270_020),
        "procedure": OPEN,
    },
    "ocds-kuma6s-148346": {
        "title": "System Brynu Ddynamig Gofal Plant Ynys Mon / Dynamic Purchasing System for Anglesey Childcare",
        "buyer": "Isle of Anglesey County Council",
        "buyer_kind": "council",
        "buyer_region": "UKL11",
        "source": "s2w",
        "jurisdiction": "Wales",
        "stage": "open",
        "language": "en",
        "published_on": date(2025, 2, 21),
        "tenders_by": date(2025, 4, 7),
        "tenders_time": "12:00 Z",
        "duration_days": 1440,
        "procedure": OPEN,
    },
    "ocds-213czf-000-00001": {
        "title": "Planned cycle lane improvements",
        "buyer": "London Borough of Barnet",
        "buyer_kind": "council",
        "source": "other",
        "stage": "awarded",
        "language": "en",
        "published_on": date(2009, 3, 15),
        "updated_on": date(2011, 1, 10),
        "questions_by": date(2010, 3, 14),
        "questions_time": "17:30 Z",
        "tenders_by": date(2010, 4, 8),  # the amendment of 20 March put it off by a week
        "tenders_time": "18:00 Z",
        "contract_start": date(2010, 7, 1),
        "contract_end": date(2011, 6, 30),
        "value": pounds(1_100_000),
        "value_low": pounds(600_000),
        "procedure": "In open procedures, any interested economic operator may submit a tender in response to a "
        "contract notice.",
    },
}


def test_every_real_notice_is_read_right() -> None:
    read = {ocid: told for file in sorted(SAMPLES.glob("*.json")) for ocid, told in told_of(file.name).items()}
    assert set(read) == set(EXPECTED)
    for ocid, told in read.items():
        assert fields_told(told.opportunity) == EXPECTED[ocid], ocid


def test_lots_criteria_codes_and_documents_of_find_a_tender() -> None:
    told = told_of("fts-083563-2026-UK4-tender-5-lots.json")["ocds-h6vhtk-06f17d"]
    assert [(lot.lot, lot.title, lot.value, lot.contract_start) for lot in told.lots] == [
        ("1", "Lot 1", pounds(50_000), date(2026, 11, 4)),
        ("2", "Lot 2", pounds(16_000), date(2026, 11, 4)),
        ("3", "Lot 3", pounds(30_000), date(2026, 11, 10)),
        ("4", "Lot 4", pounds(35_000), date(2026, 11, 10)),
        ("5", "Lot 5", pounds(51_500), date(2026, 11, 17)),
    ]
    assert {(one.name, one.kind, one.weight) for one in told.criteria} == {
        ("Price", "cost", Decimal(30)),
        ("Quality", "quality", Decimal(70)),
    }
    assert len(told.criteria) == 10
    assert [(d.code, d.text) for d in told.details if d.kind == "code"] == [
        ("92521000", "Museum services"),
        ("92521100", "Museum-exhibition services"),
    ]
    assert ("UK4 tender notice", "https://www.find-tender.service.gov.uk/Notice/083563-2026") in {
        (d.code, d.place) for d in told.details
    }
    assert "small and medium-sized" in told.opportunity.who_may_apply
    assert told.opportunity.how_to_apply.startswith("https://in-tendhost.co.uk")


def test_public_contracts_scotland_writes_weights_as_words_and_leaves_lots_untitled() -> None:
    read = told_of("pcs-2019-04-four-tenders.json")
    glasgow = read["ocds-r6ebe6-0000567519"]
    assert [(one.lot, one.kind, one.weight) for one in glasgow.criteria] == [
        ("2", "quality", Decimal(70)),
        ("2", "price", Decimal(30)),
        ("1", "quality", Decimal(70)),
        ("1", "price", Decimal(30)),
    ]
    assert [(lot.lot, lot.value, lot.duration_days) for lot in glasgow.lots] == [
        ("2", pounds(2_500_000), 1080),
        ("1", pounds(5_000_000), 1080),
    ]
    assert "Contract on 3+1+1 basis" in glasgow.opportunity.extension
    tayside = read["ocds-r6ebe6-0000581004"]
    assert [(lot.lot, lot.title, lot.duration_days) for lot in tayside.lots] == [("1", "", 450)]
    assert [d.code for d in tayside.details if d.kind == "code"] == ["85100000"]
    taxis = read["ocds-r6ebe6-0000581730"]
    assert [(one.lot, one.name, one.weight) for one in taxis.criteria] == [
        ("1", "Price", Decimal(40)),
        ("1", "", Decimal(40)),
        ("2", "", None),
    ]
    assert any("add up to 80" in doubt for doubt in doubts(taxis.opportunity, taxis.criteria))
    assert value_told(taxis.opportunity) == "not told"
    assert lines_of(SAMPLES / "pcs-2019-04-four-tenders.json")[1] == {"no_id": 4}


def test_nobodys_name_or_number_is_kept(tmp_path: Path) -> None:
    for file in sorted(SAMPLES.glob("*.json")):
        kept = json.dumps(lines_of(file)[0])
        assert "redacted@example.org" not in kept
        assert "contactPoint" not in kept
        assert "Contracts Team" not in kept


# --- merging ----------------------------------------------------------------------------------------------------------


def test_an_update_blanks_nothing_by_being_silent_and_a_later_lot_takes_the_place_of_its_number() -> None:
    first = {
        "ocid": "a",
        "id": "1",
        "date": "2026-01-01T10:00:00Z",
        "tag": ["tender"],
        "buyer": {"name": "Leith Council"},
        "tender": {
            "title": "Meals",
            "value": {"amount": 40_000.0, "currency": "GBP"},
            "lots": [{"id": "1", "title": "North"}, {"id": "2", "title": "South"}],
            "tenderPeriod": {"endDate": "2026-02-01T12:00:00Z"},
        },
    }
    update = {
        "ocid": "a",
        "id": "2",
        "date": "2026-01-09T10:00:00+01:00",
        "tag": ["tenderUpdate"],
        "tender": {
            "tenderPeriod": {"endDate": "2026-02-15T12:00:00Z"},
            "lots": [{"id": "2", "title": "South and east"}],
        },
    }
    for order in ([first, update], [update, first]):
        told = told_by(order)
        assert told.opportunity.tenders_by == date(2026, 2, 15)
        assert (told.opportunity.title, told.opportunity.value) == ("Meals", pounds(40_000))
        assert [lot.title for lot in told.lots] == ["North", "South and east"]
        assert not told.opportunity.only_changes
    alone = told_by([update])
    assert alone.opportunity.only_changes
    assert alone.opportunity.title == "Notice a"
    assert any("Only a change" in doubt for doubt in doubts(alone.opportunity))


def test_lists_without_numbers_are_taken_whole() -> None:
    old = {"tender": {"lots": [{"id": "1", "awardCriteria": {"criteria": [{"name": "Price"}, {"name": "Quality"}]}}]}}
    new = {
        "date": "2026-02-02",
        "tender": {"lots": [{"id": "1", "awardCriteria": {"criteria": [{"name": "Quality"}]}}]},
    }
    assert merged([old, new])["tender"]["lots"][0]["awardCriteria"]["criteria"] == [{"name": "Quality"}]


def test_a_release_comes_out_of_its_packing_as_it_went_in() -> None:
    release = lines_of(SAMPLES / "sell2wales-2025-two-tenders.json")[0][1]
    assert unpacked(packed(release)) == release
    assert packed(release) == packed(dict(reversed(release.items())))
    assert unpacked("not packed at all") == {}


# --- files as they really come, and files that are none ---------------------------------------------------------------

TENDER: dict[str, Any] = {
    "ocid": "ocds-r6ebe6-1",
    "id": "1",
    "date": "2026-05-01T09:00:00Z",
    "tag": ["tender"],
    "buyer": {"id": "b", "name": "Leith Council"},
    "tender": {"id": "t", "title": "Lunch clubs", "value": {"amount": 45000, "currency": "GBP"}},
}


def one(path: Path, content: bytes | str) -> tuple[Opportunity, dict[str, int]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    releases, warnings = lines_of(path)
    return told_by(releases).opportunity, warnings


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda release: release,
        lambda release: [release],
        lambda release: {"releases": [release]},
        lambda release: {"records": [{"ocid": release["ocid"], "releases": [release]}]},
        lambda release: {"records": [{"ocid": release["ocid"], "compiledRelease": release}]},
        lambda release: {"ocid": release["ocid"], "compiledRelease": {k: v for k, v in release.items() if k != "ocid"}},
        lambda release: {
            "records": [{"ocid": release["ocid"], "releases": [{"url": "x", "date": "y"}], "compiledRelease": release}]
        },
    ],
)
def test_one_notice_in_every_wrapping(tmp_path: Path, wrapped: Callable[[Any], Any]) -> None:
    found, _ = one(tmp_path / "n.json", json.dumps(wrapped(TENDER)))
    assert (found.title, found.value, found.ocid) == ("Lunch clubs", pounds(45_000), "ocds-r6ebe6-1")


def test_line_breaks_that_lost_their_strokes_are_breaks_again(tmp_path: Path) -> None:
    said = "Help in a crisis.rn NOTE: Southern rn Isles (ref 12)rnrn LOT 2 bairn care"
    found, _ = one(tmp_path / "n.json", json.dumps({**TENDER, "tender": {**TENDER["tender"], "description": said}}))
    assert found.description == "Help in a crisis.\nNOTE: Southern rn Isles (ref 12)\nLOT 2 bairn care"


@pytest.mark.parametrize(
    ("old", "new", "warned"),
    [
        ("45000", "1e9999", "number"),
        ("45000", "-1e9999", "number"),
        ("45000", "NaN", "number"),
        ("45000", "7" * 400, "number"),
        ("45000", "79228162514264337593543950335", "number"),
        ("45000", '"plenty"', "number"),
        ("45000", "-5", "number"),
        ("45000", "true", "kind"),
        ("45000", "[1]", "kind"),
        ("45000", "0", ""),
        ("45000", " 000,", None),
        ('"Lunch clubs"', '"Lunch clubs", "title": "Lunch clubs"', "twice"),
        ('"id": "1", "date"', '"date"', "no_id"),
        ('"date": "2026-05-01T09:00:00Z", ', "", "no_date"),
        ('"ocid": "ocds-r6ebe6-1", ', "", "ocid"),
        ('"Lunch clubs"', json.dumps("Lunch clubs " + "x" * 30_000), "long"),
    ],
)
def test_what_is_not_right_is_told_and_the_rest_is_read(tmp_path: Path, old: str, new: str, warned: str | None) -> None:
    text = json.dumps(TENDER)
    if warned is None:  # as Find a Tender has written it: zeros and a stray comma where 0 was meant
        text, warned = text.replace("45000,", " 000,"), ""
    assert old in text or warned == ""
    found, warnings = one(tmp_path / "n.json", text.replace(old, new))
    assert set(warnings) == ({warned} if warned else set())
    assert found.title.startswith("Lunch clubs")
    assert found.buyer == "Leith Council"
    assert found.value == (pounds(45_000) if "45000" not in old else None)


def test_bytes_that_are_no_utf8_are_read_as_windows_writes_them(tmp_path: Path) -> None:
    text = json.dumps(TENDER | {"buyer": {"name": "Comhairle nan Eilean – Siar"}}, ensure_ascii=False)
    found, warnings = one(tmp_path / "n.json", text.encode("cp1252"))
    assert (found.buyer, set(warnings)) == ("Comhairle nan Eilean – Siar", {"bytes"})
    for encoding in ("utf-8-sig", "utf-16"):
        assert one(tmp_path / "n.json", text.encode(encoding))[0].buyer == "Comhairle nan Eilean – Siar"


def test_a_notice_in_another_language_is_read_and_said_to_be_one(tmp_path: Path) -> None:
    welsh = {**TENDER, "language": "cy", "tender": {"title_cy": "Clybiau cinio", "description_cy": "Bwyd a chwmni"}}
    found, _ = one(tmp_path / "n.json", json.dumps(welsh))
    assert (found.title, found.description) == ("Clybiau cinio", "Bwyd a chwmni")
    assert any("language is 'cy'" in doubt for doubt in doubts(found))


def test_another_currency_is_told_and_never_taken_for_pounds(tmp_path: Path) -> None:
    euro = json.dumps(TENDER).replace("GBP", "EUR")
    found, _ = one(tmp_path / "n.json", euro)
    assert (found.value, value_told(found)) == (None, "45,000 EUR")


def test_contradictory_dates_are_kept_and_told(tmp_path: Path) -> None:
    tender = {
        **TENDER["tender"],
        "tenderPeriod": {"endDate": "2026-04-01"},
        "enquiryPeriod": {"endDate": "2026-04-20"},
        "contractPeriod": {"startDate": "2026-09-01", "endDate": "2026-08-01"},
    }
    found, _ = one(tmp_path / "n.json", json.dumps({**TENDER, "tender": tender}))
    assert [doubt.split(".")[0] for doubt in doubts(found)] == [
        "The last day for questions is after the last day for bids",
        "The last day for bids is before the day it was published",
        "The contract ends before it starts",
    ]
    odd = replace(found, tenders_by=None, questions_by=None, contract_start=None)
    assert doubts(odd) == ()


def test_a_thousand_lots_are_cut_and_told(tmp_path: Path) -> None:
    lots = [{"id": str(n), "title": f"Lot {n}"} for n in range(1_000)]
    path = tmp_path / "n.json"
    path.write_text(json.dumps({**TENDER, "tender": {"title": "Many", "lots": lots}}), encoding="utf-8")
    releases, warnings = lines_of(path)
    assert len(told_by(releases).lots) == MOST
    assert set(warnings) == {"many"}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"{", "not JSON"),
        (json.dumps(TENDER).encode()[:-30], "cut off"),
        (b"<html><body>404</body></html>", "web page"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04rest", "packed"),
        (b"\x1f\x8b\x08rest", "packed"),
        (b"person_ref,name\r\nP1,Ana\r\n", "not JSON"),
        (b"{}", "no notice"),
        (b"[]", "no notice"),
        (b'"a word"', "no notice"),
        (b'{"type": "FeatureCollection", "features": []}', "no notice"),
        (b'{"a":' * 200_000 + b"1" + b"}" * 200_000, "deeply"),
        (b"[" * 500_000, "deeply"),
    ],
)
def test_what_is_no_notice_is_refused_with_the_reason(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "n.json"
    path.write_bytes(content)
    with pytest.raises(Refused, match=why):
        list(notice_lines(path))


def test_too_many_notices_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "n.json"
    path.write_text(json.dumps([{"ocid": str(n), "tag": []} for n in range(MOST_RELEASES + 1)]), encoding="utf-8")
    with pytest.raises(Refused, match="fewer days"):
        list(notice_lines(path))


def test_the_confined_child_reads_it_and_a_large_one_is_told_before_it_is_opened(tmp_path: Path) -> None:
    read = read_notices(SAMPLES / "pcs-2019-04-four-tenders.json")
    assert len(read.releases) == 4
    assert "(4 times)" in read.warnings[0].reason
    path = tmp_path / "large.json"
    path.write_text(json.dumps(TENDER), encoding="utf-8")
    with pytest.raises(UserCanFix, match="MB are read at most"):
        read_notices(path, caps=Caps(file_size=10))
    with pytest.raises(UserCanFix, match="no such file"):
        read_notices(tmp_path / "none.json")
    path.write_bytes(b"[" * 1_000_000)
    with pytest.raises(UserCanFix, match=r"large\.json"):
        read_notices(path)


def test_a_notice_of_25_megabytes_is_read(tmp_path: Path) -> None:
    padding = {"id": "d", "title": "x" * 1_000, "description": "y" * 20_000}
    documents = [{**padding, "id": str(n)} for n in range(400)]
    releases = [{**TENDER, "ocid": f"o-{n}", "tender": {**TENDER["tender"], "documents": documents}} for n in range(3)]
    path = tmp_path / "large.json"
    path.write_text(json.dumps({"releases": releases}), encoding="utf-8")
    assert 24_000_000 < path.stat().st_size < NOTICE_CAPS.file_size
    assert [release["ocid"] for release in read_notices(path).releases] == ["o-0", "o-1", "o-2"]
