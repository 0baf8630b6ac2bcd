"""Never silent: what should have gone or spoken and did not, seen each minute and on the desk."""

from notices.watch.auditing import audit
from notices.watch.desk import broken_contacts, may_watch, stands_since, state
from notices.watch.findings import Finding, findings
from notices.watch.life import forget_life, show_life
from notices.watch.proving import ProofOf, proofs, prove_channels

__all__ = [
    "Finding",
    "ProofOf",
    "audit",
    "broken_contacts",
    "findings",
    "forget_life",
    "may_watch",
    "proofs",
    "prove_channels",
    "show_life",
    "stands_since",
    "state",
]
