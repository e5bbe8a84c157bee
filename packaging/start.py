"""Where the built program begins."""

import multiprocessing

from xlperf.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # a child that checks a workbook is this same program
    main(prog_name="xlperf")
