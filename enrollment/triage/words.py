"""The words of the report, Indonesian and English, for those who read it; candidates are told `sentences`."""

from __future__ import annotations

from typing import NamedTuple

from enrollment.photos.editing import EditSign
from enrollment.store.pairs import Answer
from enrollment.triage.triage import Finding


class Words(NamedTuple):
    """One text in both languages."""

    id: str
    en: str


FINDINGS: dict[Finding, Words] = {
    Finding.NO_PHOTO: Words("Tanpa foto", "No photo"),
    Finding.NO_USABLE_PHOTO: Words("Tidak ada foto yang layak", "No usable photo"),
    Finding.NOT_RECEIVED: Words("Berkas tidak ada", "File missing"),
    Finding.OUTSIDE: Words("Menunjuk ke luar folder", "Leads out of the folder"),
    Finding.UNREADABLE: Words("Rusak atau bukan berkas biasa", "Damaged or no regular file"),
    Finding.MISNAMED: Words("Akhiran nama berkas salah", "Wrong file extension"),
    Finding.NOT_A_PICTURE: Words("Bukan gambar", "Not a picture"),
    Finding.TOO_LARGE: Words("Berkas terlalu besar", "File too large"),
    Finding.NO_FACE: Words("Wajah tidak ditemukan", "No face"),
    Finding.SEVERAL_FACES: Words("Beberapa wajah", "Several faces"),
    Finding.SAME_PICTURE_ELSEWHERE: Words("Sama dengan peserta lain", "Also under another number"),
    Finding.GENERATED: Words("Buatan AI", "Made with AI"),
    Finding.DISAGREES: Words("Kurang mirip foto lain", "Unlike the other photos"),
    Finding.TOO_SMALL: Words("Wajah terlalu kecil", "Face too small"),
    Finding.BLURRED: Words("Buram", "Blurred"),
    Finding.DARK: Words("Gelap", "Dark"),
    Finding.OVEREXPOSED: Words("Terlalu terang", "Overexposed"),
    Finding.TILTED: Words("Kepala miring", "Head tilted"),
    Finding.TURNED: Words("Menoleh", "Turned away"),
    Finding.LOW_QUALITY: Words("Sulit dikenali", "Hard to recognise"),
    Finding.LIKELY_EDITED: Words("Jejak penyuntingan", "Signs of editing"),
}
SIGNS: dict[EditSign, Words] = {
    EditSign.GENERATED: Words("berkas menyatakan: dibuat dengan AI", "the file says: made with AI"),
    EditSign.PARTLY_GENERATED: Words("berkas menyatakan: sebagian dari AI", "the file says: partly AI"),
    EditSign.BEAUTY_APP: Words("nama aplikasi kecantikan di dalam berkas", "the file names a beauty app"),
    EditSign.CUT_OUT_BACKGROUND: Words("latar dihapus", "background cut out"),
    EditSign.EDITING_SOFTWARE: Words("nama aplikasi penyunting di dalam berkas", "the file names an editing program"),
}
ANSWERS: dict[Answer, Words] = {
    Answer.SAME: Words("Orang yang sama", "Same person"),
    Answer.DIFFERENT: Words("Orang yang berbeda", "Different people"),
    Answer.TWINS: Words("Kembar", "Twins"),
    Answer.UNCLEAR: Words("Belum jelas", "Unclear"),
}
TEXTS: dict[str, Words] = {
    "title": Words("Pemeriksaan foto pendaftaran", "Check of registration photos"),
    "place": Words("pendaftaran", "enrolment"),
    "skip": Words("Langsung ke daftar peserta", "Skip to the candidates"),
    "language": Words("Bahasa", "Language"),
    "help": Words("Bantuan", "Help"),
    "made": Words("Dibuat", "Made"),
    "private": Words(
        "Memuat data pribadi dan foto wajah. Simpan terenkripsi, jangan diteruskan, hapus setelah selesai.",
        "Holds personal data and faces. Keep it encrypted, do not pass it on, delete it when it has served.",
    ),
    "candidates": Words("Peserta", "Candidates"),
    "photos": Words("foto", "photos"),
    "expected": Words("Perkiraan kendala di meja", "Trouble expected at the desk"),
    "expected.note": Words("peserta, jika fotonya tetap begini", "candidates, if photos stay as they are"),
    "unusable": Words("Tanpa foto yang layak", "Without a usable photo"),
    "unusable.note": Words("diperiksa dengan mata di meja", "checked by eye at the desk"),
    "wanting": Words("Perlu dihubungi", "To be written to"),
    "wanting.note": Words("ada temuan pada fotonya", "something was found in their photos"),
    "pairs": Words("Pasangan mirip", "Pairs who look alike"),
    "pairs.open": Words("belum diputuskan", "not decided yet"),
    "pairs.none": Words("tidak dicari", "not searched for"),
    "list": Words("Peserta, risiko tertinggi lebih dahulu", "Candidates, those most at risk first"),
    "list.all": Words("Semua peserta dengan temuan ada di daftar ini.", "Everybody with a finding is in this list."),
    "list.cut": Words("Hanya peserta dengan risiko tertinggi yang ditampilkan:", "Only those most at risk are shown:"),
    "list.csv": Words("Berkas CSV memuat semuanya.", "The CSV file has all of them."),
    "pictures.cut": Words(
        "Agar berkas ini tidak terlalu besar, foto hanya ditampilkan untuk sebagian pertama:",
        "To keep this file small, pictures are shown for the first ones only:",
    ),
    "of": Words("dari", "of"),
    "search": Words("Cari nama atau nomor", "Search name or number"),
    "filter": Words("Saring menurut temuan", "Filter by finding"),
    "all": Words("Semua", "All"),
    "shown": Words("ditampilkan", "shown"),
    "nothing": Words("Tidak ada peserta yang cocok.", "No candidate matches."),
    "clear": Words("Hapus saringan", "Clear the filter"),
    "empty": Words("Tidak ada temuan", "Nothing found"),
    "empty.note": Words(
        "Semua foto layak digunakan. Tidak ada yang perlu dihubungi.",
        "Every photo can be used. Nobody needs to be written to.",
    ),
    "chance": Words("Risiko kendala di meja", "Chance of trouble at the desk"),
    "chance.none": Words("Diperiksa dengan mata", "Checked by eye"),
    "chance.high": Words("tinggi", "high"),
    "chance.medium": Words("sedang", "medium"),
    "chance.low": Words("rendah", "low"),
    "tell": Words("Untuk peserta", "To the candidate"),
    "copy": Words("Salin", "Copy"),
    "copied": Words("Tersalin", "Copied"),
    "quality": Words("mutu", "quality"),
    "elsewhere": Words("Juga pada nomor", "Also under"),
    "no-picture": Words("Tidak ada gambar wajah", "No face to show"),
    "more": Words("foto lagi", "more photos"),
    "duplicates": Words("Pasangan peserta yang mirip", "Candidates who look alike"),
    "duplicates.fair": Words(
        "Angka saja tidak menuduh siapa pun. Di antara begitu banyak peserta selalu ada orang yang kebetulan mirip, "
        "apalagi saudara kandung. Bandingkan sendiri kedua foto; yang memutuskan adalah orang, dengan nama dan waktu.",
        "Arithmetic alone accuses nobody. Among so many candidates there are always strangers who look alike, and "
        "siblings even more so. Compare both photos yourself; a person decides, with name and time.",
    ),
    "duplicates.none": Words("Tidak ada pasangan yang menonjol.", "No pair stands out."),
    "duplicates.compared": Words("peserta telah saling dibandingkan.", "candidates were compared with each other."),
    "duplicates.cut": Words("Hanya pasangan termirip yang ditampilkan:", "Only the most alike pairs are shown:"),
    "rank": Words("Peringkat", "Rank"),
    "score": Words("Skor kemiripan", "Comparison score"),
    "by-chance": Words("Karena kebetulan", "By chance"),
    "by-chance.note": Words("pasangan yang kebetulan semirip ini atau lebih", "pairs of strangers as alike or more"),
    "one-photo": Words("Foto yang sama pada kedua nomor", "The same photo under both numbers"),
    "by-chance.unknown": Words("belum dapat dihitung", "cannot be told yet"),
    "less-than": Words("kurang dari", "fewer than"),
    "about": Words("sekitar", "about"),
    "open": Words("Belum diputuskan", "Not decided"),
    "by": Words("oleh", "by"),
    "method": Words("Cara membaca laporan ini", "How to read this report"),
    "method.chance": Words(
        "Risiko adalah peluang bahwa wajah asli peserta tidak dikenali di meja dengan foto-foto ini. Angkanya diukur "
        "pada foto 765 orang: berapa bagian foto dengan mutu serupa yang gagal dicocokkan dengan foto lain dari orang "
        "yang sama. Ini urutan, bukan vonis, dan cenderung terlalu hati-hati: di meja diambil beberapa gambar.",
        "The chance is that a candidate's own face is not matched at the desk with these photos. It was measured on "
        "photos of 765 people: the share of photos of like quality that failed to match another photo of the same "
        "person. It ranks and judges nobody, and it errs on the side of caution: the desk takes several pictures.",
    ),
    "method.other": Words(
        "Mesin pengenal yang dipakai di sini bukan yang diukur itu; pakailah angkanya hanya sebagai urutan.",
        "The engine used here is not the one that was measured; take the figures as an order only.",
    ),
    "method.sees": Words(
        "Yang dapat dilihat: wajah, ukuran, ketajaman, cahaya, arah kepala, kemiripan dengan foto lain, dan jejak yang "
        "ditinggalkan aplikasi di dalam berkas.",
        "What can be seen: faces, size, sharpness, light, how the head is turned, likeness to the other photos, and "
        "traces that programs left in the file.",
    ),
    "method.blind": Words(
        "Yang tidak dapat dilihat: gabungan dua wajah (morphing), suntingan tanpa jejak, riasan, foto lama, dan berkas "
        "yang keterangannya sudah dihapus, misalnya oleh aplikasi pesan. Tanpa temuan bukan berarti foto itu asli.",
        "What cannot be seen: two faces merged into one (morphing), retouching without a trace, make-up, old photos, "
        "and files whose metadata is gone, as messengers remove it. No finding does not mean that a photo is genuine.",
    ),
    "method.studio": Words(
        "Jejak penyuntingan adalah alasan untuk memeriksa, bukan bukti: studio foto pun memakai Photoshop.",
        "Signs of editing are a reason to look and no proof: photo studios use Photoshop, too.",
    ),
    "key.next": Words("peserta berikutnya, sebelumnya", "next, previous candidate"),
    "key.search": Words("cari", "search"),
    "key.filter": Words("hapus pencarian dan saringan", "clear search and filter"),
    "key.language": Words("ganti bahasa", "change the language"),
    "key.duplicates": Words("ke pasangan yang mirip", "to the pairs who look alike"),
    "key.copy": Words("salin kalimat untuk peserta", "copy the sentence to the candidate"),
    "key.help": Words("bantuan ini", "this help"),
}
