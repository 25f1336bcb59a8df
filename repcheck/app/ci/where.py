"""Which CI system this is, by the variables that it sets, and where its copy of the repository lies. Pure."""

import os.path
from collections.abc import Mapping
from enum import StrEnum

import msgspec

from repcheck.model.report import Report, TargetReport
from repcheck.model.targets import Place


class System(StrEnum):
    """The CI systems that are known; ``plain``: any other place."""

    GITHUB = "github"
    GITLAB = "gitlab"
    AZURE = "azure"
    JENKINS = "jenkins"
    PLAIN = "plain"


#: The variable that each system documents as its mark. Forgejo and Gitea speak GitHub's language.
_MARKS = {
    System.GITHUB: ("GITHUB_ACTIONS", "GITEA_ACTIONS", "FORGEJO_ACTIONS"),
    System.GITLAB: ("GITLAB_CI",),
    System.AZURE: ("TF_BUILD",),
    System.JENKINS: ("JENKINS_URL",),
}
#: The top of the repository: annotations name files from there.
_ROOTS = {
    System.GITHUB: "GITHUB_WORKSPACE",
    System.GITLAB: "CI_PROJECT_DIR",
    System.AZURE: "BUILD_SOURCESDIRECTORY",
    System.JENKINS: "WORKSPACE",
}
_OFF = ("", "0", "false")


def system_of(environ: Mapping[str, str]) -> System:
    """Where this runs."""
    for system, names in _MARKS.items():
        if any(environ.get(name, "").lower() not in _OFF for name in names):
            return system
    return System.PLAIN


def root_of(system: System, environ: Mapping[str, str]) -> str | None:
    """The top of the repository; None: unknown, files are called as the user called them."""
    return environ.get(_ROOTS.get(system, "")) or None


def seen_from(report: Report, root: str | None, folder: str) -> Report:
    """The report with its files named from ``root``.

    ``folder``  where the run was started: what the user named is found from there
    """
    if root is None:
        return report
    targets = tuple(_moved(target, root, folder) for target in report.targets)
    return msgspec.structs.replace(report, targets=targets)


def _moved(found: TargetReport, root: str, folder: str) -> TargetReport:
    place = found.target.place
    if place is None:
        return found
    path = os.path.relpath(os.path.normpath(os.path.join(folder, place.file)), root)  # noqa: PTH118 - text alone
    if path.startswith(os.pardir):
        return found  # a file of another place, which the repository does not hold
    target = msgspec.structs.replace(found.target, place=Place(path, place.line))
    return msgspec.structs.replace(found, target=target)
