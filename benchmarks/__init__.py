"""How fast xlperf is beside named alternatives, on the same workbooks, in the same run: ``python -m benchmarks``."""
