"""Commands for keys: the office's own public key, and those of partners."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import partners, signing_keys


def show(asked: Namespace, saying: Saying) -> None:
    """The office's own public key, and its fingerprint to be read out."""
    with opened(asked) as office:
        key = signing_keys.own_key(office)
        if asked.out is not None:
            signing_keys.write_own_key(office, asked.out)
    document: dict[str, Any] = asdict(key) | ({"file": str(asked.out)} if asked.out is not None else {})

    def tell() -> None:
        saying.line(f"Public key of {key.name}:")
        saying.line(key.public_key)
        saying.line(f"Fingerprint: {key.fingerprint}")
        if asked.out is not None:
            saying.line(f"Written: {asked.out}")
        saying.note("Give the key to a partner or to your network's desk, and read the fingerprint out to them.")

    saying.either(asked.json, document, tell)


def accept(asked: Namespace, saying: Saying) -> None:
    """Accept a partner's public key, by the fingerprint that the partner read out."""
    key = signing_keys.key_in_file(asked.file) if asked.file is not None else signing_keys.key_typed(asked.key or "")
    if not asked.fingerprint:
        raise UserCanFix(
            what="A key is accepted only by its fingerprint.",
            why="A key that came by post or e-mail may be somebody else's.",
            do="Ring the partner, let them read out what 'sfph key show' prints, and give it with --fingerprint.",
        )
    with opened(asked) as office:
        found = partners.partner_named(office, asked.partner)
        done = signing_keys.accept_key(office, found.id, key, asked.fingerprint)
    document = {**asdict(done.value), "partner": found.partner_ref, "fingerprint": key.fingerprint}
    if not done.value.seal_key:
        saying.note(f"To make files for {found.name}, the file of their key is needed besides: files are sealed.")
    saying.either(asked.json, document, lambda: saying.line(f"{done.why}."))


def listed(asked: Namespace, saying: Saying) -> None:
    """The keys of partners, those retired included."""
    with opened(asked) as office:
        names = {row[0]: str(row[2]) for row in partners.list_partners(office).rows}
        keys = signing_keys.partner_keys(office)
    rows = [
        {
            "partner": names.get(one.partner_id, ""),
            "fingerprint": signing_keys.key_typed(one.public_key).fingerprint,
            **asdict(one),
        }
        for one in keys
    ]

    def tell() -> None:
        for row in rows:
            retired = f", retired on {row['retired_on']}" if row["retired_on"] else ""
            saying.line(f"{row['partner']}: {row['fingerprint']}, accepted on {row['accepted_on']}{retired}")
        if not rows:
            saying.note("No key of a partner was accepted yet.")

    saying.either(asked.json, {"keys": rows}, tell)
