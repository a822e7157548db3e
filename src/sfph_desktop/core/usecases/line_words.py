"""What the value lines and the promises of a kept run are about, in words that need no reference of theirs."""

from __future__ import annotations

from collections.abc import Mapping

from sfph_desktop.core.domain.impact import ImpactRun


def line_names(run: ImpactRun) -> Mapping[str, str]:
    """By reference of a value line, what it is about: `started a job`; two of one name tell their reference besides."""
    from sfph_desktop.core.reports import line_names as names

    return names.line_names(run)


def indicator_names(run: ImpactRun) -> Mapping[str, str]:
    """By indicator of a promise, what it counts: `people who started a job`, `visits by named people`."""
    from sfph_desktop.core.reports import indicators

    return {target.indicator: indicators.words(target.indicator, run) for target in run.targets}


def told_by_name(text: str, names: Mapping[str, str]) -> str:
    """A sentence of the toolkit with the name of each value line for its reference, which follows in brackets."""
    from sfph_desktop.core.reports.line_names import named

    return named(text, names)


def plain_kinds(text: str) -> str:
    """A sentence of the toolkit with the types of its events in plain words: `“started a job”`."""
    from sfph_desktop.core.reports import phrases

    return phrases.plain_kinds(text)
