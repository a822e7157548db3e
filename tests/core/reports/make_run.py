"""A hand-made run of a laundry, lunch club and befriending enterprise, for tests of words, charts and summary.

The figures agree with one another (means come from the points, shares from the counts) but nothing here is the toolkit.
"""

from __future__ import annotations

import math
import random
import statistics
from dataclasses import replace
from datetime import date

from sfph_desktop.core.domain.change_parts import Crossed, DifferenceInDifferences
from sfph_desktop.core.domain.contracts import WorkforceFact
from sfph_desktop.core.domain.impact import (
    ChangeFigure,
    Choices,
    EnvironmentFigure,
    EventFigure,
    Group,
    ImpactRun,
    InputFigure,
    PairPoint,
    Reach,
    Selection,
    Swing,
    TargetFigure,
    ValueLineFigure,
    ValueSummary,
)
from sfph_desktop.core.domain.values import Period

PERIOD = Period(date(2025, 4, 1), date(2026, 3, 31))


def wilson(part: int, whole: int) -> tuple[float, float]:
    z, share = 1.959964, part / whole
    centre = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    return max(0.0, centre - half), min(1.0, centre + half)


def make_points(
    improved: int, same: int, worse: int, *, lower: bool, step: float, low: float, high: float, seed: int
) -> tuple[PairPoint, ...]:
    """Pairs with that many better, the same and worse; better means lower where `lower`."""
    dice = random.Random(seed)
    side = -1 if lower else 1
    points = []
    for verdict, count in ((1, improved), (0, same), (-1, worse)):
        for _ in range(count):
            moved = {1: step + dice.random() * step * 2, 0: dice.uniform(-0.4, 0.6) * step, -1: -step * 1.3}[verdict]
            start = (
                low + (high - low) * dice.betavariate(4, 5) if lower else low + (high - low) * dice.betavariate(4, 6)
            )
            if lower:
                start = low + (high - low) * dice.betavariate(6, 3)
            before = min(high, max(low, round(start, 2)))
            after = min(high, max(low, round(before + side * moved, 2)))
            points.append(PairPoint(before=before, after=after, verdict=verdict))
    return tuple(points)


def change(
    *,
    instrument: str = "swemwbs7",
    output: str = "metric",
    abbreviation: str = "SWEMWBS",
    improved: int = 31,
    same: int = 5,
    worse: int = 2,
    eligible: int = 52,
    lower: bool = False,
    step: float = 2.9,
    low: float = 7,
    high: float = 35,
    seed: int = 1,
    **more: object,
) -> ChangeFigure:
    """A claimed change whose means, intervals and shares come from made-up points."""
    points = make_points(improved, same, worse, lower=lower, step=step, low=low, high=high, seed=seed)
    side = -1 if lower else 1
    moved = [side * (p.after - p.before) for p in points]
    n = len(moved)
    mean, sd = statistics.fmean(moved), statistics.stdev(moved)
    half = 2.03 * sd / math.sqrt(n)
    spread = math.sqrt(
        (statistics.variance([p.before for p in points]) + statistics.variance([p.after for p in points])) / 2
    )
    share_low, share_high = wilson(improved, n)
    figure = ChangeFigure(
        instrument=instrument,
        output=output,
        abbreviation=abbreviation,
        eligible=eligible,
        pairs=n,
        completion_rate=n / eligible,
        baseline_mean=statistics.fmean(p.before for p in points),
        latest_mean=statistics.fmean(p.after for p in points),
        mean_change=mean,
        ci_low=mean - half,
        ci_high=mean + half,
        sd_change=sd,
        srm=mean / sd,
        d_av=mean / spread,
        d_av_low=mean / spread - 0.31,
        d_av_high=mean / spread + 0.31,
        g_av=mean / spread * 0.98,
        wilcoxon_p=0.00004,
        improved=improved,
        same=same,
        worse=worse,
        improved_share_low=share_low,
        improved_share_high=share_high,
        improved_rule="Jacobson and Truax reliable change: a change of more than 2.86 points",
        cautious_share=improved / eligible,
        change_sum=sum(moved),
        median_weeks=19.0,
        points=points,
        claimed=True,
        evidence_level=2,
        evidence_reason=f"{n} of {eligible} eligible people completed both questionnaires of a validated kind.",
    )
    return replace(figure, **more)  # type: ignore[arg-type]


