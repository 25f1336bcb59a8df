"""A cluster that speaks TLS, and those that are refused: each in one line, with exit code 2."""

import json
from collections.abc import Iterator, Mapping

import dask
import pytest

from repcheck._version import __version__
from tests.real.clusters import Certificates, DaskProcesses, dask_processes
from tests.support.typed import typed_text

pytest.importorskip("distributed", reason="Dask is not installed (pip install 'repcheck[cluster]')")

# what Dask leaves open when a handshake fails is not ours
pytestmark = pytest.mark.filterwarnings("default")

TARGETS = ("192.0.2.10", "192.0.2.1")


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("tls"), "ours")


@pytest.fixture(scope="module")
def encrypted(
    certificates: Certificates, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DaskProcesses]:
    with dask_processes(tmp_path_factory.mktemp("encrypted"), 2, certificates) as processes:
        yield processes


def checked(address: str, settings: Mapping[str, str], *options: str) -> tuple[int, str, str]:
    """Exit code, output and errors of a check with this cluster."""
    command = ("check", *TARGETS, "--any-address", "--cluster", address, *options)
    with dask.config.set(settings):
        done = typed_text(*command)
    return done.returncode, done.stdout, done.stderr


def refused(address: str, settings: Mapping[str, str]) -> str:
    code, printed, said = checked(address, settings)
    assert (code, printed) == (2, "")
    (line,) = said.splitlines()
    return line


def test_over_tls_the_report_is_that_of_one_process(encrypted, certificates, catalog, rbldnsd):
    where = ("--catalog", str(catalog), "--lists", "all", "--resolver", rbldnsd.resolver, "--format", "json")
    assert encrypted.address.startswith("tls://")
    code, printed, said = checked(encrypted.address, certificates.settings, *where)
    done = typed_text("check", *TARGETS, "--any-address", *where)
    assert (code, said) == (done.returncode, "")
    reports = [json.loads(text) for text in (printed, done.stdout)]
    states = [
        [
            (seen["list"], seen["state"], seen["codes"])
            for found in report["targets"]
            for seen in found["observations"]
        ]
        for report in reports
    ]
    assert states[0] == states[1]
    assert any(state == "listed" for _, state, _ in states[0])


def test_an_authority_that_did_not_sign_the_scheduler_is_refused(encrypted, tmp_path):
    said = refused(encrypted.address, Certificates(tmp_path, "theirs").settings)
    assert "no scheduler answers" in said
    assert "certificate" in said.lower()


def test_a_client_without_certificates_is_told_what_dask_calls_them(encrypted):
    assert "distributed.comm.tls.ca-file" in refused(encrypted.address, {})


def test_a_scheduler_that_wants_tls_is_not_reached_without(encrypted):
    assert "no scheduler answers" in refused(encrypted.address.replace("tls://", "tcp://"), {})


def test_a_worker_that_runs_another_repcheck_is_named(tmp_path):
    with dask_processes(tmp_path, 1, version="0.0.9") as processes:
        said = refused(processes.address, {})
    assert "the worker tcp://127.0.0.1:" in said
    assert "runs repcheck 0.0.9 on Python" in said
    assert f"and this is repcheck {__version__} on Python" in said
    assert said.endswith("install the same there")
