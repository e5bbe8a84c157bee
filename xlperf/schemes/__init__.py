"""指标体系: the numbers the office decides, one TOML per scheme and edition."""

from __future__ import annotations

from xlperf.schemes.loading import SchemeError, available, load, parse

__all__ = ["SchemeError", "available", "load", "parse"]