def too_few(**more: object) -> ChangeFigure:
    """A change that is not claimed: seven pairs."""
    figure = ChangeFigure(
        instrument="employability_pipeline",
        output="stage",
        abbreviation="Pipeline",
        level="social",
        eligible=20,
        pairs=7,
        completion_rate=0.35,
        claimed=False,
        reason="7 pairs, 10 are needed",
        evidence_level=1,
    )
    return replace(figure, **more)  # type: ignore[arg-type]


def all_changes() -> tuple[ChangeFigure, ...]:
    """Five measures, one of them with too few pairs."""
    return (
        change(
            evidence="E-0412",
            groups=(
                Group(name="women", eligible=30, pairs=24),
                Group(name="men", eligible=22, pairs=14),
                Group(name="under 25", eligible=6, pairs=2),
            ),
        ),
        change(
            instrument="ons4",
            output="life_satisfaction",
            abbreviation="ONS4",
            improved=24,
            same=9,
            worse=8,
            eligible=52,
            step=1.0,
            low=0,
            high=10,
            seed=3,
            evidence="E-0413",
            improved_rule="any change of the score",
        ),
        change(
            instrument="ucla3",
            output="total",
            abbreviation="UCLA-3",
            level="social",
            improved=22,
            same=9,
            worse=5,
            eligible=50,
            lower=True,
            step=1.0,
            low=3,
            high=9,
            seed=5,
            evidence="E-0414",
            improved_rule="any change of the score",
            crossed=Crossed(
                at_risk=26,
                recovered=14,
                ci_low=wilson(14, 26)[0],
                ci_high=wilson(14, 26)[1],
                fell=5,
                mcnemar_p=0.0636,
                label="Lonely (convention used by some researchers)",
            ),
            difference_in_differences=DifferenceInDifferences(
                difference=0.82, ci_low=0.21, ci_high=1.43, comparison_pairs=41, source="waiting list, 2024"
            ),
        ),
        too_few(evidence="E-0415"),
    )


def all_events() -> tuple[EventFigure, ...]:
    """Volunteering, jobs, and a tenancy count too small for paper."""
    return (
        EventFigure(
            evidence="E-0416", event_type="job_started", people=12, events=12, quantity=12, pending=3, evidence_level=2
        ),
        EventFigure(
            evidence="E-0417", event_type="volunteering_started", people=24, events=31, quantity=31, evidence_level=2
        ),
        EventFigure(
            evidence="E-0418",
            event_type="tenancy_sustained",
            people=3,
            events=3,
            quantity=3,
            sustained_weeks=26,
            evidence_level=1,
        ),
    )


def all_environment() -> tuple[EnvironmentFigure, ...]:
    """Clothing re-used in place of new, and car miles not driven."""
    return (
        EnvironmentFigure(
            evidence="E-0419",
            factor="material_clothing_reused",
            activity="Clothing: material use, re-used source",
            unit="tonne",
            quantity=3.2,
            kgco2e=487.2,
            replaces_factor="material_clothing_primary",
            replaces_quantity=3.2,
            replaced_kgco2e=35_696.0,
            saved_kgco2e=13_791.2,
            saved_by_year={"2025": 10.1, "2026": 3.6912},
            factor_years={"2025": 152.25, "2026": 150.1},
            note="Four of every ten garments are taken to replace a new one: the share was entered by the enterprise.",
        ),
        EnvironmentFigure(
            evidence="E-0420",
            factor="car_avg_diesel_mile",
            activity="Average car, diesel",
            unit="vehicle-mile",
            quantity=4_310,
            kgco2e=1_200.3,
            saved_kgco2e=1_200.3,
            saved_by_year={"2025": 0.9, "2026": 0.3003},
            factor_years={"2025": 0.27849, "2026": 0.2741},
        ),
    )


