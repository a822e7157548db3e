"""A proof pack as tables: what the CSV files beside the PDF hold, each column with what stands in it."""

from __future__ import annotations

from collections.abc import Iterator

from sfph_desktop.core.domain.proof_packs import PackFigure, PackTable, ProofPack

_NUMBER = ("evidence number", "the figure's number, as printed")
_HELD = "why the count is not there, or not exact; blank where it is"


def pack_tables(pack: ProofPack) -> tuple[PackTable, ...]:
    """The tables of a pack, the list of their columns last. A count held back is blank, with words beside it."""
    tables = (_figures(pack), _records(pack), _since(pack), _groups(pack), _rows(pack), _versions(pack))
    return (*tables, _columns(tables))


def _table(
    name: str, about: str, columns: tuple[tuple[str, str], ...], rows: Iterator[tuple[object, ...]]
) -> PackTable:
    header, meanings = zip(*columns, strict=True)
    return PackTable(name=f"{name}.csv", about=about, header=header, meanings=meanings, rows=tuple(rows))


def _figures(pack: ProofPack) -> PackTable:
    selection = pack.run.selection

    def row(one: PackFigure) -> tuple[object, ...]:
        period = (selection.period.start, selection.period.end)
        looked_at = (pack.run.snapshot, *period, selection.service, selection.contract_ref)
        return (one.evidence, one.title, one.statement, one.technical, one.definition, *looked_at, one.today)

    columns = (
        _NUMBER,
        ("about", "what the figure is about"),
        ("statement", "the figure in words"),
        ("in statistics", "the same for whoever checks the sums; blank for a figure without statistics"),
        ("definition", "how it is worked out"),
        ("snapshot", "the kept run it belongs to"),
        ("period from", "first day of the period that was looked at"),
        ("period to", "last day of it"),
        ("service", "the one service that was looked at; blank for all"),
        ("contract", "the one contract that was looked at; blank for all"),
        ("today", "the same figure worked out on the records of today"),
    )
    return _table("figures", "one row for each figure", columns, (row(one) for one in pack.figures))


def _records(pack: ProofPack) -> PackTable:
    columns = (
        _NUMBER,
        ("records", "which kind of record"),
        ("count", "how many"),
        ("in words", "the count as it may be told"),
        ("held back because", _HELD),
    )
    rows = (
        (one.evidence, told.what, told.count, told.words, told.reason) for one in pack.figures for told in one.behind
    )
    return _table("records behind", "how many records stand behind each figure", columns, rows)


def _since(pack: ProofPack) -> PackTable:
    columns = (
        _NUMBER,
        ("what happened", "what happened to records behind the figure since it was printed"),
        ("count", "to how many; blank where fewer than may be told"),
        ("in words", "the count as it may be told"),
        ("when", "the quarter or quarters in which it happened"),
    )
    rows = (
        (one.evidence, told.what, told.count, told.words, told.quarter) for one in pack.figures for told in one.since
    )
    return _table("then and now", "late entries, corrections, joins and erasures", columns, rows)


def _groups(pack: ProofPack) -> PackTable:
    columns = (
        _NUMBER,
        ("group", "counted from the lowest first result"),
        ("people", "how many people are in the group"),
        ("average at first", "of their first results"),
        ("average at latest", "of their latest results"),
        ("held back because", "why there are no groups; blank where there are"),
    )

    def rows() -> Iterator[tuple[object, ...]]:
        for one in pack.figures:
            if one.groups_reason:
                yield one.evidence, None, None, None, None, one.groups_reason
            for place, group in enumerate(one.groups, start=1):
                yield one.evidence, place, group.people, group.first, group.latest, ""

    return _table("groups", "people with much the same first result, never a few", columns, rows())


def _rows(pack: ProofPack) -> PackTable:
    columns = (
        _NUMBER,
        ("row", "a number within this figure; it belongs to nobody and means nothing elsewhere"),
        ("at first", "on which side of the published cut at first; blank where that is not told"),
        ("at latest", "on which side at the latest; blank where that is not told"),
        ("result", "better, the same or worse by the figure's rule; blank where the two sides are told instead"),
        ("held back because", "why there are no rows; blank where there are"),
    )

    def rows() -> Iterator[tuple[object, ...]]:
        for one in pack.figures:
            if one.rows_reason:
                yield one.evidence, None, "", "", "", one.rows_reason
            for place, cells in enumerate(one.rows, start=1):
                named = dict(zip(one.row_headings, cells, strict=True))
                yield one.evidence, place, *(named.get(name, "") for name in ("at first", "at latest", "result")), ""

    return _table("pairs", "a row for each pair, where a row cannot point to anybody", columns, rows())


def _versions(pack: ProofPack) -> PackTable:
    columns = (("part", "part of the reference library"), ("fingerprint", "of the version that the run used"))
    rows = ((name.replace("_", " "), mark) for name, mark in sorted(pack.run.versions.items()))
    return _table("made with", "versions of questionnaires, prices and factors", columns, rows)


def _columns(tables: tuple[PackTable, ...]) -> PackTable:
    columns = (("file", "which file"), ("column", "which column"), ("meaning", "what stands in it"))
    rows = (
        (table.name, name, meaning)
        for table in tables
        for name, meaning in (("(the file)", table.about), *zip(table.header, table.meanings, strict=True))
    )
    return _table("columns", "what stands in each column of each file", columns, rows)
