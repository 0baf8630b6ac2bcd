"""The commands of the launcher by name, and how a refusal is said."""

import sys
from collections.abc import Callable

from launch import gates, locking, running, serving, testing
from launch.ending import Ended
from launch.speech import Refusal

COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": lambda _arguments: running.run(),
    "services": lambda _arguments: serving.start(),
    "stop": lambda _arguments: serving.stop(),
    "demo-reset": lambda _arguments: serving.reset(),
    "test": testing.test,
    "bench": testing.bench,
    "bench-plans": testing.bench_plans,
    "bench-fanout": testing.bench_fanout,
    "bench-feed": testing.bench_feed,
    "bench-webhooks": testing.bench_webhooks,
    "bench-silences": testing.bench_silences,
    "check": lambda _arguments: gates.check(),
    "requirements": lambda _arguments: locking.lock(),
}


def main(arguments: list[str]) -> int:
    """Run one command; a refusal is one sentence, never a traceback."""
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        print(f"Say one of: {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    try:
        return command(arguments[1:])
    except Refusal as refusal:
        print(f"\n{refusal}", file=sys.stderr)
        return 1
    except Ended:
        print("\nEnded before it was done.", file=sys.stderr)
        return 130
