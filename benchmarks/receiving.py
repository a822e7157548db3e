"""The network's desk at scale: 500 returns of 500 members received and checked, each with 22 indicators by group.

The floor opens the same seals and verifies the same signatures, and does nothing else.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from ground import HERE, Ground
from measuring import Result, in_turns, ratio, timed

sys.path.insert(0, str(HERE.parent))

from tests.journeys.network_stage import Network
from tests.trust.returns_made import a_member, content_for, signed_container

from sfph_desktop.core.interchange.return_file import PURPOSE
from sfph_desktop.core.store import sealing, signing
from sfph_desktop.core.usecases import desk_receiving
from sfph_desktop.core.usecases.signing_keys import own_secrets

RETURNS = 500
ROUNDS = 1
MOST_SECONDS = 60


def measure(ground: Ground) -> Iterator[Result]:
    """Ours from the folder of sealed files until all are in the store; a new desk in every round."""
    size = 0

    def ours() -> float:
        nonlocal size
        network, folder, _ = staged(ground)
        size = sum(file.stat().st_size for file in folder.iterdir())
        received: list[desk_receiving.Received] = []
        took = timed(lambda: received.extend(desk_receiving.receive(network.desk, [folder]).value))
        assert [one.fate for one in received] == ["taken"] * RETURNS, [one.why for one in received if one.why][:3]
        network.close()
        return took

    def floor() -> float:
        network, folder, manifests = staged(ground)
        identity = own_secrets(network.desk)[1]

        def work() -> None:
            for file in folder.iterdir():
                assert sealing.opened(file.read_bytes(), identity)
                assert signing.genuine(*manifests[file.name])

        took = timed(work)
        network.close()
        return took

    took = in_turns({"ours": ours, "floor": floor}, ground.turns(ROUNDS))
    found = median(took["ours"])
    yield Result(
        work=f"{RETURNS} returns received and checked ({size / 1e6:.1f} MB)",
        ours=found,
        floor=median(took["floor"]),
        unit="s",
        aim=f"under {MOST_SECONDS} s",
        figure=f"{ratio(took['ours'], took['floor']):.0f} ×",
        met=found < MOST_SECONDS,
        details=(f"{1000 * found / RETURNS:.0f} ms each; load {os.getloadavg()[0]:.1f} at the end",),
    )


def staged(ground: Ground) -> tuple[Network, Path, dict[str, tuple[bytes, str, bytes, bytes]]]:
    """A desk, the folder of what came for it, and of each file what its signature is over."""
    ground.say(f"making {RETURNS} returns")
    network = Network(ground.new_folder("desk"))
    folder = ground.new_folder("returns")
    seal = sealing.public_of(own_secrets(network.desk)[1])
    manifests = {}
    for number in range(RETURNS):
        secret = hashlib.sha256(str(number).encode()).digest()
        a_member(network.desk, secret, f"Member {number}")
        whole = signed_container(secret, content_for(network.desk, secret, f"Member {number}"))
        file = folder / f"{number:04}.sfph-return"
        file.write_bytes(sealing.sealed(whole, seal))
        manifests[file.name] = signing.public_of(secret), PURPOSE, whole, signing.signed(secret, PURPOSE, whole)
    return network, folder, manifests
