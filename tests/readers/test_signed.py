"""Proofs of who made a file: a digest, a signature by OpenSSH."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from repcheck.errors import BadInput
from repcheck.readers.signed import NAMESPACE, check_digest, check_signature
from tests.support.patience import PATIENCE

DATA = b"version: 1\n"
needs_ssh = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed: openssh-client"
)


def test_digests() -> None:
    right = hashlib.sha256(DATA).hexdigest()
    check_digest(DATA, right, "--sha256")
    check_digest(DATA, right.upper(), "--sha256")
    with pytest.raises(BadInput, match=f"--sha256: the file is another one: its digest is {right}"):
        check_digest(DATA, "0" * 64, "--sha256")
    for bad in ("", "abc", right[:-1], right + "0", "g" * 64):
        with pytest.raises(BadInput, match="is not a SHA-256 digest"):
            check_digest(DATA, bad, "--sha256")


def sign(folder: Path, name: str, namespace: str = NAMESPACE) -> tuple[Path, bytes]:
    """Public key file and signature of DATA by a fresh key."""
    key, file = folder / name, folder / f"{name}.yaml"
    file.write_bytes(DATA)
    for words in (
        ["-q", "-t", "ed25519", "-N", "", "-C", "a b", "-f", key],
        ["-Y", "sign", "-f", key, "-n", namespace, file],
    ):
        subprocess.run(["ssh-keygen", *map(str, words)], check=True, capture_output=True, timeout=PATIENCE)
    return key.with_suffix(".pub"), file.with_name(file.name + ".sig").read_bytes()


@needs_ssh
def test_signatures(tmp_path: Path) -> None:
    key, signature = sign(tmp_path, "maker")
    other, foreign = sign(tmp_path, "other")
    check_signature(DATA, signature, key, "--signature")
    for data, told, by in (
        (DATA + b"#", signature, key),
        (DATA, signature, other),
        (DATA, foreign, key),
        (DATA, b"", key),
        (DATA, b"\xff\x00", key),
    ):
        with pytest.raises(BadInput, match="--signature: is not a signature of this file by this key"):
            check_signature(data, told, by, "--signature")


@needs_ssh
def test_a_signature_for_another_purpose_does_not_count(tmp_path: Path) -> None:
    key, signature = sign(tmp_path, "maker", "git")
    with pytest.raises(BadInput, match="is not a signature"):
        check_signature(DATA, signature, key, "--signature")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "ssh-ed25519",
        "* ssh-ed25519 AAAA\n* ssh-ed25519 BBBB",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
    ],
)
def test_files_that_are_no_public_key(text: str, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(text, encoding="ascii")
    with pytest.raises(BadInput, match="is not a public key of OpenSSH"):
        check_signature(DATA, b"", file, "--signature")
    with pytest.raises(BadInput, match="cannot be read"):
        check_signature(DATA, b"", tmp_path / "none", "--signature")


@needs_ssh
def test_a_program_that_is_missing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key, signature = sign(tmp_path, "maker")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BadInput, match="ssh-keygen, which is not installed"):
        check_signature(DATA, signature, key, "--signature")
