"""Sentences about change: what people reported, by how much, how sure, how many answered, and what is not claimed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sfph_desktop.core.domain.change_parts import Crossed
from sfph_desktop.core.domain.impact import MINIMUM_PAIRS, ChangeFigure, GoalCount
from sfph_desktop.core.domain.small_numbers import crossing_open
from sfph_desktop.core.reports import disclosure, phrases, small_numbers, wording
from sfph_desktop.core.reports.small_numbers import Told

MOST_GOALS = 3
"""A person has up to so many goals: fifteen goals are those of five people at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWords:
    """The normal form in its sentences, for a page that sets the first apart from the rest."""

    headline: str
    average: str
    split: str
    goals: str
    crossing: str
    comparison: str
    completion: str

    @property
    def detail(self) -> str:
        """Everything after the headline."""
        return " ".join(self.beneath)

    @property
    def beneath(self) -> tuple[str, ...]:
        """The sentences after the headline, one by one."""
        parts = (self.average, self.split, self.goals, self.crossing, self.comparison, self.completion)
        return tuple(part for part in parts if part)


def change_words(figure: ChangeFigure, *, guard: bool) -> ChangeWords:
    """The sentences of a change; one that is not claimed has a headline that says so, and its counts."""
    if not figure.claimed or figure.improved is None:
        return ChangeWords(
            headline=_not_claimed(figure, guard=guard),
            average="",
            split="",
            goals="",
            crossing="",
            comparison="",
            completion="",
        )
    return ChangeWords(
        headline=_headline(figure, guard=guard),
        average=_average(figure, guard=guard),
        split=_split(figure, guard=guard),
        goals=_goals(figure, guard=guard),
        crossing=_crossing(figure, guard=guard),
        comparison=_comparison(figure) if disclosure.mean_may_be_told(figure, guard=guard) else "",
        completion=_completion(figure, guard=guard),
    )


def change_statement(figure: ChangeFigure, *, guard: bool) -> str:
    """The normal form (toolkit method, section 10)."""
    words = change_words(figure, guard=guard)
    return f"{words.headline} {words.detail}".strip()


def _headline(figure: ChangeFigure, *, guard: bool) -> str:
    phrase = phrases.change_phrase(figure)
    improved = figure.improved or 0
    told = small_numbers.tell(improved, figure.pairs, guard=guard)
    note = ""
    if told.exact:
        note = wording.share_note(improved, figure.pairs, figure.improved_share_low, figure.improved_share_high)
        note = f" ({note})"
    return wording.sentence(f"{told.words} people who {phrase.both}{note} {phrase.verb} {phrase.better}")


def lower_is_better(figure: ChangeFigure) -> bool:
    """Whether a falling score is the better one: the oriented change and the score's own run opposite ways."""
    if figure.baseline_mean is None or figure.latest_mean is None or figure.mean_change is None:
        return False
    return (figure.latest_mean - figure.baseline_mean) * figure.mean_change < 0


def change_decimals(figure: ChangeFigure) -> int:
    """Decimals for the change of this score: as many as its likely range makes sensible.

    One more where a range that does not hold zero would otherwise be printed as if it began there.
    """
    low, high = figure.ci_low or 0.0, figure.ci_high or 0.0
    decimals = wording.decimals_for(high - low)
    nearest = min(abs(low), abs(high))
    while low * high > 0 and not wording.rounded(nearest, decimals) and decimals < 3:
        decimals += 1
    return decimals


def _moved(amount: float, decimals: int, *, lower: bool) -> str:
    """A change of the score itself, in words: `a rise of 2.4`, `no change`."""
    if not wording.rounded(amount, decimals):
        return "no change"
    return f"{'a rise' if (amount > 0) != lower else 'a fall'} of {wording.number(abs(amount), decimals)}"


