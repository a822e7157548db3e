"""What each value line is called in a few plain words, so that no reader needs to know its reference."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.reports import indicators, phrases

Names = Mapping[str, str]
"""By reference of a value line."""


def line_names(run: ImpactRun) -> dict[str, str]:
    """Each line of a run by what changed: `less loneliness`; the reference follows where two value the same change."""
    short = {line.line_ref: short_name(line.indicator, run) for line in run.value.lines}
    often = Counter(short.values())
    return {ref: name if often[name] == 1 else f"{name} ({ref})" for ref, name in short.items()}


def short_name(indicator: str, run: ImpactRun) -> str:
    """What an indicator is about: `less loneliness`, `no longer lonely by the usual cut`, `started a job`."""
    read_as = indicators.read(indicator)
    if read_as.measure in ("event", "event_quantity"):
        return phrases.event_name(read_as.event_type)
    figure = indicators.change_behind(read_as, run)
    if figure is None or read_as.measure not in ("improved", "recovered", "change_sum"):
        return indicators.words(indicator, run)
    phrase = phrases.change_phrase(figure)
    if read_as.measure == "recovered":
        return f"no longer {phrase.risk or 'on the risk side of the published cut'}"
    return phrase.better


def named(text: str, names: Names) -> str:
    """A sentence with the name of each line in place of its reference, which follows once in brackets."""

    def said(found: re.Match[str]) -> str:
        name = names.get(found[0])
        return found[0] if name is None else f"“{name.removesuffix(f' ({found[0]})')}” ({found[0]})"

    whole = "|".join(re.escape(ref) for ref in sorted(names, key=len, reverse=True) if ref)
    return re.sub(rf"(?<![\w-])(?:{whole})(?![\w-])", said, text) if whole else text
