"""The sample's contracts, targets, costs, workforce, environment and value lines, sized to its people."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from sfph_desktop.core.interchange.sample.plan import (
    AUTHORITY,
    BEFRIENDING,
    COUNCIL,
    FIRST_DAY,
    GRANT,
    LAST_DAY,
    LAUNDRY,
    LUNCH,
    Row,
)

_FIRSTS = tuple(date(year, month, 1) for year in (2024, 2025, 2026) for month in (1, 4, 7, 10))
_QUARTERS = tuple(zip(_FIRSTS, (first - timedelta(days=1) for first in _FIRSTS[1:]), strict=False))
QUARTERS = tuple(quarter for quarter in _QUARTERS if quarter[0] >= FIRST_DAY and quarter[1] <= LAST_DAY)
CONTRACT_COLUMNS = "contract_ref title commissioner route value start_date end_date lead_partner our_share".split()
TARGET_COLUMNS = ["contract_ref", "indicator", "target", "due_date"]
INPUT_COLUMNS = "date_from date_to kind amount service contract_ref".split()
WORKFORCE_COLUMNS = (
    "date staff_headcount staff_fte leavers_in_year staff_former_service_users volunteers living_wage".split()
)
ENVIRONMENT_COLUMNS = "date factor quantity replaces_factor replaces_quantity displacement_rate note".split()
VALUE_COLUMNS = (
    "line_ref indicator unit_value duration_years deadweight deadweight_reason displacement "
    "displacement_reason attribution attribution_reason drop_off drop_off_reason cashable cashable_reason "
    "contract_ref overlap_group deadweight_source attribution_source drop_off_source unit_value_checked"
).split()


def contracts(scale: float) -> list[Row]:
    """Three ways of being paid: an integration authority's contract, a council's agreement, a grant."""
    begin, end = date(2024, 4, 1), date(2027, 3, 31)
    return [
        (AUTHORITY, "Eating well, living well", "Braes Integration Joint Board", "contract", round(186_000 * scale),
         begin, end, None, 1),
        (COUNCIL, "Supported placements in the community laundry", "Braes Council", "sla", round(92_000 * scale),
         begin, date(2026, 3, 31), None, 1),
        (GRANT, "Company and kindness", "A charitable trust (sample)", "grant", round(54_000 * scale),
         begin, date(2026, 9, 30), None, 1),
    ]  # fmt: skip


def targets(scale: float) -> list[Row]:
    """Promises with a number and a date."""
    due = date(2026, 3, 31)
    return [
        (AUTHORITY, "people", round(70 * scale), due),
        (AUTHORITY, "contacts", round(1800 * scale), due),
        (COUNCIL, "event:started_job", max(1, round(8 * scale)), due),
        (GRANT, "ucla3.improved", max(1, round(12 * scale)), due),
    ]


def inputs(scale: float, draw: Random) -> list[Row]:
    """Costs by quarter and service; volunteers' hours too."""
    rows: list[Row] = []
    plan = (
        (LAUNDRY, COUNCIL, 10_400, 1_900, 310),
        (LUNCH, AUTHORITY, 7_300, 3_600, 540),
        (BEFRIENDING, GRANT, 5_600, 700, 420),
    )
    for begin, end in QUARTERS:
        for service, contract, staff, cash, hours in plan:
            vary = draw.uniform(0.95, 1.06) * scale
            rows.append((begin, end, "staff", round(staff * vary), service, contract))
            rows.append((begin, end, "cash", round(cash * vary), service, contract))
            rows.append((begin, end, "volunteer_hours", round(hours * vary), service, contract))
        rows.append((begin, end, "in_kind", round(600 * scale), LUNCH, AUTHORITY))
    return rows


def workforce(scale: float) -> list[Row]:
    """Four half-yearly counts."""
    rows = ((2024, 9, 12, 8.4, 2, 4, 31), (2025, 3, 13, 9.0, 2, 5, 34), (2025, 9, 13, 9.2, 1, 5, 37),
            (2026, 3, 14, 9.8, 1, 6, 39))  # fmt: skip
    return [
        (date(y, m, 30), round(head * scale), round(fte * scale, 1), round(left * scale), round(former * scale),
         round(volunteers * scale), "yes")
        for y, m, head, fte, left, former, volunteers in rows
    ]  # fmt: skip


def environment(scale: float, draw: Random) -> list[Row]:
    """Clothes and bedding passed on, and the minibus in place of separate cars, month by month."""
    rows: list[Row] = []
    for begin, end in QUARTERS:
        for month in range(begin.month, end.month + 1):
            day = date(begin.year, month, 28)
            tonnes = round(draw.uniform(0.16, 0.27) * scale, 3)
            rows.append((day, "material_clothing_reused", tonnes, "material_clothing_primary", tonnes, 0.3,
                         "clothes and bedding passed on, weighed"))  # fmt: skip
            km = round(draw.uniform(420, 560) * scale)
            rows.append((day, "van_avg_diesel_km", km, "car_avg_unknown_km", round(km * draw.uniform(2.1, 2.8)), None,
                         "minibus for the lunch club; car journeys it replaced"))  # fmt: skip
    return rows


def value_lines() -> list[Row]:
    """A cautious set: one overlap decided, one line left out because nobody has given a figure for it."""
    wait = "people on the waiting list for lunch also reported some change"
    none = "nobody else lost a place"
    gp = "GP link workers and families helped as well"
    asked = "our own waiting list, asked in 2025"
    sure = "invented for the sample: here it says what was looked up, and when"
    fade = "no second-year data yet, so half is taken away"
    return [
        ("VL1", "ons4.life_satisfaction.change_sum", "wellby_2019", 1, 0.3, wait, 0, none, 0.25, gp, 0.5, fade,
         None, None, None, "wellbeing", asked, None, None, None),
        ("VL2", "ucla3.recovered", "loneliness_severe_year", 1, 0.3, wait, 0, none, 0.25, gp, 0.5, fade, None, None,
         None, "wellbeing", asked, None, None, sure),
        ("VL3", "event:started_job", "gmca_EE1.0", 1, 0.35, "some would have found work within the year", 0.2,
         "a small town: some jobs would have gone to others", 0.2, "the Jobcentre and the college",
         0.3, "jobs kept at six months, from our own follow-up", 0, "no benefit office has said money was released",
         None, "work", None, None, "calls six months on, our own records", sure),
        ("VL4", "environment:tco2e", "carbon", 1, 0.1, "some clothes would have gone to charity shops", 0,
         "re-use rate already takes off items that replace nothing new", 0, "we collect and sort", 0,
         "one year only", None, None, None, "carbon", None, "weighing sheets, our own records", None, None),
        ("VL5", "swemwbs7.improved", "gmca_HE11.0", 1, 0.4, wait, 0, none, None, None, 0.5, fade, None, None, None,
         "mental health services", asked, None, None, sure),
    ]  # fmt: skip
