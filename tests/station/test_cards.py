"""Cards held up to the camera are read, once for each time they are held up."""

from __future__ import annotations

import numpy as np
import pytest
import zxingcpp

from demo.cards import card_picture
from recognition.types import Frame, Image
from station.camera.replay import ReplayCamera, Scene
from station.cards import FORGET_AFTER, CardWatch, read_card

NUMBER = "24300110012345"


def frame(picture: Image) -> Frame:
    return Frame(1, 0.0, picture, "test")


def test_a_moving_noisy_card_is_read_in_nearly_every_picture() -> None:
    camera = ReplayCamera(Scene((card_picture(NUMBER),), filling=0.7), seed=1)
    read = [read_card(frame(camera.render())) for _ in range(10)]
    assert set(read) <= {NUMBER, None}
    assert read.count(NUMBER) >= 8


@pytest.mark.parametrize("kind", ["QRCode", "DataMatrix", "Code128", "Code39", "PDF417"])
def test_the_usual_kinds_of_code_are_read(kind: str) -> None:
    code = zxingcpp.create_barcode(NUMBER, zxingcpp.barcode_format_from_str(kind))
    pixels = np.array(zxingcpp.write_barcode_to_image(code, scale=3), dtype=np.uint8)
    picture = np.full((pixels.shape[0] + 80, pixels.shape[1] + 80, 3), 255, dtype=np.uint8)
    picture[40:-40, 40:-40] = pixels.reshape(*pixels.shape[:2], -1)[:, :, :1]
    assert read_card(frame(picture)) == NUMBER


@pytest.mark.parametrize("text", ["A" * 121, "12\n34", " "])
def test_a_code_that_cannot_be_a_number_is_not_taken_for_one(text: str) -> None:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    pixels = np.array(zxingcpp.write_barcode_to_image(code, scale=5), dtype=np.uint8)
    picture = np.full((pixels.shape[0] + 80, pixels.shape[1] + 80, 3), 255, dtype=np.uint8)
    picture[40:-40, 40:-40] = pixels.reshape(*pixels.shape[:2], -1)[:, :, :1]
    assert read_card(frame(picture)) is None


def test_no_code_no_number(face_photo: Image) -> None:
    assert read_card(frame(np.ascontiguousarray(face_photo))) is None


def test_a_card_still_held_up_is_not_presented_again() -> None:
    watch = CardWatch()
    assert watch.newly_presented("1", 0.0)
    assert not watch.newly_presented("1", 0.2)
    assert not watch.newly_presented(None, 0.3)
    assert not watch.newly_presented(None, 4.0)
    assert not watch.newly_presented("1", 0.3 + FORGET_AFTER)
    assert watch.newly_presented("2", 6.0)
    assert watch.newly_presented("1", 6.1)


def test_a_card_out_of_view_for_long_enough_is_presented_again() -> None:
    watch = CardWatch()
    watch.newly_presented("1", 0.0)
    watch.newly_presented(None, 1.0)
    assert watch.newly_presented("1", 1.0 + FORGET_AFTER + 0.01)


def test_a_card_that_lies_in_view_during_a_check_in_does_not_begin_another() -> None:
    watch = CardWatch()
    assert watch.newly_presented("1", 0.0)
    watch.newly_presented(None, 0.1)
    watch.resume()
    assert not watch.newly_presented("1", 60.0)
