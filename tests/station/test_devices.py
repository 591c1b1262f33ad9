"""The cameras of a computer are known by name, and what cannot deliver pictures is none."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import pytest

from station.camera.devices import (
    CameraDevice,
    captures_pictures,
    linux_cameras,
    list_cameras,
    node_captures,
    probed_cameras,
)


def node(folder: Path, number: int, name: str, index: int = 0) -> None:
    made = folder / f"video{number}"
    made.mkdir(parents=True)
    (made / "name").write_text(name + "\n")
    (made / "index").write_text(f"{index}\n")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A laptop with a camera of its own and two of one make, each with a node for data about its pictures."""
    node(tmp_path, 10, "Logitech C270")
    node(tmp_path, 0, "Integrated Camera: Integrated C")
    node(tmp_path, 1, "Integrated Camera: Integrated C", index=1)
    node(tmp_path, 2, "Logitech C270")
    node(tmp_path, 3, "Logitech C270", index=1)
    (tmp_path / "v4l-subdev0").mkdir()
    return tmp_path


def test_cameras_have_their_names_in_the_order_of_their_numbers(tree: Path) -> None:
    assert linux_cameras(tree, lambda number: number in (0, 2, 10)) == (
        CameraDevice("0", "Integrated Camera"),
        CameraDevice("2", "Logitech C270 (1)"),
        CameraDevice("10", "Logitech C270 (2)"),
    )


def test_of_nodes_that_do_not_answer_each_devices_first_counts(tree: Path) -> None:
    assert [camera.target for camera in linux_cameras(tree, lambda number: None)] == ["0", "2", "10"]


def test_a_first_node_that_cannot_capture_is_no_camera(tree: Path) -> None:
    assert linux_cameras(tree, lambda number: False) == ()


def test_a_camera_without_a_name_is_one_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "video4").mkdir()
    assert linux_cameras(tmp_path, lambda number: True) == (CameraDevice("4", ""),)


def test_a_name_with_a_colon_that_is_no_echo_stays(tmp_path: Path) -> None:
    node(tmp_path, 0, "Dummy video device: loopback")
    assert linux_cameras(tmp_path, lambda number: True)[0].name == "Dummy video device: loopback"


def test_a_computer_without_cameras_has_none(tmp_path: Path) -> None:
    assert linux_cameras(tmp_path / "gone") == ()


def capability(whole: int, of_node: int) -> bytes:
    return struct.pack("16s32s32s6I", b"uvcvideo", b"Camera", b"usb-1", 0x060000, whole, of_node, 0, 0, 0)


@pytest.mark.parametrize(
    ("whole", "of_node", "expected"),
    [
        (0x84A00001, 0x04200001, True),
        (0x84A00001, 0x04A00000, False),  # the same webcam's second node: metadata
        (0x84001000, 0x04001000, True),  # more than one plane
        (0x04000001, 0, True),  # a driver that does not tell of its nodes
        (0x04000002, 0, False),  # an output
    ],
)
def test_what_a_node_can_do_is_read_from_its_own_capabilities(whole: int, of_node: int, expected: bool) -> None:
    assert captures_pictures(capability(whole, of_node)) is expected


@pytest.mark.skipif(sys.platform == "win32", reason="no device nodes")
def test_a_node_that_is_none_does_not_answer(tmp_path: Path) -> None:
    (tmp_path / "video0").write_bytes(b"not a device")
    assert node_captures(0, tmp_path) is None
    assert node_captures(1, tmp_path) is None


def test_where_nothing_tells_names_numbers_are_tried_but_not_those_in_use() -> None:
    tried: list[int] = []

    def opens(number: int) -> bool:
        tried.append(number)
        return number == 3

    assert probed_cameras(opens, in_use=("0",)) == (CameraDevice("0", ""), CameraDevice("3", ""))
    assert tried == [1, 2, 3, 4]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="opens this computer's cameras")
def test_this_computers_cameras_can_be_asked_for() -> None:
    assert all(camera.target.isdigit() for camera in list_cameras())
