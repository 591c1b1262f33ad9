"""The words of the page in Indonesian and English, and how each language writes numbers and times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

_INDONESIAN = {
    "title": "Hadir pusat",
    "centre": "pusat",
    "today": "Hari ini",
    "zone": "Waktu {zone}",
    "switch": "English",
    "switch.label": "Tampilkan dalam bahasa Inggris",
    "state.still": "Disegarkan tiap 10 detik",
    "state.joining": "Menyambung",
    "state.live": "Langsung",
    "state.lost": "Terputus, menyambung lagi",
    "figure.admitted": "Diterima",
    "figure.admitted.note": "{count} lewat tinjauan manual",
    "figure.provisional": "Sementara",
    "figure.provisional.note": "perlu diselesaikan",
    "figure.refused": "Ditolak",
    "figure.refused.note": "diputuskan petugas",
    "figure.cancelled": "Dibatalkan",
    "figure.cancelled.note": "pemeriksaan tidak selesai",
    "figure.stations": "Stasiun",
    "figure.stations.note": "kontak terakhir {time}",
    "figure.stations.none": "belum ada kontak",
    "alarms": "{count} laporan ditolak karena bertentangan dengan laporan yang sudah tersimpan. Periksa stasiunnya.",
    "missing": "{count} laporan belum tiba: ada nomor urut stasiun yang terlewati.",
    "table.title": "Pemeriksaan terbaru",
    "table.note": "{shown} terbaru dari {count}",
    "column.received": "Diterima server",
    "column.station": "Stasiun",
    "column.session": "Sesi",
    "column.candidate": "Nomor peserta",
    "column.verdict": "Hasil mesin",
    "column.decision": "Keputusan petugas",
    "column.score": "Skor / ambang",
    "empty.title": "Belum ada pemeriksaan",
    "empty.text": "Begitu stasiun mengirim laporan pertama, laporannya tampil di sini dengan sendirinya.",
    "verdict.MATCH": "Cocok",
    "verdict.NO_MATCH": "Tidak cocok",
    "verdict.INCONCLUSIVE": "Belum pasti",
    "verdict.LOOKALIKE": "Mirip peserta lain",
    "verdict.ATTACK_SUSPECTED": "Dugaan wajah palsu",
    "verdict.NONE": "Tidak dibandingkan",
    "verdict.FAULT": "Gangguan alat",
    "decision.ADMIT": "Diterima",
    "decision.ADMIT_MANUAL": "Diterima manual",
    "decision.PROVISIONAL": "Sementara",
    "decision.REFUSE": "Ditolak",
    "decision.CANCEL": "Dibatalkan",
    "reason.NOT_ON_ROSTER": "tidak ada di daftar",
    "reason.ALREADY_ADMITTED": "sudah diterima",
    "reason.BELOW_REVIEW": "di bawah batas tinjauan",
    "reason.BETWEEN_THRESHOLDS": "di antara dua ambang",
    "reason.OTHER_CANDIDATE_SIMILAR": "peserta lain serupa",
    "reason.NO_USABLE_PICTURE": "tidak ada gambar layak",
    "reason.EQUIPMENT_FAULT": "kamera atau perangkat",
    "reason.NOT_CHECKED": "tidak diperiksa",
}

_ENGLISH = {
    "title": "Hadir centre",
    "centre": "centre",
    "today": "Today",
    "zone": "Time zone {zone}",
    "switch": "Bahasa Indonesia",
    "switch.label": "Show in Indonesian",
    "state.still": "Refreshed every 10 seconds",
    "state.joining": "Connecting",
    "state.live": "Live",
    "state.lost": "Disconnected, trying again",
    "figure.admitted": "Admitted",
    "figure.admitted.note": "{count} after a manual review",
    "figure.provisional": "Provisional",
    "figure.provisional.note": "to be resolved",
    "figure.refused": "Refused",
    "figure.refused.note": "decided by an officer",
    "figure.cancelled": "Cancelled",
    "figure.cancelled.note": "check not finished",
    "figure.stations": "Stations",
    "figure.stations.note": "last contact {time}",
    "figure.stations.none": "no contact yet",
    "alarms": "Reports turned away because they contradict a report already kept: {count}. Look into the station.",
    "missing": "Reports not yet arrived: {count}. A station's sequence has gaps.",
    "table.title": "Latest check-ins",
    "table.note": "latest {shown} of {count}",
    "column.received": "Received",
    "column.station": "Station",
    "column.session": "Session",
    "column.candidate": "Candidate number",
    "column.verdict": "Machine verdict",
    "column.decision": "Officer's decision",
    "column.score": "Score / threshold",
    "empty.title": "No check-ins yet",
    "empty.text": "As soon as a station sends its first report, it appears here by itself.",
    "verdict.MATCH": "Match",
    "verdict.NO_MATCH": "No match",
    "verdict.INCONCLUSIVE": "Inconclusive",
    "verdict.LOOKALIKE": "Look-alike",
    "verdict.ATTACK_SUSPECTED": "Attack suspected",
    "verdict.NONE": "Not compared",
    "verdict.FAULT": "Equipment fault",
    "decision.ADMIT": "Admitted",
    "decision.ADMIT_MANUAL": "Admitted manually",
    "decision.PROVISIONAL": "Provisional",
    "decision.REFUSE": "Refused",
    "decision.CANCEL": "Cancelled",
    "reason.NOT_ON_ROSTER": "not on the roster",
    "reason.ALREADY_ADMITTED": "already admitted",
    "reason.BELOW_REVIEW": "below the review limit",
    "reason.BETWEEN_THRESHOLDS": "between two thresholds",
    "reason.OTHER_CANDIDATE_SIMILAR": "another candidate is similar",
    "reason.NO_USABLE_PICTURE": "no usable picture",
    "reason.EQUIPMENT_FAULT": "camera or device",
    "reason.NOT_CHECKED": "not checked",
}


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the page. ``code`` is its BCP 47 tag, ``other`` that of the language to switch to."""

    code: str
    other: str
    words: dict[str, str]
    months: tuple[str, ...]
    thousands: str
    decimal: str
    clock: str

    def text(self, key: str, **values: object) -> str:
        """The words for a key, with the values put in."""
        return self.words[key].format(**values)

    def number(self, value: int) -> str:
        """A whole number, its thousands apart."""
        return f"{value:,}".replace(",", self.thousands)

    def score(self, value: float) -> str:
        """A comparison score to three places, with a true minus sign."""
        return f"{value:.3f}".replace(".", self.decimal).replace("-", "\N{MINUS SIGN}")

    def date(self, moment: datetime) -> str:
        """The day, such as 12 Okt 2026."""
        return f"{moment.day} {self.months[moment.month - 1]} {moment.year}"

    def time(self, moment: datetime, now: datetime) -> str:
        """The time of day to the second in the zone of ``now``, with the day if it is another one."""
        local = moment.astimezone(now.tzinfo)
        text = local.strftime(self.clock)
        return text if local.date() == now.date() else f"{self.date(local)}, {text}"


INDONESIAN = Language(
    code="id",
    other="en",
    words=_INDONESIAN,
    months=("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    thousands=".",
    decimal=",",
    clock="%H.%M.%S",
)
ENGLISH = Language(
    code="en",
    other="id",
    words=_ENGLISH,
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    thousands=",",
    decimal=".",
    clock="%H:%M:%S",
)
LANGUAGES = {language.code: language for language in (INDONESIAN, ENGLISH)}


def choose(asked: str | None, accepted: str | None) -> Language:
    """The language asked for, else the first that the browser accepts, else Indonesian.

    Args:
        asked: the ``lang`` of the address.
        accepted: the Accept-Language header.
    """
    if asked in LANGUAGES:
        return LANGUAGES[asked]
    ranked = sorted(map(_weigh, (accepted or "").split(",")), key=lambda pair: -pair[1])
    known = [code for code, weight in ranked if code in LANGUAGES and weight > 0]
    return LANGUAGES[known[0]] if known else INDONESIAN


def _weigh(item: str) -> tuple[str, float]:
    tag, _, weight = item.partition(";")
    try:
        quality = float(weight.strip().removeprefix("q=")) if weight else 1.0
    except ValueError:
        quality = 0.0
    return tag.strip().lower().partition("-")[0], quality
