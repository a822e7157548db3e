"""How names are compared: letters without their marks, and keys for how a name sounds.

The keys are made for the names met in Scotland: Scots and Irish, Gaelic, Polish, South Asian. A key is the skeleton of
consonants as they sound, with A for a vowel at the beginning. Where a spelling may sound in two ways (`bh` is V in
Siobhan and B in Subhash), the name has several keys; two names sound alike when they share one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

FOLDED = {
    "ł": "l",
    "Ł": "L",
    "ø": "o",
    "Ø": "O",
    "đ": "d",
    "Đ": "D",
    "ß": "ss",
    "æ": "ae",
    "Æ": "Ae",
    "ð": "d",
    "þ": "th",
}
"""Letters that Unicode does not take apart into a letter and a mark, with what people type instead."""
_FOLD = str.maketrans(FOLDED)

MOST_KEYS = 12
"""A name has no more keys than this: the likeliest sounds come first."""
SHORTEST = 3
"""Letters: a shorter word sounds like too many others."""


def folded(text: str) -> str:
    """The text in small letters without accents: `Màiri` is `mairi`, `Łucja` is `lucja`."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text.translate(_FOLD))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


@lru_cache(maxsize=20_000)
def name_words(text: str) -> tuple[str, ...]:
    """The words of a name, folded: `Nic a' Ghobhainn-O'Brien` has five."""
    return tuple(re.findall(r"[^\W\d_]+", folded(text)))


PARTICLES = frozenset("mac mc o al el de la van von di du nic ni ui st abd abdal abdul abdur".split())
"""Small words that belong to the word after them: Mac Donald sounds as MacDonald, Abdul Rahman as Abdulrahman."""
IRISH = frozenset(("o", "ni", "ui"))
"""Of those, the ones that come and go with who somebody is: O'Brien, Ó Briain, Ní Bhriain."""


_MAC = re.compile(r"\b[Mm]['’](?=\w)")
"""M'Leod."""


def irish_bare(text: str) -> dict[str, str]:
    """By the word as it is spoken (`obrien`), the name without its small word (`brien`)."""
    words = name_words(text)
    return {small + name: name for small, name in pairwise(words) if small in IRISH}


def hyphened(text: str) -> tuple[str, ...]:
    """Names with a hyphen as one word, folded: Anne-Marie is annemarie as well."""
    return tuple("".join(name_words(word)) for word in text.split() if "-" in word)


def sounding_words(text: str) -> tuple[str, ...]:
    """The words of a name as they are spoken: a small word stands together with the one after it."""
    found: list[str] = []
    before = ""
    for word in name_words(_MAC.sub("mac ", text)):
        if word in PARTICLES:
            before += word
        else:
            found.append(before + word)
            before = ""
    return (*found, before) if before else tuple(found)


# What a group of letters may sound like, the likeliest first. The first rule that fits at a place is taken.
_RULES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), tuple(sounds.split("|")) if sounds else ())
    for pattern, sounds in (
        (r"^ma?c+", "MK"),
        (r"^nic(?![hko])", "MK|NK"),  # a daughter's MacLeòid is NicLeòid
        (r"^(?:kn|gn|pn)", "N"),
        (r"^wr", "R"),
        (r"^[aeiou]+", "A"),
        (r"^[jy]", "J"),
        (r"^h", "H"),
        (r"^s(?=[ie])", "S|X"),
        (r"tsch|tch|cz", "C"),
        (r"sch|sz|sh", "X"),
        (r"rz|zh", "S|X"),
        (r"ck", "K"),
        (r"ch", "K|C"),
        (r"ph", "F|V"),
        (r"bh", "V|B"),
        (r"mh", "V|M"),
        (r"dh", "|D"),
        (r"gh", "|G"),
        (r"th", "T|"),
        (r"kh|q", "K"),
        (r"mp(?=[st])", "M"),
        (r"m(?=b)", "M|"),  # Dąbrowska is heard, and written by others, as Dombrowska
        (r"c(?=[eiy])", "S|C"),
        (r"g(?=[eiy])", "G|J"),
        (r"w(?=[^aeiouy]|$)", "|V"),
        (r"(?<=[aeiouy])w", "V|"),
        (r"[wv]", "V"),
        (r"x", "KS|KX"),
        (r"[ck]", "K"),
        (r"[sz]", "S"),
        (r"j", "J|"),
        (r"[bdfglmnprt]", ""),
        (r"[aeiouhy]", "|"),
    )
)
"""Blank: as the letters are written. The last rule leaves out vowels, y and h inside a word."""


@lru_cache(maxsize=20_000)
def sound_keys(word: str) -> tuple[str, ...]:
    """The keys of one folded word, the likeliest first; none for a word that is too short or not in Latin letters."""
    letters = re.sub(r"([a-z])\1+", r"\1", word)
    if len(word) < SHORTEST or not re.fullmatch("[a-z]+", letters):
        return ()
    keys, place = [""], 0
    while place < len(letters):
        length, sounds = _sound_at(letters, place)
        keys = list(dict.fromkeys(key + sound for key in keys for sound in sounds))[:MOST_KEYS]
        place += length
    return tuple(key for key in keys if len(key) > 1)


def _sound_at(letters: str, place: int) -> tuple[int, tuple[str, ...]]:
    """How many letters the first rule that fits at a place takes, and what they may sound like."""
    for pattern, sounds in _RULES:
        found = pattern.match(letters, place)
        if found:
            return len(found[0]), sounds or (found[0].upper(),)
    raise KeyError(letters[place])


def name_keys(text: str) -> tuple[str, ...]:
    """Every key of every word of a name, each once: what the search index holds beside the name."""
    words = dict.fromkeys((*sounding_words(text), *name_words(text), *hyphened(text)))
    return tuple(dict.fromkeys(key for word in words for key in sound_keys(word)))


def sound_alike(one: str, other: str) -> bool:
    """Whether two folded words may sound the same."""
    return not set(sound_keys(one)).isdisjoint(sound_keys(other))


def squeezed(text: str) -> str:
    """The letters and digits of a text, small, without accents: for telling whether two mean the same."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if c.isalnum())