def _average(figure: ChangeFigure, *, guard: bool) -> str:
    if figure.mean_change is None or figure.ci_low is None or figure.ci_high is None:
        return ""
    if not disclosure.mean_may_be_told(figure, guard=guard):
        return wording.sentence(disclosure.AVERAGE_HELD_BACK)
    phrase = phrases.change_phrase(figure)
    lower = lower_is_better(figure)
    decimals = change_decimals(figure)
    size = wording.number(abs(figure.mean_change), decimals)
    unit = phrase.unit if size == "1" else f"{phrase.unit}s"
    over = f" over {wording.weeks(figure.median_weeks)}" if figure.median_weeks else ""
    moved = "rose" if (figure.mean_change > 0) != lower else "fell"
    low, high = (wording.number(abs(end), decimals) for end in (figure.ci_low, figure.ci_high))
    name = phrases.score_name(figure, phrase.score)
    ends = [_moved(end, decimals, lower=lower) for end in (figure.ci_low, figure.ci_high)]
    if not wording.rounded(figure.mean_change, decimals):
        how = "hardly changed" if figure.mean_change else "did not change"
        spread = "" if ends[0] == ends[1] else f"; the likely range runs from {ends[0]} to {ends[1]}"
        return wording.sentence(f"On average the {name} {how}{over}{spread}")
    if figure.ci_low == figure.ci_high:
        return wording.sentence(f"The {name} {moved} by {size} {unit}{over}, by the same for everybody")
    if figure.ci_low <= 0 <= figure.ci_high:
        return wording.sentence(
            f"On average the {name} {moved} by {size} {unit}{over}, but the likely range runs from {ends[0]} to "
            f"{ends[1]}, so the average may not have changed at all"
        )
    small, large = (low, high) if figure.mean_change > 0 else (high, low)
    verdict = "; a lower score is better" if lower and figure.mean_change > 0 else ""
    if figure.mean_change < 0:
        verdict = ", which is a change for the worse"
    return wording.sentence(f"On average the {name} {moved} by {size} {unit} ({small} to {large}){over}{verdict}")


def _split(figure: ChangeFigure, *, guard: bool) -> str:
    parts = small_numbers.split(figure.improved or 0, figure.same or 0, figure.worse or 0, guard=guard)
    rule = f"The rule is {figure.improved_rule}" if figure.improved_rule else ""
    if parts.same is not None and parts.worse is not None:
        same = "nobody stayed" if parts.same == 0 else f"{wording.number(parts.same)} stayed"
        worse = "nobody got worse" if parts.worse == 0 else f"{wording.number(parts.worse)} got worse"
        return wording.sentences(f"{same} about the same and {worse}", rule)
    others = "the others" if parts.rest is None else f"the other {wording.number(parts.rest)}"
    return wording.sentences(f"{others} stayed about the same or got worse", rule)


def _goals(figure: ChangeFigure, *, guard: bool) -> str:
    """Where people rated their own goals: which way the goals went, each compared only with itself."""
    goals = figure.goals
    if goals is None or not goals.goals:
        return ""
    start = f"they rated {wording.counted(goals.goals, 'goal')} twice, each compared only with itself"
    if not _goals_may_be_told(goals, guard=guard):
        return wording.sentence(start)
    reached = "none was" if not goals.reached else f"{goals.reached} {'was' if goals.reached == 1 else 'were'}"
    return wording.sentences(
        f"{start}: {goals.forward} moved forward, {goals.same} stayed and {goals.back} moved back",
        f"at the latest rating {reached} fully reached",
    )


def _goals_may_be_told(goals: GoalCount, *, guard: bool) -> bool:
    """On paper a count of goals is told only where it cannot be that of a few people."""
    least = min(goals.forward, goals.same, goals.back, goals.reached, goals.goals - goals.reached)
    return not guard or least >= small_numbers.THRESHOLD * MOST_GOALS


def _crossing(figure: ChangeFigure, *, guard: bool) -> str:
    crossed = figure.crossed
    if crossed is None or not (crossed.at_risk or guard):  # on paper nobody reads as a few
        return ""
    risk = phrases.change_phrase(figure).risk or f"on the risk side of the published cut ({crossed.label})"
    at_risk, recovered = crossing_told(figure, guard=guard)
    start = f"at the start {at_risk.words} were {risk}"
    if not at_risk.exact:
        if not at_risk.low or not recovered.words:
            return wording.sentence(start)
        few = f"fewer than {small_numbers.THRESHOLD}"
        return wording.sentence(f"{start}; later {recovered.words} no longer were, and {few} others were newly so")
    if crossed.at_risk == 1 and not guard:
        later = "no longer was" if crossed.recovered else "still was"
        others = _newly(figure, guard=guard)
        return wording.sentence(f"at the start {at_risk.words} was {risk}; later this person {later}, and {others}")
    if not recovered.exact:
        return wording.sentence(f"{start}; later {recovered.words} no longer were")
    note = wording.share_note(crossed.recovered, crossed.at_risk, crossed.ci_low, crossed.ci_high)
    if crossed.recovered:
        no_longer = "no longer was" if crossed.recovered == 1 else "no longer were"
        later = f"{crossed.recovered} of these {crossed.at_risk} ({note}) {no_longer}"
    else:
        later = "all of them still were"
    return wording.sentence(f"{start}; later {later}, and {_newly(figure, guard=guard)}")


