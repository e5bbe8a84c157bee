"""What the text of a report says in figures. Pure: text in, frozen values out; knows no workbook and no library.

Positions count characters of the text as given, so that ``text[figure.start:figure.end]`` is what was written.

- ``figures(text)``: every figure with its unit, from left to right (`figures.py`). ``value`` is in the base unit
  (money 万元, rates in percentage points, anything else as printed), ``words`` as written, ``more``/``vague``/``high``
  say 余/多, 约/左右/以上/≤ and the upper end of a range; ``agrees_with(exact)`` whether it may stand for an exact value.
- ``sentences(text)``: sentences with their figures (`sentences.py`); ``before(figure)`` and ``after(figure)`` are the
  words of the clause on either side of a figure, ``clause(figure)`` is the clause that holds it.
- ``role(sentence, figure)``: what those words make of it: 计划, 到位, 支出, 结余, 执行率, 占比 … (`roles.py`).
- ``claims(text)`` (`arithmetic.py`): everything the text reckons — sums (`sums.py`), balances, rates and shares
  (`rates.py`), averages and products (`averages.py`), counts (`counts.py`), facts told twice (`facts.py`) — each as a
  ``Claim`` with what the other figures give and whether it holds. A paragraph first becomes ``statements`` (figure,
  role, subject, topic), 其中 lists become ``breakdowns``, and what is told of one subject an ``Account``.
- ``wholes(text, names, …)`` (`wholes.py`), ``mentions`` (`stages.py`), ``shares`` (`shares.py`), ``counted_lists``
  (`named_lists.py`): figures that a form states too, for the checks to compare.
- ``quoted(text, start, end)``: the passage of a finding, short enough to be shown.
"""

from xlperf.narrative.figures import Figure, Kind, figures, plain
from xlperf.narrative.roles import Role, role
from xlperf.narrative.sentences import Sentence, quoted, sentences

__all__ = ["Figure", "Kind", "Role", "Sentence", "figures", "plain", "quoted", "role", "sentences"]
