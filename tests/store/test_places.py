"""Where state and cache live, and what is told when they cannot live there."""

from collections.abc import Callable, Mapping
from pathlib import Path

import platformdirs
import pytest

from repcheck.errors import StoreUnavailable
from repcheck.store.places import cache_directory, config_files, state_directory

Place = Callable[[Mapping[str, str]], Path]
BOTH = pytest.mark.parametrize(
    ("place", "systemd", "xdg"),
    [
        (state_directory, "STATE_DIRECTORY", "XDG_STATE_HOME"),
        (cache_directory, "CACHE_DIRECTORY", "XDG_CACHE_HOME"),
    ],
)


@BOTH
def test_systemd_wins_then_xdg(place: Place, systemd: str, xdg: str, tmp_path: Path) -> None:
    environ = {systemd: str(tmp_path / "unit"), xdg: str(tmp_path / "home")}
    assert place(environ) == tmp_path / "unit"
    assert place({xdg: str(tmp_path / "home")}) == tmp_path / "home" / "repcheck"
    assert (tmp_path / "unit").is_dir()
    assert (tmp_path / "home" / "repcheck").stat().st_mode & 0o777 == 0o700


@BOTH
def test_first_of_several_directories_of_a_unit(place: Place, systemd: str, xdg: str, tmp_path: Path) -> None:
    assert place({systemd: f"{tmp_path}/a:{tmp_path}/b"}) == tmp_path / "a"


@BOTH
@pytest.mark.parametrize("useless", ["", "here", "../here"])
def test_else_the_platforms_own(
    place: Place,
    systemd: str,
    xdg: str,
    useless: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv(xdg, raising=False)
    found = place({xdg: useless, systemd: ""})
    assert found.is_dir()
    assert found.is_relative_to(tmp_path)
    assert found.name == "repcheck"


def test_below_the_home_directory_lies_what_the_platform_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    home = {"HOME": str(tmp_path)}
    assert state_directory(home) == platformdirs.user_state_path("repcheck", appauthor=False)
    assert cache_directory(home) == platformdirs.user_cache_path("repcheck", appauthor=False)
    own, _ = config_files(home, "repcheck.yaml")
    assert own == platformdirs.user_config_path("repcheck", appauthor=False) / "repcheck.yaml"


@BOTH
def test_what_cannot_be_made_is_told_in_one_line(
    place: Place, systemd: str, xdg: str, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(StoreUnavailable) as caught:
            place({systemd: str(path)})
        assert str(caught.value).startswith(f"{path}: ")
        assert "\n" not in str(caught.value)


@BOTH
def test_a_relative_path_of_a_unit_is_refused(place: Place, systemd: str, xdg: str) -> None:
    with pytest.raises(StoreUnavailable, match=rf'^\${systemd}: "here" is not an absolute path$'):
        place({systemd: "here"})


@BOTH
def test_no_permission_is_told(
    place: Place, systemd: str, xdg: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)  # root may write anywhere
    with pytest.raises(StoreUnavailable, match="is not writable"):
        place({systemd: str(tmp_path)})


def test_a_user_without_home_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_state_path", lambda *_, **__: Path("~/.local/state/repcheck"))
    with pytest.raises(StoreUnavailable, match="no home directory"):
        state_directory({})
