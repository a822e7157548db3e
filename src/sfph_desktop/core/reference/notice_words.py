"""What the words and codes of a notice mean: passages on community benefits, and the codes of what is bought (CPV)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.reference.tables import rows

LONGEST_PASSAGE = 600
MOST_PASSAGES = 40
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+|\s\*\s?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage of a notice that speaks of community benefits."""

    kind: str
    """`asked`, `maybe`, or `not_asked`, where the notice says that there will be none."""
    place: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeWords:
    """The rules, read once.

    `codes` are short English names of the commonest codes, in our words: they stand in only where a notice gives none.
    """

    kinds: tuple[tuple[str, re.Pattern[str]], ...]
    not_asked: re.Pattern[str]
    codes: Mapping[str, str]

    def passages(self, texts: Iterable[tuple[str, str]]) -> tuple[Passage, ...]:
        """The sentences that a rule fits, each once, in the order in which they stand, at most `MOST_PASSAGES`."""
        found: dict[str, Passage] = {}
        for place, text in texts:
            for sentence in _SENTENCE.split(text):
                words = " ".join(sentence.split())
                if not words or words.casefold() in found:
                    continue
                kind = next((kind for kind, pattern in self.kinds if pattern.search(words)), "")
                if not kind:
                    continue
                if self.not_asked.search(words):
                    kind = "not_asked"
                found[words.casefold()] = Passage(kind=kind, place=place, words=_cut(words, self.kinds))
                if len(found) == MOST_PASSAGES:
                    return tuple(found.values())
        return tuple(found.values())

    def code_words(self, code: str) -> str:
        """What a code stands for; where only a wider one is known, `within` it. Blank when nothing is."""
        if code in self.codes:
            return self.codes[code]
        wider = (code[:length].ljust(8, "0") for length in range(len(code) - 1, 1, -1))
        found = next((self.codes[one] for one in wider if one in self.codes), "")
        return f"within: {found}" if found else ""


def _cut(words: str, kinds: Sequence[tuple[str, re.Pattern[str]]]) -> str:
    """A long passage around the first word that made it one."""
    if len(words) <= LONGEST_PASSAGE:
        return words
    at = next(found.start() for _, pattern in kinds if (found := pattern.search(words)))
    start = max(0, min(at - LONGEST_PASSAGE // 3, len(words) - LONGEST_PASSAGE))
    return f"{'… ' if start else ''}{words[start : start + LONGEST_PASSAGE]} …"


def load_notice_words(folder: Path) -> NoticeWords:
    """The rules from `resources/words`; UserCanFix when the installation lacks them."""
    try:
        told = tomllib.loads((folder / "community_benefit_words.toml").read_text(encoding="utf-8"))
        kinds = tuple((one["kind"], _any_of(one["words"])) for one in told["passages"])
        codes = {row["code"]: row["words"] for row in rows((folder / "cpv.csv").read_bytes(), "cpv.csv")}
        return NoticeWords(kinds=kinds, not_asked=_any_of(told["not_asked"]), codes=codes)
    except (OSError, KeyError, tomllib.TOMLDecodeError):
        raise UserCanFix(
            what="The program's own words for notices are missing or damaged.", do="Install the program again."
        ) from None


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(one)}" for one in words), re.IGNORECASE)
