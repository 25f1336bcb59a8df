"""Which CI system it is, and how files are called there."""

from repcheck.app.ci.where import System, root_of, seen_from, system_of
from repcheck.model.exit_code import ExitCode
from repcheck.model.report import Report, TargetReport
from repcheck.model.targets import Place, Target, TargetKind
from tests.support.tables import each


@each(
    "environ, system, root",
    [
        ({"GITHUB_ACTIONS": "true", "CI": "true", "GITHUB_WORKSPACE": "/w/r"}, System.GITHUB, "/w/r"),
        ({"GITEA_ACTIONS": "true", "GITHUB_WORKSPACE": "/w/r"}, System.GITHUB, "/w/r"),
        ({"GITLAB_CI": "true", "CI_PROJECT_DIR": "/builds/a/b"}, System.GITLAB, "/builds/a/b"),
        ({"TF_BUILD": "True", "BUILD_SOURCESDIRECTORY": "/a/1/s"}, System.AZURE, "/a/1/s"),
        ({"JENKINS_URL": "https://ci.example.com/", "WORKSPACE": "/j"}, System.JENKINS, "/j"),
        ({"GITHUB_ACTIONS": "false"}, System.PLAIN, None),
        ({"GITHUB_ACTIONS": "", "CI": "1", "WORKSPACE": "/j"}, System.PLAIN, None),
        ({}, System.PLAIN, None),
    ],
)
def test_the_environment_shows_where_it_is(environ, system, root) -> None:
    assert system_of(environ) is system
    assert root_of(system, environ) == root


@each(
    "file, root, folder, seen",
    [
        ("targets.txt", "/w/r", "/w/r", "targets.txt"),
        ("./targets.txt", "/w/r", "/w/r", "targets.txt"),
        ("targets.txt", "/w/r", "/w/r/mail", "mail/targets.txt"),
        ("../targets.txt", "/w/r", "/w/r/mail", "targets.txt"),
        ("/w/r/mail/targets.txt", "/w/r", "/tmp", "mail/targets.txt"),
        ("/etc/targets.txt", "/w/r", "/w/r", "/etc/targets.txt"),
        ("targets.txt", None, "/w/r/mail", "targets.txt"),
    ],
)
def test_files_are_named_from_the_top_of_the_repository(file, root, folder, seen) -> None:
    target = Target(value="192.0.2.1", kind=TargetKind.IPV4, place=Place(file, 7))
    other = Target(value="192.0.2.2", kind=TargetKind.IPV4)
    targets = (TargetReport(target=target), TargetReport(target=other))
    report = Report(started="", seconds=0, exit_code=ExitCode.OK, targets=targets)
    found = seen_from(report, root, folder)
    assert [each.target.place for each in found.targets] == [Place(seen, 7), None]
