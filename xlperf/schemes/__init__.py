"""指标体系: the numbers the office decides, one TOML per scheme and edition."""

from __future__ import annotations

from xlperf.schemes.loading import SchemeError, available, load, named, parse

__all__ = ["SchemeError", "available", "load", "named", "parse"]