def crossing_told(figure: ChangeFigure, *, guard: bool) -> tuple[Told, Told]:
    """Those at risk at first, and those of them who no longer are; blank words where nothing may be said of them."""
    crossed = figure.crossed
    if crossed is None:
        raise ValueError("a change without a cut")
    found = crossing_open(figure) if guard else None
    if found is None:
        at_risk = small_numbers.tell(crossed.at_risk, figure.pairs, guard=guard)
        return at_risk, small_numbers.tell(crossed.recovered, crossed.at_risk, guard=guard)
    at_risk = small_numbers.in_words(found.at_risk, figure.pairs)
    if found.at_risk.exact:
        return at_risk, small_numbers.in_words(found.recovered, crossed.at_risk)
    told = small_numbers.in_words(found.recovered, of=" of them")
    return at_risk, replace(told, words="") if told.low == 0 and told.high == found.at_risk.high else told


def _fell_told(figure: ChangeFigure, crossed: Crossed, *, guard: bool) -> Told:
    """Those newly at risk, of all who were not at first."""
    found = crossing_open(figure) if guard else None
    others = figure.pairs - crossed.at_risk
    return (
        small_numbers.in_words(found.fell, others) if found else small_numbers.tell(crossed.fell, others, guard=guard)
    )


def _newly(figure: ChangeFigure, *, guard: bool) -> str:
    """Those who were off the risk side at first and came onto it: `1 other was newly so`."""
    if figure.crossed is None:
        return ""
    crossed = figure.crossed
    fell = _fell_told(figure, crossed, guard=guard)
    if not fell.exact:
        return f"{fell.words} others were newly so"
    if not crossed.fell:
        return "nobody else was newly so"
    return f"{wording.number(crossed.fell)} {'other was' if crossed.fell == 1 else 'others were'} newly so"


def _comparison(figure: ChangeFigure) -> str:
    did = figure.difference_in_differences
    if did is None:
        return ""
    decimals = wording.decimals_for(did.ci_high - did.ci_low)
    unit = phrases.change_phrase(figure).unit
    size = wording.number(abs(did.difference), decimals)
    way = "more" if did.difference >= 0 else "less"
    low, high = (wording.number(end, decimals) for end in (did.ci_low, did.ci_high))
    return wording.sentence(
        f"set beside {wording.counted(did.comparison_pairs, 'person')} in a comparison group ({did.source}), "
        f"the average change for the better was {size} {unit}s {way} (likely range {low} to {high})"
    )


def _completion(figure: ChangeFigure, *, guard: bool) -> str:
    done = small_numbers.tell(figure.pairs, figure.eligible, guard=guard)
    improved = small_numbers.tell(figure.improved or 0, figure.pairs, guard=guard)
    if not done.exact:
        most = figure.pairs + small_numbers.THRESHOLD - 1
        least = f"at least {improved.low} of {most} ({wording.percent(improved.low / most)})"
        cautious = f"; if nobody else improved, the share is {least}" if improved.low else ""
        return wording.sentence(
            f"all but a few (fewer than {small_numbers.THRESHOLD}) of the eligible people completed both{cautious}"
        )
    if figure.pairs == figure.eligible:
        return wording.sentence(f"all {wording.number(figure.eligible)} eligible people completed both")
    said = (
        f"{wording.number(figure.pairs)} of {wording.number(figure.eligible)} eligible people "
        f"({wording.percent(figure.pairs / figure.eligible)}) completed both"
    )
    if not improved.exact:
        return wording.sentence(said)
    share = f"{improved.low} of {wording.number(figure.eligible)} ({wording.percent(improved.low / figure.eligible)})"
    return wording.sentence(f"{said}; if nobody else improved, the share is {share}")


def _not_claimed(figure: ChangeFigure, *, guard: bool) -> str:
    phrase, name = phrases.change_phrase(figure), phrases.short_name(figure)
    if figure.pairs >= MINIMUM_PAIRS and figure.reason:
        return wording.sentences(f"No change is claimed for {name}", small_numbers.guarded(figure.reason, guard=guard))
    if not figure.eligible or _few_due(figure, guard=guard):
        return wording.sentence(
            f"{_who_was_due(guard=guard)} due for a second {name} in this period, so no change is claimed"
        )
    return wording.sentences(
        f"{_who_completed(figure, phrase.both, guard=guard)} ({_whole_name(figure, phrase)})",
        f"That is too few to say what changed: at least {MINIMUM_PAIRS} are needed, so no change is claimed",
    )


