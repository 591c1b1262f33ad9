"""Participant cards to hold up to the camera."""

from __future__ import annotations

import cv2
import numpy as np
import zxingcpp

from recognition.types import Image

_HEIGHT, _WIDTH, _CODE = 400, 640, 260


def card_picture(number: str) -> Image:
    """A card with its number as a QR code, (400, 640, 3) BGR."""
    code = zxingcpp.create_barcode(number, zxingcpp.BarcodeFormat.QRCode)
    pixels = np.array(zxingcpp.write_barcode_to_image(code, scale=8), dtype=np.uint8)
    side = cv2.resize(pixels, (_CODE, _CODE), interpolation=cv2.INTER_NEAREST)
    card = np.full((_HEIGHT, _WIDTH, 3), 250, dtype=np.uint8)
    card[:64] = (99, 58, 18)
    top = (_HEIGHT + 64 - _CODE) // 2
    card[top : top + _CODE, 330 : 330 + _CODE] = np.asarray(side).reshape(_CODE, _CODE, -1)[:, :, :1]
    _write(card, "KARTU PESERTA", (30, 44), 1.0, (250, 250, 250))
    _write(card, "Nomor", (30, 190), 0.7, (90, 74, 60))
    _write(card, number, (30, 230), 0.85, (43, 27, 15))
    return card


def _write(card: Image, text: str, where: tuple[int, int], size: float, colour: tuple[int, int, int]) -> None:
    cv2.putText(card, text, where, cv2.FONT_HERSHEY_SIMPLEX, size, colour, 2, cv2.LINE_AA)
