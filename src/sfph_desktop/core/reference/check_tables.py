"""The rules for each table of the reference library: columns, ids, sources, words and numbers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.reference import values
from sfph_desktop.core.reference.tables import Row, decimal, header, rows

MOST_ROWS = 50_000
CATEGORIES = ("individual", "social", "environmental", "fiscal", "parameter")
GRADES = ("high", "medium", "low")
SEEN_WORDS = ("official-seen", "secondary-seen", "paraphrase-secondary", "inferred", "remembered", "low")
LEVELS = ("individual", "social", "environmental")
PRICE_YEAR = re.compile(r"(\d{4})(?:/(\d{2}))?")
YEAR = re.compile(r"\d{4}")
DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

Finding = tuple[str, str, str]
"""Column, what is wrong with it, what would be accepted."""
RowRule = Callable[[Row], Iterator[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRule:
    """What a table must hold."""

    key: tuple[str, ...]
    filled: tuple[str, ...] = ()
    """Columns that may not be blank: what a figure is, where it is from, under which licence."""
    columns: tuple[str, ...] = ()
    """Columns that must exist, blank or not."""
    numbers: tuple[str, ...] = ()
    of_row: RowRule | None = None
    of_table: Callable[[Sequence[Row]], Iterator[tuple[int, Finding]]] | None = None


def check_table(name: str, content: bytes) -> list[Problem]:
    """Everything wrong with one table; empty when it is sound."""
    rule = TABLES.get(name, CODE_LIST_KEYS.get(name))
    if rule is None:
        return [Problem(file=name, reason="No such table is known", accepted=", ".join(TABLES))]
    try:
        table = rows(content, name)
    except UserCanFix as error:
        return [Problem(file=name, reason=error.what)]
    lacking = [
        column for column in (*rule.key, *rule.filled, *rule.columns, *rule.numbers) if column not in header(content)
    ]
    if lacking or not table or len(table) > MOST_ROWS:
        reason = f"The table lacks the column {lacking[0]}" if lacking else "The table holds no rows, or too many"
        return [Problem(file=name, reason=reason, accepted=f"1 to {MOST_ROWS} rows")]
    return [
        Problem(
            file=name,
            row=number,
            column=column,
            value=table[number - 2].get(column, "")[:80],
            reason=reason,
            accepted=accepted,
        )
        for number, (column, reason, accepted) in findings(rule, table)
    ]


def findings(rule: TableRule, table: Sequence[Row]) -> Iterator[tuple[int, Finding]]:
    """Everything wrong, with the row as a spreadsheet counts it."""
    seen: set[tuple[str, ...]] = set()
    sound = True
    for number, row in enumerate(table, 2):
        wrong = list(of_row(rule, row))
        sound = sound and not wrong
        yield from ((number, finding) for finding in wrong)
        key = tuple(row[column] for column in rule.key)
        if key in seen:
            yield number, (rule.key[-1], "The id is there already", "one row for each id")
        seen.add(key)
    if rule.of_table and sound:
        yield from rule.of_table(table)


def of_row(rule: TableRule, row: Row) -> Iterator[Finding]:
    """What is wrong with one row by itself."""
    wrong = [column for column in (*rule.key, *rule.filled) if not row[column]]
    yield from ((column, "The cell is blank", "something in it") for column in wrong)
    for column in rule.numbers:
        try:
            decimal(row[column])
        except ValueError:
            wrong.append(column)
            yield column, "This is not a number", "a number, as in 1250.50"
    url = row.get("url", "")
    if url and not url.startswith(("http://", "https://")):
        yield "url", "This is no web address", "an address that begins with https://"
    if rule.of_row and not wrong:
        yield from rule.of_row(row)


def one_of(row: Row, column: str, words: Sequence[str]) -> Iterator[Finding]:
    """A finding when the cell is none of the words."""
    if row[column] not in words:
        yield column, "This word is not known here", ", ".join(words)


def in_order(row: Row, *columns: str) -> Iterator[Finding]:
    """A finding when the numbers of these columns, blanks passed over, do not rise."""
    told = [(column, number) for column in columns if (number := decimal(row[column])) is not None]
    for (_, lower), (column, upper) in itertools.pairwise(told):
        if lower > upper:
            yield column, "The range is the wrong way round", " no larger than ".join(columns)


def year(row: Row, column: str) -> Iterator[Finding]:
    """A finding when the cell is no year."""
    if not YEAR.fullmatch(row[column]):
        yield column, "This is not a year", "a year, as in 2024"


def unit_value(row: Row) -> Iterator[Finding]:
    """A figure in pounds: known category and confidence, a price year or none, a payer that we can place."""
    yield from one_of(row, "category", CATEGORIES)
    yield from one_of(row, "confidence", GRADES)
    yield from in_order(row, "low", "value", "high")
    for column in ("contains_wellbeing", "health_rate"):
        if row.get(column):
            yield from one_of(row, column, ("yes", "no"))
    match = PRICE_YEAR.fullmatch(row["price_year"])
    following = match and match[2] and int(match[2]) != (int(match[1]) + 1) % 100
    if row["price_year"] and (match is None or following):
        yield "price_year", "This is no price year", "2019, 2013/14, or blank"
    try:
        values.payer(row["payer"])
    except ValueError:
        yield (
            "payer",
            "We cannot tell who pays",
            "a payer that begins with NHS, Local authority, DWP, Police, Individual ...",
        )


def ghg_factor(row: Row) -> Iterator[Finding]:
    """A conversion factor whose id carries its year."""
    yield from one_of(row, "confidence", GRADES)
    match = values.GHG_ID.fullmatch(row["id"])
    if match is None or match["year"] != row["year"]:
        yield "id", "The id does not carry the year of its row", "ghg_2025_name, with 2025 in the column year"


def carbon_value(row: Row) -> Iterator[Finding]:
    """A carbon value with its year and its price year."""
    yield from year(row, "year")
    yield from year(row, "price_year")
    yield from in_order(row, "low", "central", "high")


def deflator_year(row: Row) -> Iterator[Finding]:
    """One year of the deflator: above 0."""
    yield from year(row, "year")
    if (index := decimal(row["index"])) is not None and index <= 0:
        yield "index", "An index is above 0", "a number above 0"


def deflator_series(table: Sequence[Row]) -> Iterator[tuple[int, Finding]]:
    """One series: one base, and every year once without a gap."""
    years = [int(row["year"]) for row in table]
    for number, row in enumerate(table, 2):
        if row["base"] != table[0]["base"]:
            yield number, ("base", "Two series must not be mixed", "one base for the whole table")
    if sorted(years) != list(range(min(years), max(years) + 1)):
        yield 2, ("year", "The series has a gap", "every year from the first to the last")


def discount_rate(row: Row) -> Iterator[Finding]:
    """A rate between 0 and 1 for a span of years."""
    rate = decimal(row["rate"])
    if rate is not None and not 0 <= rate < 1:
        yield "rate", "A rate lies between 0 and 1", "3.5 % as 0.035"
    for column in ("from_year", "to_year"):
        number = decimal(row[column])
        if number is not None and (number < 0 or number != int(number)):
            yield column, "This is not a number of years", "a whole number"


def discount_bands(table: Sequence[Row]) -> Iterator[tuple[int, Finding]]:
    """The bands of each kind begin at 0, follow on one another, and the last has no end."""
    for kind in dict.fromkeys(row["kind"] for row in table):
        bands = sorted(((int(row["from_year"]), n) for n, row in enumerate(table) if row["kind"] == kind))
        expected: int | None = 0
        for start, place in bands:
            if start != expected:
                yield (
                    place + 2,
                    ("from_year", f"The bands of {kind} leave a gap or overlap", "each begins where the last ended"),
                )
            end = table[place]["to_year"]
            expected = int(end) + 1 if end else None
        if expected is not None:
            yield bands[-1][1] + 2, ("to_year", f"The last band of {kind} has an end", "blank: for ever")


def seen_as(row: Row) -> Iterator[Finding]:
    """A title with a confidence that says how it was seen."""
    if not row["confidence"].startswith(SEEN_WORDS):
        yield "confidence", "This word is not known here", ", ".join(SEEN_WORDS)
    for column in ("effective_from", "effective_to"):
        if row.get(column) and not DAY.fullmatch(row[column]):
            yield column, "This is not a date", "2026-01-01, 2026-01 or 2026"
    if row.get("year") and not YEAR.fullmatch(row["year"]):
        yield "year", "This is not a year", "a year, as in 2018"


def phrase(row: Row) -> Iterator[Finding]:
    """An everyday phrase at one of the three levels."""
    yield from one_of(row, "level", LEVELS)


def metric(row: Row) -> Iterator[Finding]:
    """A line of a lookup table: both numbers there."""
    yield from ((column, "The cell is blank", "a number") for column in ("raw", "metric") if not row[column])


TABLES: dict[str, TableRule] = {
    "unit_values.csv": TableRule(
        key=("id",),
        filled=(
            "category",
            "title",
            "value",
            "unit",
            "geography",
            "payer",
            "source_title",
            "publisher",
            "licence",
            "confidence",
        ),
        columns=("price_year", "year_published", "url", "notes"),
        numbers=("value", "low", "high"),
        of_row=unit_value,
    ),
    "ghg_factors.csv": TableRule(
        key=("id",),
        filled=("activity", "unit", "kgco2e", "year", "scope", "source", "confidence"),
        columns=("url",),
        numbers=("kgco2e",),
        of_row=ghg_factor,
    ),
    "carbon_values.csv": TableRule(
        key=("year",),
        filled=("low", "central", "high", "price_year", "source"),
        columns=("url",),
        numbers=("low", "central", "high"),
        of_row=carbon_value,
    ),
    "gdp_deflator.csv": TableRule(
        key=("year",),
        filled=("index", "base", "source"),
        columns=("url",),
        numbers=("index",),
        of_row=deflator_year,
        of_table=deflator_series,
    ),
    "discount_rates.csv": TableRule(
        key=("kind", "from_year"),
        filled=("rate", "source"),
        columns=("to_year", "url"),
        numbers=("from_year", "to_year", "rate"),
        of_row=discount_rate,
        of_table=discount_bands,
    ),
    "outcome_frameworks.csv": TableRule(
        key=("framework_id", "outcome_id"),
        filled=(
            "framework_title",
            "jurisdiction",
            "year",
            "status",
            "outcome_title",
            "source",
            "licence",
            "confidence",
        ),
        columns=("url",),
        of_row=seen_as,
    ),
    "procurement_thresholds.csv": TableRule(
        key=("id",),
        filled=("jurisdiction", "title", "what_it_triggers", "source", "confidence"),
        columns=("currency_year", "effective_from", "effective_to", "url"),
        numbers=("value_gbp",),
        of_row=seen_as,
    ),
    "community_benefit_types.csv": TableRule(
        key=("id",), filled=("category", "title", "unit", "source"), columns=("description", "url")
    ),
    "woolly_words.csv": TableRule(
        key=("phrase",),
        filled=("construct", "level", "suggested_indicator"),
        columns=("suggested_instrument_ids",),
        of_row=phrase,
    ),
    "swemwbs_metric.csv": TableRule(key=("raw",), numbers=("raw", "metric"), of_row=metric),
}

CODE_LIST_KEYS: dict[str, TableRule] = {
    f"code_lists/{name}.csv": TableRule(key=key, filled=(*label, "source"), columns=("url",))
    for name, key, label in (
        ("age_bands", ("code",), ("label", "band_set")),
        ("ethnic_groups", ("code",), ("label_sscq_2022", "label_confidence")),
        ("health_boards", ("code",), ("name",)),
        ("health_conditions", ("code",), ("label",)),
        ("impact_practice_lists", ("list_id", "position"), ("label", "confidence")),
        ("integration_authorities", ("code",), ("name",)),
        ("legal_forms", ("code",), ("name",)),
        ("local_authorities", ("code",), ("name",)),
        ("simd_versions", ("code",), ("version", "status")),
    )
}
