"""What a terminal is given: lines of spans with a look. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from xlperf.record import dataclass
from xlperf.wording import visible_character


@dataclass(frozen=True, slots=True)
class Span:
    """Some words that look the same: "error", "warning", "info", "good", "strong", "muted" or plain."""

    text: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line, ``indent`` columns in; when it is too long, its further lines are just as far in."""

    spans: tuple[Span, ...] = ()
    indent: int = 0

    @property
    def text(self) -> str:
        """The line without colours."""
        return " " * self.indent + "".join(span.text for span in self.spans)


def line(*parts: str | tuple[str, str], indent: int = 0) -> Paragraph:
    """A paragraph of plain texts and (text, look) pairs, with nothing in it that moves the cursor."""
    pairs = ((part, "") if isinstance(part, str) else part for part in parts)
    return Paragraph(tuple(Span(_harmless(text), look) for text, look in pairs), indent)


def plain(paragraphs: Iterable[Paragraph]) -> str:
    """The paragraphs as text, each on its line."""
    return "\n".join(paragraph.text for paragraph in paragraphs)


def _harmless(text: str) -> str:
    """Line breaks as blanks, everything else that would move the cursor by its number."""
    if text.isprintable():
        return text
    return "".join(" " if character.isspace() else visible_character(character) for character in text)
