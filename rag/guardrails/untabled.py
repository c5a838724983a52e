"""What the tables of a rule do not name, its tone may tell: a warning, held with little confidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Violation

Check = Callable[[Reading, Context], Iterable[Violation]]


def always(reading: Reading, context: Context) -> bool:
    """Whatever is said and was asked."""
    return True


def or_by_tone(check: Check, label: str, grade: str, when: Callable[[Reading, Context], bool] = always) -> Check:
    """The check, and where it finds nothing, the first sentence whose tone has the label, in the grade named."""

    def checked(reading: Reading, context: Context) -> Iterator[Violation]:
        found = False
        for violation in check(reading, context):
            found = True
            yield violation
        if found:
            return
        for tone in reading.tones:
            if tone.label == label and when(reading, context):
                yield Violation(tone.start, tone.end, "warning", grade, doubtful=True)
                return

    return checked
