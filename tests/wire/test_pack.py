"""A pack opens at the stations that it is for, as it was signed, or says why not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wire.makers import DESK, FACTS, NOW, SIGNER, STATION, content, pack
from wire.errors import KeyFormatError, PackError, PackProblem
from wire.pack import MAGIC, OpenedPack, pack_path, parse_pack, read_pack
from wire.pack_content import encode_content
from wire.pack_keys import StationIdentity, StationKey
from wire.signing import PACK_DOMAIN, SigningKey, signed_bytes

PACK = pack()
HEADER_AT = 100
OTHER_SIGNER = SigningKey.from_bytes(bytes(32))


def opened(data: bytes, identity: StationIdentity = STATION) -> OpenedPack:
    sealed = parse_pack(data)
    return sealed.open(sealed.verify([OTHER_SIGNER.public, SIGNER.public]), identity)


def problem(data: bytes, open_it: Callable[[bytes], object] = opened) -> PackProblem:
    with pytest.raises(PackError) as caught:
        open_it(data)
    return caught.value.problem


def header_of(data: bytes) -> dict[str, object]:
    found = json.loads(parse_pack(data).raw_header)
    assert isinstance(found, dict)
    return found


def signed_again(header: bytes, ciphertext: bytes, key: SigningKey = SIGNER) -> bytes:
    """What a signer whose program is broken would make; by hand, as `docs/pack.md` has it."""
    digest = hashlib.sha256(MAGIC + header).hexdigest()
    signature = key._key.sign(signed_bytes(PACK_DOMAIN, digest))
    return MAGIC + len(header).to_bytes(4, "big") + bytes.fromhex(key.public.id) + signature + header + ciphertext


def changed(**fields: object) -> bytes:
    """The pack with other words in its header, properly signed."""
    header = json.dumps(header_of(PACK) | fields, sort_keys=True, separators=(",", ":")).encode()
    return signed_again(header, parse_pack(PACK).ciphertext)


def test_a_station_that_it_is_for_finds_what_was_packed() -> None:
    found, made = opened(PACK), content()
    assert found.content.header == made.header
    assert found.content.photos == made.photos
    assert (found.content.templates == made.templates).all()
    assert (found.header.pack_id, found.header.candidates) == (FACTS.pack_id, 2)
    assert (found.header.not_before, found.header.expires_at) == (FACTS.not_before, FACTS.expires_at)
    assert [each.station_id for each in found.header.recipients] == ["desk-1"]
    assert found.digest == hashlib.sha256(MAGIC + parse_pack(PACK).raw_header).hexdigest()


def test_every_station_that_it_is_for_opens_it_with_its_own_key() -> None:
    other = StationIdentity.generate()
    data = pack(to=[DESK, StationKey("desk-2", other.recipient)])
    assert opened(data, other).digest == opened(data).digest


def test_the_header_is_read_without_any_key_and_names_no_candidate() -> None:
    header = parse_pack(PACK).claims()
    assert (header.session.venue, header.model_id, header.signer) == ("Palembang", "test", SIGNER.public.id)
    assert b"Peserta" not in PACK
    assert b"C0" not in parse_pack(PACK).raw_header


def test_the_same_content_has_the_same_digest_in_every_pack_and_never_the_same_ciphertext() -> None:
    one, two = header_of(PACK), header_of(pack())
    assert one["plaintext_sha256"] == two["plaintext_sha256"] == hashlib.sha256(encode_content(content())).hexdigest()
    assert one["ciphertext_sha256"] != two["ciphertext_sha256"]


def test_age_itself_opens_what_lies_behind_the_header() -> None:
    (length,) = (int.from_bytes(PACK[16:20], "big"),)
    plaintext = pyrage.decrypt(PACK[HEADER_AT + length :], [pyrage.x25519.Identity.from_str(STATION.secret_text())])
    assert plaintext == encode_content(content())


def test_a_pack_with_any_single_bit_flipped_is_refused() -> None:
    accepted = []
    for bit in range(len(PACK) * 8):
        data = bytearray(PACK)
        data[bit // 8] ^= 1 << bit % 8
        try:
            parse_pack(bytes(data)).verify([SIGNER.public])
            accepted.append(bit)
        except PackError:
            continue
    assert accepted == []


@given(st.data())
def test_a_pack_with_anything_replaced_is_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(PACK)))
    end = data.draw(st.integers(start, min(len(PACK), start + 40)))
    new = data.draw(st.binary(max_size=40).filter(lambda each: each != PACK[start:end]))
    whole = PACK[:start] + new + PACK[end:]
    if whole != PACK:  # such as one zero byte among others
        problem(whole)


@given(st.integers(0, len(PACK) - 1))
def test_a_pack_that_is_cut_off_anywhere_says_so(length: int) -> None:
    assert problem(PACK[:length]) is PackProblem.TRUNCATED


@given(st.binary(min_size=1, max_size=400))
def test_bytes_behind_the_end_are_refused(more: bytes) -> None:
    assert problem(PACK + more) is PackProblem.ALTERED


@given(st.binary(min_size=1, max_size=200).filter(lambda data: not MAGIC.startswith(data)))
def test_something_else_is_no_pack(data: bytes) -> None:
    assert problem(data) is PackProblem.NOT_A_PACK


@pytest.mark.parametrize("version", [b"2", b"9", b"10", b"123"])
def test_a_newer_format_is_named(version: bytes) -> None:
    with pytest.raises(PackError, match=f"format {version.decode()}, this program reads format 1: update Hadir") as it:
        opened(PACK.replace(b"pack 1", b"pack " + version, 1))
    assert it.value.problem is PackProblem.NEWER_FORMAT


def test_a_header_that_claims_to_be_huge_is_refused_unread() -> None:
    assert problem(PACK[:16] + b"\x7f\xff\xff\xff" + PACK[20:]) is PackProblem.ALTERED


def test_a_pack_without_a_signature_is_called_unsigned() -> None:
    assert problem(PACK[:20] + bytes(80) + PACK[HEADER_AT:]) is PackProblem.UNSIGNED


def test_a_pack_of_another_signer_is_not_trusted_and_its_key_is_named() -> None:
    data = pack(key=SigningKey.from_bytes(bytes([7] * 32)))
    with pytest.raises(PackError, match=f"signed with key {parse_pack(data).key_id}, not trusted here") as caught:
        opened(data)
    assert caught.value.problem is PackProblem.UNTRUSTED


def test_another_signer_cannot_pass_for_a_trusted_one() -> None:
    data = pack(key=OTHER_SIGNER)
    assert problem(data[:20] + bytes.fromhex(SIGNER.public.id) + data[36:]) is PackProblem.ALTERED


def test_a_signature_for_another_purpose_signs_no_pack() -> None:
    sealed = parse_pack(PACK)
    signature = SIGNER._key.sign(signed_bytes("hadir report 2", sealed.digest))
    assert problem(PACK[:36] + signature + PACK[HEADER_AT:]) is PackProblem.ALTERED


def test_the_header_is_not_parsed_before_its_signature_is_good() -> None:
    broken = signed_again(b"no JSON", b"")
    assert problem(broken) is PackProblem.INVALID
    assert problem(broken[:-1] + b"M") is PackProblem.ALTERED


@pytest.mark.parametrize(
    "fields",
    [
        {"format": 2},
        {"unknown": 1},
        {"pack_id": "x"},
        {"recipients": []},
        {"recipients": [{"station_id": "desk-1", "recipient": "age1short"}]},
        {"not_before": "2026-10-20T00:00:00Z"},
        {"expires_at": "2026-10-20T00:00:00"},
        {"expires_at": "9999-12-31T23:59:59Z"},
        {"signer": OTHER_SIGNER.public.id},
        {"plaintext_size": 2**40},
        {"candidates": -1},
        {"model_id": "t\u00e9st"},  # written with an escape: not canonical
    ],
)
def test_a_signed_header_that_makes_no_sense_is_refused(fields: dict[str, object]) -> None:
    assert problem(changed(**fields)) is PackProblem.INVALID


@pytest.mark.parametrize("fields", [{"candidates": 3}, {"model_id": "other"}])
def test_a_header_that_tells_of_other_content_is_refused(fields: dict[str, object]) -> None:
    assert problem(changed(**fields)) is PackProblem.INVALID


@pytest.mark.parametrize("fields", [{"plaintext_sha256": "0" * 64}, {"plaintext_size": 1}])
def test_other_content_than_was_signed_is_refused(fields: dict[str, object]) -> None:
    assert problem(changed(**fields)) is PackProblem.ALTERED


def test_a_header_in_other_words_for_the_same_is_refused() -> None:
    sealed = parse_pack(PACK)
    doubled = sealed.raw_header[:-1] + b',"format":1}'
    assert problem(signed_again(doubled, sealed.ciphertext)) is PackProblem.INVALID


def test_a_station_that_it_is_not_for_is_told_for_whom_it_is() -> None:
    stations = [StationKey(f"desk-{i}", StationIdentity.generate().recipient) for i in range(7)]
    with pytest.raises(PackError, match=r"is for desk-0, .*, desk-4 and 2 more, not for this station") as caught:
        opened(pack(to=stations))
    assert caught.value.problem is PackProblem.NOT_FOR_THIS_STATION


def test_a_station_that_is_named_but_was_not_encrypted_to_is_refused() -> None:
    stranger = StationIdentity.generate()
    recipients = [{"station_id": "desk-9", "recipient": stranger.recipient}]
    assert problem(changed(recipients=recipients), lambda data: opened(data, stranger)) is PackProblem.ALTERED


def test_what_can_never_be_opened_is_not_built() -> None:
    with pytest.raises(PackError, match="expected at least one station"):
        pack(to=[])
    with pytest.raises(PackError, match="not_before to be before expires_at"):
        pack(facts=replace(FACTS, expires_at=FACTS.not_before))
    with pytest.raises(KeyFormatError, match="age recipient"):
        pack(to=[StationKey("desk-1", "age1nobody")])
    with pytest.raises(PackError, match="station_id: String should match"):
        pack(to=[replace(DESK, station_id="not an id")])
    with pytest.raises(PackError, match="expires_at"):
        pack(facts=replace(FACTS, expires_at=(NOW + timedelta(days=1)).replace(tzinfo=None)))


def test_a_file_is_read_or_it_is_told_why_not(tmp_path: Path) -> None:
    assert problem(b"", lambda _: read_pack(tmp_path / "SKD-1.pack")) is PackProblem.UNREADABLE
    assert problem(b"", lambda _: read_pack(tmp_path)) is PackProblem.UNREADABLE
    (tmp_path / "SKD-1.pack").write_bytes(PACK)
    assert read_pack(tmp_path / "SKD-1.pack").digest == parse_pack(PACK).digest


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
def test_two_sessions_never_share_a_file_and_none_leaves_the_folder(one: str, other: str) -> None:
    folder = Path("packs")
    path = pack_path(folder, one)
    assert path.parent == folder
    assert len(path.name) < 120
    same = path.name.lower() == pack_path(folder, other).name.lower()  # Windows makes no difference
    assert same == (one == other)