def value_lines() -> tuple[ValueLineFigure, ...]:
    """Six lines: four that count, one in an overlap group that does not, one with an adjustment missing."""
    return (
        ValueLineFigure(
            evidence="E-0421",
            line_ref="V1",
            indicator="ons4.life_satisfaction.change_sum",
            level="individual",
            unit_value_id="wellby_central",
            unit_value_title="One point of life satisfaction for a year (WELLBY)",
            unit_value_printed=13_000,
            price_year="2019",
            geography="UK",
            confidence_grade="high",
            quantity=21.4,
            quantity_low=12.0,
            quantity_high=31.0,
            deadweight=0.3,
            displacement=0.0,
            attribution=0.25,
            drop_off=0.0,
            duration_years=1,
            net_quantity=11.235,
            unit_value=16_028,
            pv=180_075,
            total="wellbeing and social",
            payer="the individual",
            overlap_group="W1",
            counted=True,
            source="HM Treasury, Green Book supplementary guidance: wellbeing (2021), OGL v3.0",
            notes=("deflator only, understated",),
            break_even_deadweight=0.71,
        ),
        ValueLineFigure(
            evidence="E-0422",
            line_ref="V2",
            indicator="ucla3.recovered",
            level="social",
            unit_value_id="loneliness_year",
            unit_value_title="Loneliness relieved for a year",
            unit_value_printed=9_537,
            price_year="",
            geography="UK",
            confidence_grade="high",
            quantity=14,
            deadweight=0.3,
            displacement=0.0,
            attribution=0.25,
            drop_off=0.0,
            duration_years=1,
            net_quantity=7.35,
            unit_value=9_537,
            pv=70_097,
            total="wellbeing and social",
            payer="the individual",
            overlap_group="W1",
            counted=False,
            reason="it values the same change in the same people as V1, which is larger",
            source="UK Government, written answer (2020)",
        ),
        ValueLineFigure(
            evidence="E-0423",
            line_ref="V3",
            indicator="event:job_started",
            level="social",
            unit_value_id="gmca_esa_job",
            unit_value_title="Person moves from out-of-work benefit into work",
            unit_value_printed=9_091,
            price_year="2014/15",
            geography="England",
            confidence_grade="medium",
            quantity=12,
            deadweight=0.5,
            displacement=0.1,
            attribution=0.2,
            drop_off=0.35,
            duration_years=2,
            net_quantity=4.32,
            unit_value=11_640,
            pv=81_870,
            total="public cost avoided",
            payer="DWP",
            cashable=0.5,
            counted=True,
            source="GMCA Unit Cost Database v1.4 (2015)",
        ),
        ValueLineFigure(
            evidence="E-0424",
            line_ref="V4",
            indicator="event:tenancy_sustained",
            level="social",
            unit_value_id="gmca_homeless",
            unit_value_title="Homelessness application",
            unit_value_printed=2_724,
            price_year="2012/13",
            geography="England",
            confidence_grade="medium",
            quantity=3,
            deadweight=0.4,
            displacement=0.0,
            attribution=0.3,
            drop_off=0.0,
            duration_years=1,
            net_quantity=1.26,
            unit_value=3_551,
            pv=4_474,
            total="public cost avoided",
            payer="local authority",
            counted=True,
            source="GMCA Unit Cost Database v1.4 (2015)",
        ),
        ValueLineFigure(
            evidence="E-0425",
            line_ref="V5",
            indicator="environment:tco2e",
            level="environmental",
            unit_value_id="carbon",
            unit_value_title="A tonne of CO2e not emitted",
            price_year="2022",
            geography="UK",
            confidence_grade="high",
            quantity=14.99,
            deadweight=0.0,
            displacement=0.0,
            attribution=0.0,
            drop_off=0.0,
            duration_years=1,
            net_quantity=14.99,
            unit_value=297.4,
            pv=4_458,
            total="wellbeing and social",
            payer="the planet",
            counted=True,
            source="DESNZ, Green Book supplementary guidance, data tables (November 2023), OGL v3.0",
        ),
        ValueLineFigure(
            evidence="E-0426",
            line_ref="V6",
            indicator="swemwbs7.improved",
            level="individual",
            unit_value_id="gp_visit",
            unit_value_title="GP consultation",
            unit_value_printed=42,
            price_year="2022/23",
            geography="England",
            confidence_grade="medium",
            quantity=31,
            deadweight=0.3,
            displacement=None,
            attribution=0.2,
            drop_off=0.0,
            duration_years=1,
            net_quantity=None,
            unit_value=44,
            pv=None,
            total="public cost avoided",
            payer="NHS",
            counted=False,
            reason="the share moved from elsewhere (displacement) is not decided yet",
            source="PSSRU 2023, typed in by the enterprise",
        ),
    )


