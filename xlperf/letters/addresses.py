"""What a mail can be sent to. What strangers write into From is not always an address."""

from __future__ import annotations

from xlperf.lazy_regex import lazy

_ADDRESS = lazy(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
)
_LONGEST = 254


def is_address(text: str) -> bool:
    """Whether it is a plain address (RFC 5322 dot-atoms); others are rare and mostly mistakes."""
    return len(text) <= _LONGEST and _ADDRESS.fullmatch(text) is not None
