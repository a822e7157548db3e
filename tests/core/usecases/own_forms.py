"""A questionnaire an office might make: three questions, an answer in words, a score and two bands."""

from __future__ import annotations

from sfph_desktop.core.domain.own_forms import AnswerList, OwnAnswer, OwnBand, OwnForm, OwnQuestion, OwnScore

WORDS = ("Never", "Sometimes", "Often")
OFTEN = AnswerList(name="often", answers=tuple(OwnAnswer(value=n, label=w) for n, w in enumerate(WORDS, start=1)))
HOME = OwnForm(
    name="Feeling at home",
    short_name="HOME-3",
    construct="feeling at home",
    level="social",
    stem="In the last month:",
    recall="The last month",
    questions=(
        OwnQuestion(id="q1", text="I feel at home here", answers="often"),
        OwnQuestion(id="q2", text="I feel like a stranger", answers="often", reverse=True),
        OwnQuestion(id="q3", text="I know my neighbours", answers="often"),
        OwnQuestion(id="q4", text="What would you change?", kind="words"),
    ),
    lists=(OFTEN,),
    scores=(OwnScore(questions=("q1", "q2", "q3"), may_miss=1),),
    bands=(OwnBand(low=3, high=5, label="not yet"), OwnBand(low=6, high=9, label="at home")),
    review_days=60,
)
