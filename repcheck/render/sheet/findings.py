"""Items of findings: a sentence about something wrong, with its remedy."""

from repcheck.model.report import Finding
from repcheck.model.targets import Place
from repcheck.render.page import Page
from repcheck.render.sheet.sheet import Item, ItemResult
from repcheck.words.findings import finding_title

_TEXT = 400
#: A remedy may hold a record to publish.
_REMEDY = 1600
_NAME = 120


def is_unknown(finding: Finding) -> bool:
    """Whether it says that something could not be asked, which its id ends with."""
    return finding.id.endswith("_unknown")


def finding_item(
    finding: Finding,
    page: Page,
    found: ItemResult,
    *,
    about: str | None = None,
    group: str | None = None,
    place: Place | None = None,
) -> Item:
    """One finding; what it says could not be asked is unknown, however little that matters.

    ``about``  whom it concerns when it does not say; None: the run itself
    ``place``  the line of its target; that of the finding itself goes before
    """
    whom = finding.target or about
    return Item(
        about=page.clean(whom or "this run", _NAME),
        rule=f"record/{finding.id}" if whom else f"run/{finding.id}",
        found=ItemResult.UNKNOWN if is_unknown(finding) else found,
        name=finding_title(finding.id),
        what=page.clean(finding.says, _TEXT),
        severity=finding.severity,
        reason=finding.id,
        lines=(page.clean(finding.remedy, _REMEDY),) if finding.remedy else (),
        group=group,
        place=finding.place or place,
    )
