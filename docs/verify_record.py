#!/usr/bin/env python3
"""Check an exported record without Django and without the database.

Use: python3 verify_record.py RECORD.jsonl [ANCHORS.jsonl]
The record comes from `manage.py export_record`; the anchors are the heads of the chain that the
product writes outside the database. Exit status 0: the chain holds; 1: it does not; 2: bad use.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

FIRST = "0" * 64


def hash_of(number: int, previous: str, facts: dict[str, Any]) -> str:
    """Return the hash of one link."""
    text = json.dumps(
        [number, previous, facts], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()


def faults_in(links: list[dict[str, Any]], anchors: list[dict[str, Any]]) -> list[str]:
    """Return what is wrong, in sentences."""
    faults: list[str] = []
    heads: dict[int, str] = {}
    previous = FIRST
    for number, link in enumerate(links, start=1):
        if link["number"] != number:
            return [*faults, f"link {number} is missing or out of order"]
        if link["previous_hash"] != previous:
            faults.append(f"link {number} does not follow the one before it")
        if hash_of(number, link["previous_hash"], link["entry"]) != link["hash"]:
            faults.append(f"link {number} was changed after it was sealed")
        previous = heads[number] = link["hash"]
    for anchor in anchors:
        if anchor["number"] not in heads:
            faults.append(f"the tail is cut: link {anchor['number']} was anchored and is gone")
        elif heads[anchor["number"]] != anchor["hash"]:
            faults.append(f"link {anchor['number']} is not the one that was anchored")
    return faults


def read(path: str) -> list[dict[str, Any]]:
    """Read a file of JSON lines."""
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def main() -> int:
    """Check the files named on the command line."""
    if len(sys.argv) not in (2, 3):
        print(__doc__)
        return 2
    links = read(sys.argv[1])
    faults = faults_in(links, read(sys.argv[2]) if len(sys.argv) == 3 else [])
    for fault in faults:
        print(fault)
    print(f"{len(links)} links, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