def value_summary() -> ValueSummary:
    """Totals that add up from the lines that count."""
    return ValueSummary(
        evidence="E-0427",
        price_base="2024",
        inputs_pv=118_400,
        inputs=(
            InputFigure(kind="cash", amount=96_000),
            InputFigure(kind="volunteer_hours", amount=18_900, quantity=1_500),
            InputFigure(kind="in_kind", amount=3_500),
        ),
        lines=value_lines(),
        total_pv=270_877,
        total_social=184_533,
        total_fiscal=86_344,
        total_cashable=40_935,
        net_present_value=152_477,
        ratio=2.288,
        ratio_p05=1.42,
        ratio_p50=2.26,
        ratio_p95=3.21,
        total_p05=168_000,
        total_p50=267_000,
        total_p95=380_000,
        share_of_draws_above_1=0.9936,
        break_even_deadweight=0.72,
        break_even_attribution=0.68,
        payback_months=6.1,
        cost_per_person=834,
        cost_per_improved_person=3_819,
        by_payer={"the individual": 180_075, "DWP": 81_870, "local authority": 4_474, "the planet": 4_458},
        by_payer_low={"the individual": 92_000, "DWP": 58_000, "local authority": 3_100, "the planet": 2_300},
        by_payer_high={"the individual": 276_000, "DWP": 107_000, "local authority": 6_000, "the planet": 6_700},
        fiscal_return_by_payer={"DWP": 0.69, "local authority": 0.04},
        tornado=(
            Swing(
                parameter="V1: quantity", low=12, central=21.4, high=31, ratio_low=1.62, ratio_high=2.97, assumed=False
            ),
            Swing(
                parameter="V1: unit-value",
                low=12_329,
                central=16_028,
                high=19_727,
                ratio_low=1.94,
                ratio_high=2.64,
                assumed=False,
            ),
            Swing(
                parameter="V3: unit-value",
                low=8_730,
                central=11_640,
                high=14_550,
                ratio_low=2.11,
                ratio_high=2.46,
                assumed=True,
            ),
            Swing(
                parameter="V3: deadweight",
                low=0.375,
                central=0.5,
                high=0.625,
                ratio_low=2.46,
                ratio_high=2.11,
                assumed=True,
            ),
            Swing(
                parameter="V1: deadweight",
                low=0.225,
                central=0.3,
                high=0.375,
                ratio_low=2.45,
                ratio_high=2.12,
                assumed=True,
            ),
            Swing(
                parameter="V1: attribution",
                low=0.1875,
                central=0.25,
                high=0.3125,
                ratio_low=2.41,
                ratio_high=2.16,
                assumed=True,
            ),
            Swing(parameter="V4: quantity", low=1, central=3, high=5, ratio_low=2.26, ratio_high=2.31, assumed=False),
        ),
        draws=10_000,
        seed=20_080_417,
    )


def make_run(**more: object) -> ImpactRun:
    """The whole run: reach, changes, events, environment, value, targets, workforce, and what is not known."""
    run = ImpactRun(
        snapshot="S-0007",
        made_at="2026-05-04T18:20:00+00:00",
        selection=Selection(period=PERIOD, contract_ref="IA-2024-17"),
        choices=Choices(),
        versions={"instruments": "3f2a9c1b", "unit_values": "81d04e77", "ghg": "aa10c3de"},
        sample=True,
        enterprise="Clyde Street Community Laundry",
        reach=Reach(
            evidence="E-0411",
            people=142,
            contacts=2_210,
            unnamed_low=60,
            unnamed_high=75,
            contacts_low=2_270,
            contacts_high=2_285,
            episodes_active=131,
            episodes_started=58,
            episodes_ended=44,
        ),
        changes=all_changes(),
        events=all_events(),
        environment=all_environment(),
        tco2e_saved={"2025": 11.0, "2026": 3.9915},
        value=value_summary(),
        targets=(
            TargetFigure(
                evidence="E-0428",
                contract_ref="IA-2024-17",
                indicator="people",
                target=120,
                due_date=date(2026, 3, 31),
                delivered=142,
            ),
            TargetFigure(
                evidence="E-0429",
                contract_ref="IA-2024-17",
                indicator="event:job_started",
                target=15,
                due_date=date(2026, 3, 31),
                delivered=12,
            ),
            TargetFigure(
                evidence="E-0430",
                contract_ref="IA-2024-17",
                indicator="event:tenancy_sustained",
                target=5,
                due_date=date(2026, 3, 31),
                delivered=3,
            ),
        ),
        workforce=WorkforceFact(
            date=date(2026, 3, 31),
            staff_headcount=22,
            staff_fte=15.5,
            leavers_in_year=6,
            staff_former_service_users=7,
            volunteers=34,
            living_wage="yes",
        ),
        evidence_level=3,
        evidence_reason="loneliness is set beside a comparison group of 41 people",
        not_known=(
            "14 of 52 eligible people did not complete a second SWEMWBS, so the share that improved may be lower.",
            "Under 25: 2 of 6 eligible people are among those measured twice; too few to speak for them.",
            "Only 7 people have two Pipeline results; at least 10 are needed before a change is claimed.",
            "The ranges of 4 parameters are assumed by this program.",
            "V6 is not added to any total: the share moved from elsewhere is not decided yet.",
        ),
    )
    return replace(run, **more)  # type: ignore[arg-type]
