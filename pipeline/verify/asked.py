"""Which time a claim is about, and which edition of a reference was in force then."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records import Claim


@dataclass(frozen=True, slots=True)
class Asked:
    """The dates that a claim is about, as ISO texts of any precision; `stated` where the text gives them.

    Without a stated time it is about the day on which its document appeared, and about now (both None) where that is
    not known either.
    """

    earliest: str | None
    latest: str | None
    stated: bool

    @property
    def years(self) -> tuple[int, int] | None:
        """First and last year."""
        return (int(self.earliest[:4]), int(self.latest[:4])) if self.earliest and self.latest else None

    def edition(self, since: str) -> int | None:
        """The newest edition that could be read at the end of the time asked; None for the newest there is.

        `since` is the day of the year ("07-01") from which on the edition of that year counts for a document of it. A
        year that the text states has an edition of its own.
        """
        if self.latest is None:
            return None
        year = int(self.latest[:4])
        return year if self.stated or self.latest[5:] >= since or len(self.latest) < 10 else year - 1


def asked(claim: Claim) -> Asked:
    """The time that a claim states, else the date of its document."""
    for qualifier in claim.qualifiers:
        time = qualifier.time
        if qualifier.role == "time" and time and _year(time.earliest) and _year(time.latest):
            return Asked(time.earliest, time.latest, stated=True)
    published = claim.document.published
    return Asked(published, published, stated=False)


def _year(date: str | None) -> bool:
    """Whether a date begins with a year of our era."""
    return bool(date) and str(date)[:4].isdigit()
