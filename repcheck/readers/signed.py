"""Whether a file is the one that its maker meant: a digest, or a detached signature."""

import hashlib
import hmac
import re
import subprocess
import tempfile
from pathlib import Path

from repcheck.errors import BadInput, UnreadableFile
from repcheck.files import read_bounded

#: Who signs a catalog does it for this purpose (``ssh-keygen -Y sign -n``), so that no other signature
#: of the same key, as of a commit, can stand in for it.
NAMESPACE = "repcheck-catalog"
_SIGNER = "catalog"
_PROGRAM = "ssh-keygen"
_PATIENCE = 20
_DIGEST = re.compile(r"[0-9a-fA-F]{64}")
_KEY = re.compile(r"(?:[\w@.-]{1,64}-)?(?:ed25519|rsa|ecdsa)[\w@.-]{0,64} [A-Za-z0-9+/=]+(?: [^\n]*)?")
_KEY_BYTES = 16_384


def check_digest(data: bytes, wanted: str, option: str) -> None:
    """Raises BadInput when the SHA-256 digest of ``data`` is another one."""
    if not _DIGEST.fullmatch(wanted):
        raise BadInput("is not a SHA-256 digest: 64 hexadecimal digits", option)
    found = hashlib.sha256(data).hexdigest()
    if not hmac.compare_digest(found, wanted.lower()):
        raise BadInput(f"the file is another one: its digest is {found}", option)


def check_signature(data: bytes, signature: bytes, key_file: Path, option: str) -> None:
    """Raises BadInput when ``signature`` is not one of ``data`` by the key in ``key_file``.

    Signatures and keys are OpenSSH's (``ssh-keygen -Y sign``, PROTOCOL.sshsig), and OpenSSH checks them:
    cryptography of our own would be the weaker choice.
    """
    key = _public_key(key_file)
    with tempfile.TemporaryDirectory(prefix="repcheck-") as name:
        folder = Path(name)
        (folder / "signature").write_bytes(signature)
        (folder / "signers").write_text(f'{_SIGNER} namespaces="{NAMESPACE}" {key}\n', encoding="ascii")
        command = [_PROGRAM, "-Y", "verify", "-f", str(folder / "signers"), "-I", _SIGNER, "-n", NAMESPACE]
        command += ["-s", str(folder / "signature")]
        try:
            done = subprocess.run(  # noqa: S603 - every word is ours
                command, input=data, capture_output=True, timeout=_PATIENCE, check=False
            )
        except FileNotFoundError:
            raise BadInput("signatures are checked by ssh-keygen, which is not installed", option) from None
        except subprocess.TimeoutExpired:
            raise BadInput("ssh-keygen did not answer", option) from None
    if done.returncode != 0:
        raise BadInput("is not a signature of this file by this key", option)


def _public_key(path: Path) -> str:
    try:
        text = read_bounded(path, _KEY_BYTES).decode("ascii").strip()
    except UnicodeDecodeError:
        raise UnreadableFile("is not a public key of OpenSSH", str(path)) from None
    if not _KEY.fullmatch(text):
        raise UnreadableFile("is not a public key of OpenSSH (ssh-ed25519 AAAA...), one line", str(path))
    return " ".join(text.split()[:2])
