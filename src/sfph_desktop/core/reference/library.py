"""The reference library: instruments, unit values, factors, rates, frameworks and lists, from a folder and from packs.

Opening it reads nothing. Each part is read when it is first asked for and then kept. Packs come after the shipped
folder, in the order in which they were loaded: a row with an id that is there already takes its place, a new id joins.
Of two packs of one name only the one loaded last counts: a new version takes the place of the old one whole. An
office's own questionnaires join the instruments, and the wording it typed joins an instrument that has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from sfph_desktop.core.domain.benefits import AdjustmentEvidence, UnitValue
from sfph_desktop.core.domain.frameworks import (
    Buyer,
    CommunityBenefitType,
    Framework,
    PackInfo,
    Threshold,
    WoollyPhrase,
)
from sfph_desktop.core.domain.impact_facts import CarbonValue, DiscountBand, GhgFactor, ReferenceFacts
from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.reference import areas, values
from sfph_desktop.core.reference import frameworks as buyers
from sfph_desktop.core.reference.adjustment_evidence import load_adjustment_evidence
from sfph_desktop.core.reference.areas import Areas
from sfph_desktop.core.reference.instruments import LOOKUPS, instrument
from sfph_desktop.core.reference.nicknames import load_nicknames
from sfph_desktop.core.reference.notice_words import NoticeWords, load_notice_words
from sfph_desktop.core.reference.own_definitions import OwnParts, own_instrument
from sfph_desktop.core.reference.packs import Pack
from sfph_desktop.core.reference.phrases import Phrases, everyday_words, phrases
from sfph_desktop.core.reference.tables import Row, document, fingerprint, rows

T = TypeVar("T")

PARTS = {
    "unit_values": "unit_values.csv",
    "ghg_factors": "ghg_factors.csv",
    "carbon_values": "carbon_values.csv",
    "gdp_deflator": "gdp_deflator.csv",
    "discount_rates": "discount_rates.csv",
    "outcome_frameworks": "outcome_frameworks.csv",
    "procurement_thresholds": "procurement_thresholds.csv",
}


def no_packs() -> tuple[Pack, ...]:
    """A library without packs."""
    return ()


def nothing_own() -> OwnParts:
    """A library of no office."""
    return OwnParts()


class Library:
    """The reference values that the program knows, each with its source, licence and confidence."""

    def __init__(
        self,
        folder: Path,
        packs: Callable[[], Sequence[Pack]] = no_packs,
        own: Callable[[], OwnParts] = nothing_own,
    ) -> None:
        """`folder` is `resources/reference`; `packs` and `own` are called when first needed. Reads nothing."""
        self.folder = folder
        self._find_packs, self._find_own = packs, own
        self._kept: dict[str, object] = {}

    def with_packs(self, packs: Callable[[], Sequence[Pack]]) -> Library:
        """A library on the same folder with these packs; reads nothing."""
        return Library(self.folder, packs, self._find_own)

    def forget(self) -> None:
        """Drop what has been read, so that a pack or a questionnaire added since is seen."""
        self._kept.clear()

    # --- the parts ----------------------------------------------------------------------------------------------------

    def instruments(self) -> Mapping[str, Instrument]:
        """Every instrument by id, those not usable too: `use` says what may be done with each."""
        return self._part("instruments", self._instruments)

    def unit_values(self) -> Mapping[str, UnitValue]:
        """Every unit value by id, parameters too (category `parameter` is never a benefit)."""
        return self._part(
            "unit_values",
            lambda: {row["id"]: values.unit_value(row, pack) for row, pack in self._rows("unit_values.csv")},
        )

    def ghg(self) -> Mapping[tuple[str, int], GhgFactor]:
        """Conversion factors by (id without its `ghg_YYYY_` prefix, year)."""
        found = (values.ghg_factor(row, pack) for row, pack in self._rows("ghg_factors.csv"))
        return self._part("ghg", lambda: {(factor.id, factor.year): factor for factor in found})

    def carbon(self) -> Mapping[int, CarbonValue]:
        """Pounds per tonne of CO2e by the year it is emitted in."""
        found = (values.carbon_value(row) for row, _ in self._rows("carbon_values.csv"))
        return self._part("carbon", lambda: {value.year: value for value in found})

    def deflator(self) -> Mapping[int, float]:
        """The GDP deflator by calendar year, one series."""
        return self._part("deflator", lambda: values.deflator(self._tables("gdp_deflator.csv")))

    def discount(self) -> tuple[DiscountBand, ...]:
        """Discount rates by kind (`standard`, `health`) and band of years."""
        return self._part("discount", lambda: values.discount(self._tables("discount_rates.csv")))

    def frameworks(self) -> Mapping[str, Framework]:
        """Outcome frameworks by id; each outcome says whether its title may be printed as official."""
        return self._part("frameworks", lambda: buyers.frameworks(self._rows("outcome_frameworks.csv")))

    def nicknames(self) -> Mapping[str, tuple[str, ...]]:
        """Given names, folded, with those that stand for them: `peggy` for `margaret`."""
        return self._part("nicknames", lambda: load_nicknames(self.folder.parent / "words" / "nicknames.txt"))

    def name_spellings(self) -> Mapping[str, tuple[str, ...]]:
        """The same with family names that are spoken otherwise than written, or have a Gaelic form: for the search."""

        def load() -> Mapping[str, tuple[str, ...]]:
            found = dict(load_nicknames(self.folder.parent / "words" / "surnames.txt"))
            for name, others in self.nicknames().items():
                found[name] = tuple(dict.fromkeys((*others, *found.get(name, ()))))
            return found

        return self._part("name_spellings", load)

    def adjustment_evidence(self) -> tuple[AdjustmentEvidence, ...]:
        """What is known of deadweight, displacement, attribution and drop-off, with its sources."""
        path = self.folder.parent / "words" / "adjustment_evidence.csv"
        return self._part("adjustment_evidence", lambda: load_adjustment_evidence(path))

    def framework(self, framework_id: str) -> Framework:
        """One framework; UserCanFix naming those there are when there is none of that id."""
        try:
            return self.frameworks()[framework_id]
        except KeyError:
            raise UserCanFix(
                what=f"There is no framework '{framework_id}'.", do=f"Choose one of: {', '.join(self.frameworks())}."
            ) from None

    def instrument(self, instrument_id: str) -> Instrument:
        """One instrument; UserCanFix naming the nearest when there is none of that id."""
        known = self.instruments()
        if instrument_id not in known:
            near = get_close_matches(instrument_id.casefold(), known, n=3, cutoff=0.5)
            raise UserCanFix(
                what=f"There is no instrument '{instrument_id}'.",
                do=f"Did you mean {' or '.join(near)}?" if near else "See the list: sfph instruments.",
            )
        return known[instrument_id]

    def known_instrument(self, instrument_id: str) -> Instrument | None:
        """One instrument, read alone where nothing of the office's own can change it; None when there is none.

        For those who need a few of them at once: reading them all takes fifty times as long.
        """
        file = f"measures/{instrument_id}.json"
        packed = any(name.startswith("measures/") for pack in self._packs() for name in pack.files)
        if "instruments" in self._kept or packed or instrument_id in self._own().wordings:
            return self.instruments().get(instrument_id)
        if instrument_id.isidentifier() and (self.folder / file).is_file():
            return self._part(f"instrument/{instrument_id}", lambda: self._alone(file))
        return self._part("made_here", self._made_here).get(instrument_id)

    def thresholds(self) -> Mapping[str, Threshold]:
        """Procurement thresholds by id; each says whether it may be printed as official."""
        return self._part(
            "thresholds",
            lambda: {row["id"]: buyers.threshold(row, pack) for row, pack in self._rows("procurement_thresholds.csv")},
        )

    def community_benefits(self) -> Mapping[str, CommunityBenefitType]:
        """Kinds of community benefit by id."""
        return self._part(
            "community_benefits",
            lambda: {row["id"]: buyers.community_benefit(row) for row in self._shipped("community_benefit_types.csv")},
        )

    def woolly_words(self) -> tuple[WoollyPhrase, ...]:
        """Everyday phrases and the measures that could show them: suggestions, never findings."""
        return self._part(
            "woolly_words", lambda: tuple(buyers.woolly_phrase(row) for row in self._shipped("woolly_words.csv"))
        )

    def phrases(self) -> Phrases:
        """The everyday phrases made ready to be asked at every key."""
        words = self.folder.parent / "words" / "outcome_words.toml"
        return self._part("phrases", lambda: phrases(self.woolly_words(), everyday_words(words)))

    def buyers(self) -> tuple[Buyer, ...]:
        """The kinds of buyer, by country, with the frameworks each is likely to work to."""
        return self._part("buyers", lambda: buyers.buyers(self.folder.parent / "words" / "buyers.toml"))

    def notice_words(self) -> NoticeWords:
        """What the words and codes of a notice mean."""
        return self._part("notice_words", lambda: load_notice_words(self.folder.parent / "words"))

    def code_list(self, name: str) -> tuple[Row, ...]:
        """A code list (`local_authorities` ...) as rows by column name; UserCanFix when there is none."""
        if name not in self.code_lists():
            raise UserCanFix(what=f"There is no code list '{name}'.", do=f"There are: {', '.join(self.code_lists())}.")
        return self._part(f"code_lists/{name}", lambda: tuple(self._shipped(f"code_lists/{name}.csv")))

    def code_lists(self) -> tuple[str, ...]:
        """The names of the code lists."""
        return tuple(sorted(path.stem for path in (self.folder / "code_lists").glob("*.csv")))

    def areas(self) -> Areas:
        """The lookup of postcodes: of the pack loaded last that holds one, otherwise the shipped sample."""
        return self._part("areas", self._areas)

    def packs(self) -> tuple[PackInfo, ...]:
        """The packs in use, in the order in which they count."""
        return tuple(pack.info for pack in self._packs())

    def versions(self) -> Mapping[str, str]:
        """The fingerprint of each part, packs included, and each pack's version: kept with every snapshot."""
        return self._part("versions", self._versions)

    def reference_facts(self) -> ReferenceFacts:
        """What a run of the toolkit may use."""
        return self._part(
            "reference_facts",
            lambda: ReferenceFacts(
                instruments=self.instruments(),
                unit_values=self.unit_values(),
                ghg=self.ghg(),
                carbon=self.carbon(),
                deflator=self.deflator(),
                discount=self.discount(),
                versions=self.versions(),
            ),
        )

    # --- reading ------------------------------------------------------------------------------------------------------

    def _part(self, name: str, read: Callable[[], T]) -> T:
        """What was read before under that name, else what `read` gives, kept."""
        if (found := self._kept.get(name)) is None:
            found = self._kept[name] = read()
        return found  # type: ignore[return-value]  # each name is read by one function

    def _packs(self) -> tuple[Pack, ...]:
        """The packs that count: of each name what was loaded last."""
        return self._part("packs", lambda: tuple({pack.info.name: pack for pack in self._find_packs()}.values()))

    def _own(self) -> OwnParts:
        return self._part("own", self._find_own)

    def _bytes(self, name: str) -> bytes:
        """A shipped file; UserCanFix when the installation lacks it."""
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            raise UserCanFix(
                what=f"The program's own reference library lacks {name}.", do="Install the program again."
            ) from None

    def _shipped(self, name: str) -> list[Row]:
        return rows(self._bytes(name), name)

    def _tables(self, name: str) -> list[list[Row]]:
        """One table of every pack that has it, after the shipped one."""
        return [self._shipped(name), *(rows(pack.files[name], name) for pack in self._packs() if name in pack.files)]

    def _rows(self, name: str) -> Iterator[tuple[Row, str]]:
        """Rows of the shipped table, then of every pack's, each with the mark of where it is from."""
        marks = [values.SHIPPED, *(pack.info.label for pack in self._packs() if name in pack.files)]
        for mark, table in zip(marks, self._tables(name), strict=True):
            yield from ((row, mark) for row in table)

    def _measure_files(self) -> dict[str, bytes]:
        """Every measure's definition, by file name, a pack's in place of the shipped one."""
        shipped = sorted((self.folder / "measures").glob("*.json"))
        found = {f"measures/{path.name}": path.read_bytes() for path in shipped}
        for pack in self._packs():
            found |= {name: content for name, content in pack.files.items() if name.startswith("measures/")}
        return found

    def _wordings(self) -> dict[str, bytes]:
        paths = sorted((self.folder / "wording_non_commercial").glob("*.json"))
        return {path.stem: path.read_bytes() for path in paths}

    def _instruments(self) -> dict[str, Instrument]:
        lookups = self._lookups()
        wordings = {name: document(content, name) for name, content in self._wordings().items()}
        own = self._own()
        found = {}
        for name, content in self._measure_files().items():
            definition = document(content, name)
            # A wording belongs to the definition that names it: a pack's own definition brings its own words.
            wording = wordings.get(definition["id"]) if definition.get("wording_file") else None
            made = instrument(definition, wording, lookups)
            typed = own.wordings.get(made.id)
            if typed is not None and not made.wording_held:
                made = replace(instrument(definition, document(typed.encode(), made.id), lookups), own_wording=True)
            found[made.id] = made
        if not found:
            raise UserCanFix(
                what="The program's own reference library lacks its instruments.", do="Install the program again."
            )
        return found | self._made_here()

    def _made_here(self) -> dict[str, Instrument]:
        made = (own_instrument(content, retired=retired) for content, retired in self._own().definitions)
        return {one.id: one for one in made}

    def _alone(self, file: str) -> Instrument:
        """A shipped instrument from its own file."""
        definition = document(self._bytes(file), file)
        wording = None
        if definition.get("wording_file"):
            words = f"wording_non_commercial/{definition['id']}.json"
            wording = document(self._bytes(words), words) if (self.folder / words).is_file() else None
        return instrument(definition, wording, self._lookups())

    def _lookups(self) -> dict[str, Mapping[str, float]]:
        return {name: {row["raw"]: float(row["metric"]) for row in self._shipped(name)} for name in LOOKUPS}

    def _areas(self) -> Areas:
        packed = [pack.files for pack in self._packs() if areas.POSTCODES in pack.files]
        about, postcodes, ranks = (packed[-1][name] if packed else self._bytes(name) for name in areas.FILES)
        source = areas.area_source(about, postcodes, ranks)
        return Areas(source, postcodes, ranks, self.code_list("local_authorities"))

    def _versions(self) -> dict[str, str]:
        measures = self._measure_files()
        tables = [self._bytes(name) for name in LOOKUPS]
        made_here = [content.encode() for content, _ in self._own().definitions]
        found = {"instruments": fingerprint(*(measures[name] for name in sorted(measures)), *tables, *made_here)}
        for part, name in PARTS.items():
            packed = (pack.files[name] for pack in self._packs() if name in pack.files)
            found[part] = fingerprint(self._bytes(name), *packed)
        for pack in self._packs():
            found[f"pack: {pack.info.name}"] = pack.info.version
        return found
