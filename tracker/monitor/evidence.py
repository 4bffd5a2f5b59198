"""What came from the network, as it came: bytes by their hash, with headers, address and time in the ledger."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

from tracker.monitor.answers import Answer
from tracker.monitor.ledger import Ledger


def keep_evidence(folder: Path, ledger: Ledger, answer: Answer, outcome: str) -> str:
    """Keep an answer and say under which hash; a disk that is full only costs the evidence."""
    sha256 = hashlib.sha256(answer.body).hexdigest()
    place = folder / "evidence" / sha256[:2] / f"{sha256}.gz"
    with suppress(OSError):
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            beside = place.with_suffix(f".{os.getpid()}.part")
            beside.write_bytes(gzip.compress(answer.body, compresslevel=3, mtime=0))
            beside.replace(place)
    ledger.add_evidence(
        url=answer.url,
        time=answer.received,
        sha256=sha256,
        status=answer.status,
        headers=json.dumps(dict(answer.headers), ensure_ascii=False),
        outcome=outcome,
    )
    return sha256


def evidence_of(folder: Path, sha256: str) -> bytes | None:
    """The bytes that were kept under a hash."""
    try:
        return gzip.decompress((folder / "evidence" / sha256[:2] / f"{sha256}.gz").read_bytes())
    except OSError:
        return None
