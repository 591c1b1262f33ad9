"""What to tell a candidate about their photos: what is wrong, and what to do. Nobody is accused of anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from enrollment.triage.triage import Finding, Triaged

MOST = 3  # findings in one message; nobody mends more at a time, and the first are told first


class Language(StrEnum):
    """A language that candidates are written to in, by its code (ISO 639-1)."""

    INDONESIAN = "id"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Sentence:
    """``wrong`` says what it is, after ``{photo}`` where one of several photos may be meant; ``todo`` what to do."""

    wrong: str
    todo: str


_SENTENCES: dict[Language, dict[Finding, Sentence]] = {
    Language.INDONESIAN: {
        Finding.NO_PHOTO: Sentence(
            "Kami belum menerima foto Anda.",
            "Mohon unggah foto terbaru Anda yang terang, menghadap kamera, tanpa kacamata hitam dan tanpa masker.",
        ),
        Finding.NO_USABLE_PHOTO: Sentence(
            "Belum ada foto Anda yang dapat digunakan untuk pemeriksaan wajah.",
            "Mohon unggah foto baru yang terang dan tajam, menghadap kamera, tanpa kacamata hitam dan tanpa masker.",
        ),
        Finding.NOT_RECEIVED: Sentence(
            "{photo} tidak kami terima dengan lengkap.",
            "Mohon unggah ulang foto tersebut.",
        ),
        Finding.OUTSIDE: Sentence(
            "{photo} tidak kami terima dengan lengkap.",
            "Mohon unggah ulang foto tersebut.",
        ),
        Finding.UNREADABLE: Sentence(
            "{photo} tidak dapat dibaca.",
            "Mohon unggah ulang foto tersebut.",
        ),
        Finding.MISNAMED: Sentence(
            "Akhiran nama berkas {photo} tidak sesuai dengan jenis gambarnya.",
            "Mohon unggah ulang foto dalam format JPEG atau PNG.",
        ),
        Finding.NOT_A_PICTURE: Sentence(
            "{photo} tidak dapat dibuka karena berkasnya rusak atau bukan berkas gambar.",
            "Mohon unggah ulang foto dalam format JPEG atau PNG.",
        ),
        Finding.TOO_LARGE: Sentence(
            "Ukuran berkas {photo} terlalu besar.",
            "Mohon unggah ulang foto dengan ukuran berkas yang lebih kecil.",
        ),
        Finding.NO_FACE: Sentence(
            "Wajah tidak ditemukan pada {photo}.",
            "Mohon unggah foto baru yang memperlihatkan seluruh wajah Anda, menghadap kamera.",
        ),
        Finding.SEVERAL_FACES: Sentence(
            "Ada lebih dari satu wajah pada {photo}.",
            "Mohon unggah foto yang hanya memperlihatkan wajah Anda sendiri.",
        ),
        Finding.SAME_PICTURE_ELSEWHERE: Sentence(
            "{photo} sama persis dengan foto yang diunggah untuk nomor peserta lain; bisa jadi ini hanya kekeliruan.",
            "Mohon unggah foto Anda sendiri yang terbaru, atau hubungi panitia pendaftaran.",
        ),
        Finding.GENERATED: Sentence(
            "Menurut keterangan di dalam berkasnya, {photo} dibuat atau diubah dengan kecerdasan buatan (AI).",
            "Mohon unggah foto asli yang diambil langsung dengan kamera.",
        ),
        Finding.DISAGREES: Sentence(
            "Wajah pada {photo} tampak kurang mirip dengan foto Anda yang lain.",
            "Mohon periksa kembali apakah semua foto adalah foto terbaru Anda sendiri, lalu ganti yang tidak sesuai.",
        ),
        Finding.TOO_SMALL: Sentence(
            "Wajah pada {photo} terlalu kecil.",
            "Mohon unggah foto baru yang diambil lebih dekat, dengan resolusi lebih tinggi.",
        ),
        Finding.BLURRED: Sentence(
            "{photo} kurang tajam atau buram.",
            "Mohon unggah foto baru yang tajam; usahakan kamera tidak bergerak saat memotret.",
        ),
        Finding.DARK: Sentence(
            "{photo} terlalu gelap.",
            "Mohon unggah foto baru yang diambil di tempat terang, dengan cahaya dari depan.",
        ),
        Finding.OVEREXPOSED: Sentence(
            "{photo} terlalu terang sehingga wajah kurang jelas.",
            "Mohon unggah foto baru tanpa lampu kilat dan tanpa sinar matahari langsung pada wajah.",
        ),
        Finding.TILTED: Sentence(
            "Kepala Anda tampak miring pada {photo}.",
            "Mohon unggah foto baru dengan kepala tegak.",
        ),
        Finding.TURNED: Sentence(
            "Wajah Anda tidak menghadap kamera pada {photo}.",
            "Mohon unggah foto baru dengan wajah menghadap lurus ke kamera.",
        ),
        Finding.LOW_QUALITY: Sentence(
            "Wajah pada {photo} sulit dikenali.",
            "Mohon unggah foto baru yang terang, menghadap kamera, tanpa kacamata hitam, masker, atau penutup wajah.",
        ),
        Finding.LIKELY_EDITED: Sentence(
            "Berkas {photo} menunjukkan tanda-tanda pernah diolah dengan aplikasi pengolah gambar.",
            "Mohon unggah foto asli tanpa filter dan tanpa suntingan pada wajah.",
        ),
    },
    Language.ENGLISH: {
        Finding.NO_PHOTO: Sentence(
            "We have not received a photo of you yet.",
            "Please upload a recent, well-lit photo in which you face the camera, without sunglasses or a mask.",
        ),
        Finding.NO_USABLE_PHOTO: Sentence(
            "None of your photos can be used for the face check so far.",
            "Please upload a new, bright and sharp photo in which you face the camera, without sunglasses or a mask.",
        ),
        Finding.NOT_RECEIVED: Sentence(
            "{photo} did not reach us completely.",
            "Please upload that photo again.",
        ),
        Finding.OUTSIDE: Sentence(
            "{photo} did not reach us completely.",
            "Please upload that photo again.",
        ),
        Finding.UNREADABLE: Sentence(
            "{photo} cannot be read.",
            "Please upload that photo again.",
        ),
        Finding.MISNAMED: Sentence(
            "The file name of {photo} ends differently from the kind of picture that it is.",
            "Please upload the photo again as a JPEG or PNG file.",
        ),
        Finding.NOT_A_PICTURE: Sentence(
            "{photo} cannot be opened: the file is damaged or is not a picture.",
            "Please upload the photo again as a JPEG or PNG file.",
        ),
        Finding.TOO_LARGE: Sentence(
            "{photo} is too large.",
            "Please upload the photo again as a smaller file.",
        ),
        Finding.NO_FACE: Sentence(
            "No face was found in {photo}.",
            "Please upload a new photo that shows your whole face, looking at the camera.",
        ),
        Finding.SEVERAL_FACES: Sentence(
            "There is more than one face in {photo}.",
            "Please upload a photo that shows your own face only.",
        ),
        Finding.SAME_PICTURE_ELSEWHERE: Sentence(
            "{photo} is exactly the same as one uploaded for another candidate number, perhaps by mistake.",
            "Please upload a recent photo of yourself, or contact the registration office.",
        ),
        Finding.GENERATED: Sentence(
            "According to its own file, {photo} was made or changed with artificial intelligence (AI).",
            "Please upload an original photo, taken directly with a camera.",
        ),
        Finding.DISAGREES: Sentence(
            "The face in {photo} does not look much like your other photos.",
            "Please check that all photos are recent ones of yourself, and replace any that is not.",
        ),
        Finding.TOO_SMALL: Sentence(
            "The face in {photo} is too small.",
            "Please upload a new photo taken from nearer, in a higher resolution.",
        ),
        Finding.BLURRED: Sentence(
            "{photo} is not sharp enough.",
            "Please upload a new, sharp photo; hold the camera still while you take it.",
        ),
        Finding.DARK: Sentence(
            "{photo} is too dark.",
            "Please upload a new photo taken in a bright place, with the light coming from the front.",
        ),
        Finding.OVEREXPOSED: Sentence(
            "{photo} is too bright, so that the face is washed out.",
            "Please upload a new photo taken without flash and without direct sunlight on your face.",
        ),
        Finding.TILTED: Sentence(
            "Your head is tilted in {photo}.",
            "Please upload a new photo with your head held straight.",
        ),
        Finding.TURNED: Sentence(
            "Your face is turned away from the camera in {photo}.",
            "Please upload a new photo in which you look straight at the camera.",
        ),
        Finding.LOW_QUALITY: Sentence(
            "The face in {photo} is hard to recognise.",
            "Please upload a new, bright photo in which you face the camera and nothing covers your face.",
        ),
        Finding.LIKELY_EDITED: Sentence(
            "The file of {photo} shows signs of having been processed with picture-editing software.",
            "Please upload the original photo, without filters and without changes to the face.",
        ),
    },
}
# How a photo is spoken of: the only one, or at least one of several.
_PHOTO = {
    Language.INDONESIAN: ("foto Anda", "setidaknya satu foto Anda"),
    Language.ENGLISH: ("your photo", "at least one of your photos"),
}


def sentence(finding: Finding, language: Language, photos: int = 1) -> Sentence:
    """What to tell somebody with so many photos about one finding."""
    words = _SENTENCES[language][finding]
    wrong = words.wrong.format(photo=_PHOTO[language][photos > 1])
    return Sentence(wrong[0].upper() + wrong[1:], words.todo)


def message(triaged: Triaged, language: Language) -> str:
    """All there is to tell a candidate, at most `MOST` findings: what is wrong, then what to do. Empty without any."""
    told = [sentence(finding, language, len(triaged.photos)) for finding in _told(triaged.findings)]
    return " ".join(dict.fromkeys([*(each.wrong for each in told), *(each.todo for each in told)]))


def _told(findings: Sequence[Finding]) -> Sequence[Finding]:
    """The findings that are told. That no photo is usable goes without saying where what is wrong is said."""
    telling: list[Finding] = [finding for finding in findings if finding is not Finding.NO_USABLE_PHOTO]
    return (telling or findings)[:MOST]