def _whole_name(figure: ChangeFigure, phrase: phrases.Phrase) -> str:
    """`ONS4 happiness`: which of the scores of a questionnaire with several."""
    name = phrases.short_name(figure)
    whole = phrases.score_name(figure, phrase.score).removesuffix(" score")
    return whole if whole.startswith(name) else name


def _few_due(figure: ChangeFigure, *, guard: bool) -> bool:
    """Whether so few were due that on paper nobody and a few must read alike."""
    return guard and figure.eligible < small_numbers.THRESHOLD


def _who_was_due(*, guard: bool) -> str:
    return f"fewer than {small_numbers.THRESHOLD} people were" if guard else "nobody was"


def _who_completed(figure: ChangeFigure, both: str, *, guard: bool) -> str:
    """Who of the eligible has two results: `7 of the 20 eligible people (35 %) completed both questionnaires`."""
    done = disclosure.pairs_told(figure, guard=guard)
    if not done.exact:
        return f"{done.words} eligible people {both}"
    if figure.eligible == 1:
        one = both.replace("were ", "was ")
        return f"the one eligible person {one if figure.pairs else 'has no second result'}"
    if not figure.pairs:
        return f"none of the {wording.number(figure.eligible)} eligible people {both}"
    return f"{done.words} eligible people ({wording.percent(figure.pairs / figure.eligible)}) {both}"


def change_short(figure: ChangeFigure, *, guard: bool) -> str:
    """About 20 words for a word-limited tender: share, range, what, with what, and how many answered."""
    phrase, name = phrases.change_phrase(figure), phrases.short_name(figure)
    done = disclosure.pairs_told(figure, guard=guard)
    answered = done.words.replace(" of the ", " of ")
    if not figure.eligible or _few_due(figure, guard=guard):
        return wording.sentence(f"{name}: {_who_was_due(guard=guard)} due for a second result in this period")
    if not figure.claimed or figure.improved is None:
        answered = answered if figure.pairs or not done.exact else f"none of {figure.eligible}"
        two = f"{answered} people have two results"
        if done.exact and figure.eligible == 1:
            two = f"the one person due has {'two results' if figure.pairs else 'no second result'}"
        return wording.sentence(f"{name}: too few to say; {two}, at least {MINIMUM_PAIRS} are needed")
    told = small_numbers.tell(figure.improved, figure.pairs, guard=guard)
    who = wording.capital(told.words.replace(" of the ", " of "))
    note = ""
    if told.exact and figure.improved_share_low is not None and figure.improved_share_high is not None:
        low, high = wording.percent(figure.improved_share_low), wording.percent(figure.improved_share_high)
        note = f" ({wording.percent(figure.improved / figure.pairs)}, likely {low} to {high})"
    both = "all but a few completed both" if not done.exact else f"{answered} completed both"
    return wording.sentence(f"{who} people{note} {phrase.verb} {phrase.better} ({name}; {both})")


def p_value(p: float) -> str:
    """A p value: `p = 0.021`, `p < 0.001`."""
    return "p < 0.001" if p < 0.001 else f"p = {wording.number(p, 3)}"


def change_technical(figure: ChangeFigure, *, guard: bool) -> str:
    """The statistics: means, mean change with its interval, effect sizes, test, both directions, crossing."""
    pairs = _pairs_technical(figure, guard=guard)
    head = f"{phrases.short_name(figure)} ({figure.instrument}.{figure.output}), {pairs}"
    if not figure.claimed or figure.mean_change is None:
        return wording.sentences(
            head, f"Not claimed: {disclosure.unclaimed_reason(figure, guard=guard) or 'too few pairs'}"
        )
    told = disclosure.mean_may_be_told(figure, guard=guard)
    level = f"Evidence level {figure.evidence_level}: {small_numbers.guarded(figure.evidence_reason, guard=guard)}"
    return wording.sentences(
        head,
        _statistics(figure) if told else disclosure.AVERAGE_HELD_BACK,
        _both_directions(figure, guard=guard),
        _goals_technical(figure, guard=guard),
        _crossing_technical(figure, guard=guard),
        _did_technical(figure) if told else "",
        level * bool(figure.evidence_reason),
    )


