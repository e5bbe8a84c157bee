"""publish.xml of WPS: the list of add-ins of all makers. Only the element of ours comes and goes; the rest stays as it is."""

from __future__ import annotations

from xlperf.lazy_regex import lazy

_OURS = lazy(r'[ \t]*<jsplugin\b[^>]*\bname="xlperf"[^>]*/>[ \t]*(?:\r?\n)?')
_END = "</jsplugins>"
_NONE = lazy(r"<jsplugins\s*/>")
_EMPTY = f'<?xml version="1.0" encoding="UTF-8"?>\n<jsplugins>\n{_END}\n'


def with_ours(text: str, element: str) -> str | None:
    """The list with our element in it, once; ``text`` "" when there is no list yet. None when it is no such list."""
    rest = _OURS.sub("", _NONE.sub(f"<jsplugins>\n{_END}", text)) if text.strip() else _EMPTY
    at = rest.rfind(_END)
    if at < 0:
        return None
    return f"{rest[:at]}  {element}\n{rest[at:]}"


def without_ours(text: str) -> str | None:
    """The list without our element; None when nothing is left in it."""
    rest = _OURS.sub("", text)
    return None if rest == _EMPTY else rest
