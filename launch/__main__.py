"""python -m launch COMMAND: what the Makefile calls."""

import sys

from launch.ending import listen_for_the_end

listen_for_the_end()

from launch.commands import main  # noqa: E402 - Ctrl-C is listened for from the first moment

sys.exit(main(sys.argv[1:]))