def _pairs_technical(figure: ChangeFigure, *, guard: bool) -> str:
    if not figure.eligible or _few_due(figure, guard=guard):
        return f"fewer than {small_numbers.THRESHOLD} eligible" if guard else "nobody eligible"
    done = disclosure.pairs_told(figure, guard=guard)
    if done.exact:
        share = wording.percent(figure.pairs / figure.eligible)
        return f"{wording.counted(figure.pairs, 'pair')} of {figure.eligible} eligible ({share})"
    if figure.pairs < MINIMUM_PAIRS:
        return f"pairs: {done.words} eligible"
    return f"{figure.pairs} pairs, all but a few of the eligible"


def _statistics(figure: ChangeFigure) -> str:
    def two(value: float | None) -> str:
        return "not defined" if value is None else wording.number(value, 2)

    interval = f"95 % CI {two(figure.ci_low)} to {two(figure.ci_high)}"
    parts = [
        f"Mean {two(figure.baseline_mean)} to {two(figure.latest_mean)}",
        f"mean change {two(figure.mean_change)} ({interval}), positive is better",
        f"SD of change {two(figure.sd_change)}",
        f"d_av {two(figure.d_av)} (95 % CI {two(figure.d_av_low)} to {two(figure.d_av_high)}), g_av {two(figure.g_av)}",
        f"SRM {two(figure.srm)}",
        "Wilcoxon signed-rank " + ("not defined" if figure.wilcoxon_p is None else p_value(figure.wilcoxon_p)),
    ]
    if figure.median_weeks:
        parts.append(f"median interval {wording.number(figure.median_weeks, 1)} weeks")
    return "; ".join(parts)


def _both_directions(figure: ChangeFigure, *, guard: bool) -> str:
    told = small_numbers.tell(figure.improved or 0, figure.pairs, guard=guard)
    parts = small_numbers.split(figure.improved or 0, figure.same or 0, figure.worse or 0, guard=guard)
    better = f"better {told.words}"
    if told.exact and figure.improved_share_low is not None and figure.improved_share_high is not None:
        low, high = wording.percent(figure.improved_share_low), wording.percent(figure.improved_share_high)
        better += f" ({wording.percent((figure.improved or 0) / figure.pairs)}, Wilson 95 % CI {low} to {high})"
    rest = "the rest the same or worse" if parts.rest is None else f"same or worse {parts.rest}"
    if parts.same is not None:
        rest = f"same {parts.same}, worse {parts.worse}"
    return f"{better}, {rest}; rule: {figure.improved_rule or 'any change'}"


def _goals_technical(figure: ChangeFigure, *, guard: bool) -> str:
    goals = figure.goals
    if goals is None or not _goals_may_be_told(goals, guard=guard):
        return ""
    return (
        f"Goals rated twice {goals.goals}: forward {goals.forward}, same {goals.same}, back {goals.back}, "
        f"reached {goals.reached}; counted only, because the goals of one person are not independent"
    )


def _crossing_technical(figure: ChangeFigure, *, guard: bool) -> str:
    crossed = figure.crossed
    if crossed is None or not (crossed.at_risk or guard):  # on paper nobody reads as a few
        return ""
    at_risk, recovered = crossing_told(figure, guard=guard)
    said = f"Cut ({crossed.label}): at risk at baseline {at_risk.words}"
    if not at_risk.exact and recovered.exact:
        return f"{said}; off it at latest {recovered.words}"
    if not (at_risk.exact and recovered.exact):
        return said
    note = wording.share_note(crossed.recovered, crossed.at_risk, crossed.ci_low, crossed.ci_high)
    said += f"; off it at latest {recovered.words} ({note.replace('likely range', 'Wilson 95 % CI')})"
    fell = _fell_told(figure, crossed, guard=guard)
    if not fell.exact:
        return said
    mcnemar = "" if crossed.mcnemar_p is None else f"; McNemar exact {p_value(crossed.mcnemar_p)}"
    return f"{said}; newly on it {fell.words} others{mcnemar}"


def _did_technical(figure: ChangeFigure) -> str:
    did = figure.difference_in_differences
    if did is None:
        return ""
    low, high = wording.number(did.ci_low, 2), wording.number(did.ci_high, 2)
    return (
        f"Difference in differences {wording.number(did.difference, 2)} (95 % CI {low} to {high}, Welch; "
        f"comparison n = {did.comparison_pairs}, {did.source})"
    )
