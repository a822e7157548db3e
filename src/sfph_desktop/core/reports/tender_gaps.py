"""What a question asks about that no evidence speaks to: `no figure for carers`.

A question is searched for the words of the themes that buyers' outcomes are matched by (`summaries/outcomes.py`), and
for the groups of people that buyers ask about. Words decide, so a gap is a hint and is told as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sfph_desktop.core.domain.evidence_tray import Asked, TrayPiece
from sfph_desktop.core.reports.summaries.outcomes import THEME_WORDS

ASKED_GROUPS: dict[str, re.Pattern[str]] = {
    group: re.compile(pattern, re.IGNORECASE)
    for group, pattern in {
        "carers": r"\bcarers?\b|caring (role|responsib)",
        "children and young people": r"\bchild(ren)?\b|young people|\byouths?\b|early years|\bpupils?\b",
        "older people": r"\bolder (people|person|adults?)\b|\bover[- ](50|55|60|65|75)s?\b|\belderly\b|\bfrail",
        "disabled people": r"\bdisab(led|ilit\w+)\b|learning disab\w+|\bautis\w+|accessib",
        "people with dementia": r"\bdementia|alzheimer",
        "minority ethnic people": r"\bminority ethnic|\bethnic minorit|\bblack and\b|\bBAME\b|\bracial\b",
        "women": r"\bwomen\b|\bmaternity\b|\bgender[- ]based",
        "men": r"\bmen\b",
        "veterans": r"\bveterans?\b|armed forces",
        "people leaving prison": r"\bprison|\boffend(er|ing)|justice system",
        "homeless people": r"\bhomeless",
        "refugees and people seeking asylum": r"\brefugees?\b|\basylum",
        "care-experienced people": r"care[- ]experienced?|\bcare leavers?\b|looked[- ]after",
        "LGBT+ people": r"\bLGBT|\btrans(gender)?\b",
        "people in the most deprived areas": r"\bdepriv(ed|ation)\b|\bSIMD\b|health inequalit",
        "rural areas": r"\brural\b|\bremote\b|\bislands?\b",
    }.items()
}
OTHER_THEMES: dict[str, re.Pattern[str]] = {
    theme: re.compile(pattern, re.IGNORECASE)
    for theme, pattern in {
        "partners": r"\bpartner(s|ship)?\b|multi-?agency|joint working|referral",
        "workforce": r"\bfair work|living wage|\bstaff(ing)?\b|workforce|\bteam\b",
        "policies": r"\bpolic(y|ies)\b|\bsafeguard|health and safety|\bGDPR\b|data protection|\binsurance|accredit",
        "environment": r"\bclimate|\bcarbon|net zero|environmental",
        "value": r"value for money|best value|social return|cost[- ]effective",
        "stories": r"\bcase stud(y|ies)\b|\btestimonials?\b|\blived experience",
        "promises": r"community benefit|\btargets?\b|\bKPIs?\b",
    }.items()
}
_SAID = {
    "value": "what it is worth",
    "promises": "what was promised and delivered",
    "stories": "a case study",
    "policies": "a policy or certificate",
    "workforce": "staff",
    "environment": "the environment",
    "connection": "loneliness and company",
    "care": "the experience of care",
    "home": "housing",
    "income": "income and debt",
}


def asked_about(text: str, pieces: Sequence[TrayPiece], constructs: Iterable[str] = ()) -> tuple[Asked, ...]:
    """What a question asks about, gaps first.

    `constructs`: of the enterprise's own outcomes; one that the question names is looked for as well.
    """
    found = [
        Asked(name=_SAID.get(theme, theme), pieces=tuple(p.key for p in pieces if theme in p.themes))
        for theme, words in {**THEME_WORDS, **OTHER_THEMES}.items()
        if words.search(text) and theme not in ASKED_GROUPS
    ]
    for group, words in ASKED_GROUPS.items():
        if words.search(text):
            spoken = tuple(p.key for p in pieces if group in p.themes or words.search(f"{p.title} {p.words}"))
            found.append(Asked(name=group, pieces=spoken))
    for construct in constructs:
        asked = construct.casefold()
        if asked and asked in text.casefold() and all(one.name != asked for one in found):
            found.append(Asked(name=asked, pieces=tuple(p.key for p in pieces if asked in p.searched.casefold())))
    return tuple(sorted(found, key=lambda one: bool(one.pieces)))
