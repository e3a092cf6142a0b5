"""Files written whole or not at all."""

import os
from pathlib import Path

import pytest

from qualcase.errors import StoreError
from qualcase.formats.whole_file import write_whole


def test_a_file_is_replaced_as_a_whole(tmp_path):
    path = tmp_path / "t.csv"
    write_whole(path, b"old")
    assert write_whole(path, b"new") == path
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_nothing_half(tmp_path, monkeypatch, broken):
    path = tmp_path / "t.csv"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os if broken == "fsync" else Path, broken, full)
    with pytest.raises(StoreError, match=r"t\.csv.*No space left on device.*has room"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(StoreError, match=r"there is no folder .*sub'\. Make it first"):
        write_whole(tmp_path / "sub" / "t.csv", b"")
    with pytest.raises(OSError, match="it is a folder"):
        write_whole(tmp_path, b"")
    with pytest.raises(StoreError, match="File name too long"):
        write_whole(tmp_path / ("x" * 300), b"")


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.csv").write_bytes(b"old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    write_whole(tmp_path / "link.csv", b"new")
    assert (tmp_path / "real.csv").read_bytes() == b"new"
    assert (tmp_path / "link.csv").is_symlink()
