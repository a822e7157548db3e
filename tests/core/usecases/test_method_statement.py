"""The statement of the method: told from the code, with an example that holds when it is worked out by other means."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from math import sqrt
from pathlib import Path

import pypdfium2
import pytest
from scipy import stats

from sfph_desktop.core.domain.method import MethodStatement
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.reference.library import Library
from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.toolkit.method import formula, method_statement
from sfph_desktop.core.usecases.method import MethodSource, print_method

RESOURCES = Path(__file__).resolve().parents[3] / "resources" / "reference"


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(RESOURCES)


@pytest.fixture(scope="module")
def statement(library: Library) -> MethodStatement:
    return method_statement(library.reference_facts())


def source(library: Library) -> MethodSource:
    return MethodSource(library=library, made_at=datetime(2026, 11, 29, tzinfo=UTC))


def result(statement: MethodStatement, starts: str) -> str:
    return next(step.result for step in statement.example.steps if step.what.startswith(starts))


def test_the_example_holds_by_other_means(statement: MethodStatement, library: Library) -> None:
    before, after = statement.example.before, statement.example.after
    change = [late - early for early, late in zip(before, after, strict=True)]
    n, better = len(change), sum(one > 0 for one in change)
    low, high = stats.t.interval(0.95, n - 1, loc=sum(change) / n, scale=stats.sem(change))
    assert result(statement, "Average change") == f"{sum(change) / n:.2f} points ({low:.2f} to {high:.2f})"
    z, share = 1.959964, better / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    told = f"{share * 100:.1f} in 100 ({(middle - half) * 100:.1f} to {(middle + half) * 100:.1f})"
    assert result(statement, "Share of those") == told
    p = stats.wilcoxon(change, zero_method="wilcox", correction=True, method="asymptotic").pvalue
    assert result(statement, "Wilcoxon") == f"p = {p:.4f}"

    deflator = library.deflator()
    unit = round(1000 * deflator[max(deflator)] / deflator[2019], 10)
    pounds = better * 0.8 * 0.9 * unit * (1 + 0.7 / 1.035)
    assert result(statement, "Present value") == f"£{pounds:,.2f}"
    ratio = result(statement, "Beside what went in")
    assert ratio.startswith(f"{pounds / 6000:.1f} for each £1, likely between ")
    even = 1 - 6000 / (better * 0.9 * unit * (1 + 0.7 / 1.035))
    assert result(statement, "Deadweight").startswith(f"{even * 100:.1f} in 100")


def test_every_formula_says_how_and_where(statement: MethodStatement) -> None:
    found = [one for part in statement.parts for one in part.formulas]
    assert len(found) > 30
    assert not [one.code for one in found if "`" in one.definition or "None" in one.definition]
    assert {one.code for one in found} >= {"toolkit.statistics.wilson", "toolkit.ledger.Ledger.break_even"}
    with pytest.raises(ValueError, match="silent"):
        formula("Nothing", silent)


def silent() -> None:
    pass


_PROGRAM_WORDS = re.compile(
    r"`|'\w+'|\b\w+\.\w+\b(?<!\d)|\b\w+\('|\b(?:None|True|False|\w+Error|ids?|episodes?|spans?|output|blank|filter)\b"
    r"|\b(?!(?:d_av|g_av|d_z|SD_av)\b)[A-Za-z]+_\w+"
)
"""Names of variables, columns and functions, and what only a programmer calls so; effect sizes keep their names."""


def test_the_definitions_are_in_the_words_of_the_field(statement: MethodStatement) -> None:
    told = [(one.name, one.definition) for part in statement.parts for one in part.formulas]
    told += [(step.what, f"{step.working} {step.result}") for step in statement.example.steps]
    told += [(part.title, " ".join((part.lead, *part.rules))) for part in statement.parts]
    assert [(name, _PROGRAM_WORDS.findall(said)) for name, said in told if _PROGRAM_WORDS.search(said)] == []
    assert not [name for name, said in told if "In code" in said]
    for said in ("the place of the 'episode', -1 for none", "`base`", "sd_before", "choices.draws", "ValueError"):
        assert _PROGRAM_WORDS.search(said), said


def test_what_is_for_who_calls_the_code_is_not_part_of_its_definition() -> None:
    told = formula("Twice", twice)
    assert told.definition == "A number and itself, added up. No figure below nought."


def twice() -> None:
    """A number and itself, added up. None below nought.

    In code: `number` is in pence.
    """


def test_the_same_method_has_the_same_mark(statement: MethodStatement, library: Library) -> None:
    assert method_statement(library.reference_facts()).version == statement.version


def test_on_paper_with_every_measure_and_its_licence(library: Library, tmp_path: Path) -> None:
    out = print_method(source(library), tmp_path / "new folder" / "method.pdf")
    assert not check_pdf(out)
    said = " ".join(
        " ".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(out.read_bytes())
    )
    together = said.replace(" ", "")  # a name may be broken over two lines
    scored = [one for one in library.instruments().values() if one.use == "scored"]
    assert not [one.id for one in scored if one.name.replace(" ", "") not in together]
    assert "check before quoting" in said
    first = out.read_bytes()
    print_method(source(library), out)
    assert out.read_bytes() == first


def test_only_a_pdf_is_written(library: Library, tmp_path: Path) -> None:
    with pytest.raises(UserCanFix, match=r"End the name with \.pdf"):
        print_method(source(library), tmp_path / "method.docx")
