"""python -m launch COMMAND: what the Makefile calls."""

import sys

from launch.commands import main

sys.exit(main(sys.argv[1:]))
