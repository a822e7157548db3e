"""A unit value is multiplied only by what it is the price of."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sfph_desktop.core.domain.benefits import UnitValue
from sfph_desktop.core.domain.value_counts import unlike

WELLBY = "GBP per person per life-satisfaction point per year"


@pytest.mark.parametrize(
    ("indicator", "unit", "said"),
    [
        ("ons4.life_satisfaction.change_sum", WELLBY, ""),
        ("ons4.happy.change_sum", WELLBY, "this line counts points of another score"),
        ("ons4.life_satisfaction.improved", WELLBY, "this line counts people"),
        ("event:started_job", WELLBY, "this line counts people"),
        ("event_quantity:own_amount", WELLBY, ""),
        ("phq9.total.improved", "GBP per QALY", "one year of life in full health"),
        ("ucla3.total.change_sum", "GBP per person per year", "points of another score"),
        ("ucla3.total.change_sum", "GBP per point", ""),
        ("ucla3.total.recovered", "GBP per person per year", ""),
        ("environment:tco2e", "GBP per tCO2e", ""),
        ("environment:tco2e", "GBP per tonne", "this line counts tonnes of CO2e"),
        ("event:started_job", "GBP per tCO2e", "Value the tonnes of CO2e saved"),
        ("event:started_job", "", ""),
    ],
)
def test_what_a_change_counts_beside_what_a_value_prices(indicator: str, unit: str, said: str) -> None:
    told = unlike(indicator, UnitValue(id="v", category="individual", title="A value", value=Decimal(5), unit=unit))
    assert said in told
    assert bool(told) == bool(said)
