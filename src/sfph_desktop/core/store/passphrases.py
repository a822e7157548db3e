"""Passphrases: how hard one is to guess, one that is offered, and the wait after too many wrong guesses."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from sfph_desktop.core.domain.problems import UserCanFix, WrongPassphrase
from sfph_desktop.core.store.durable import write_durably
from sfph_desktop.core.store.keys import as_typed

ACCEPTED_SCORE = 3
LONGEST_JUDGED = 72
"""Characters that are looked at: more cannot make a passphrase weaker, and the judge takes its time."""
WORDS_OFFERED = 5
FEWEST_WORDS = 1296

FREE_GUESSES = 10
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)

DENIED = frozenset(
    """
    sfph sfphdesktop socialfirm socialfirms socialenterprise publichealth passphrase password passwort secret
    changeme letmein welcome manager volunteer recoverykey correcthorsebatterystaple correcthorsebattery
    thisismypassphrase thisismypassword mysecretpassphrase iloveyou opensesame thequickbrownfox
    thequickbrownfoxjumpsoverthelazydog tobeornottobe onceuponatime maytheforcebewithyou
    """.split()
)
"""Whole passphrases that everybody thinks of, as their letters and digits alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How hard a passphrase is to guess: 0 (at once) to 4 (centuries)."""

    score: int
    words: str
    accepted: bool


def judge(passphrase: str, *, about: Sequence[str] = ()) -> Judgement:
    """Judge a passphrase by how many guesses it takes (zxcvbn), not by rules of composition.

    `about` are words an attacker would try first: the enterprise's name, a person's name.
    """
    typed = as_typed(passphrase)
    if not typed:
        return Judgement(score=0, words="Nothing typed yet.", accepted=False)
    known = [part for text in about for part in {text, *text.split()} if len(part) > 2]
    if _bare(typed) in DENIED | {_bare(part) for part in known}:
        return Judgement(score=0, words="Anybody would try this one first. Choose other words.", accepted=False)
    from zxcvbn import zxcvbn

    score = int(zxcvbn(typed[:LONGEST_JUDGED], user_inputs=[*known, "sfph"])["score"])
    return Judgement(score=score, words=_WORDS[score], accepted=score >= ACCEPTED_SCORE)


_WORDS = (
    "Too easy to guess. Four or more words that do not belong together are best.",
    "Easy to guess. Add two or more words that do not belong together.",
    "Nearly there. Add one more word.",
    "Good.",
    "Very good.",
)


def require_strong(passphrase: str, *, about: Sequence[str] = ()) -> None:
    """Raise UserCanFix when a passphrase is too easy to guess."""
    found = judge(passphrase, about=about)
    if not found.accepted:
        raise UserCanFix(
            what="This passphrase is too easy to guess.",
            why="Anybody who has the laptop could open the records with it.",
            do=f"{found.words} The program can suggest one.",
        )


@cache
def word_list(file: Path) -> tuple[str, ...]:
    """The words that passphrases are made of; raises ValueError when there are too few different ones."""
    words = tuple(line for line in file.read_text(encoding="ascii").split() if line)
    if len(set(words)) != len(words) or len(words) < FEWEST_WORDS:
        raise ValueError(f"{file.name} needs {FEWEST_WORDS} different words")
    return words


def suggested(words: Sequence[str], count: int = WORDS_OFFERED) -> str:
    """Words drawn at random, each on its own (more than 10 bits a word), that pass our own judgement."""
    while True:
        passphrase = " ".join(secrets.choice(words) for _ in range(count))
        if judge(passphrase).accepted:
            return passphrase


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


# --- wrong guesses ----------------------------------------------------------------------------------------------------


def guesses_path(store: Path) -> Path:
    """Where wrong guesses are counted, beside the store."""
    return store.with_name(f"{store.name}.guesses")


def wait_due(store: Path, now: datetime) -> timedelta:
    """How long the next guess has to wait; nothing for the first FREE_GUESSES, then doubling each time."""
    wrong, last = _wrong_guesses(store, now)
    if wrong < FREE_GUESSES:
        return timedelta(0)
    wait = min(FIRST_WAIT * (1 << min(wrong - FREE_GUESSES, 10)), LONGEST_WAIT)
    return max(last + wait - now, timedelta(0))


def refuse_while_waiting(store: Path, now: datetime) -> None:
    """Raise WrongPassphrase while a wait is due; the guess is then not tried at all."""
    wait = wait_due(store, now)
    if wait:
        seconds = int(wait.total_seconds()) + 1
        said = f"{seconds} seconds" if seconds < 120 else f"{-(-seconds // 60)} minutes"
        raise WrongPassphrase(
            what="There were too many wrong guesses.",
            why="The program waits after each further one, so that nobody can try thousands.",
            do=f"Try again in {said}, or use the printed recovery key.",
        )


def count_wrong_guess(store: Path, now: datetime) -> None:
    """Remember one more wrong guess. A folder that cannot be written does not keep the message from being told."""
    wrong, _ = _wrong_guesses(store, now)
    with suppress(OSError):
        write_durably(guesses_path(store), json.dumps({"wrong": wrong + 1, "last": now.isoformat()}).encode())


def forget_guesses(store: Path) -> None:
    """Start counting afresh: the right passphrase was given."""
    with suppress(OSError):
        guesses_path(store).unlink(missing_ok=True)


def _wrong_guesses(store: Path, now: datetime) -> tuple[int, datetime]:
    """Number of wrong guesses and the moment of the last; a clock set back counts as no time gone by."""
    try:
        found = json.loads(guesses_path(store).read_bytes())
        return int(found["wrong"]), min(datetime.fromisoformat(found["last"]), now)
    except (OSError, ValueError, KeyError, TypeError):
        return 0, now
