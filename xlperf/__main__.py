"""``python -m xlperf``: the same as ``xlperf``."""

from xlperf.cli import main

if __name__ == "__main__":
    main(prog_name="xlperf")
