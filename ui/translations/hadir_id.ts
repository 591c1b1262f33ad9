<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id_ID">
<context>
    <name>Desk</name>
    <message>
        <source>Name</source>
        <translation>Nama</translation>
    </message>
    <message>
        <source>Candidate number</source>
        <translation>Nomor peserta</translation>
    </message>
    <message>
        <source>Seat</source>
        <translation>Kursi</translation>
    </message>
    <message>
        <source>Hadir · check-in</source>
        <translation>Hadir · registrasi</translation>
    </message>
    <message>
        <source>Scan the card, or type the number and press Enter</source>
        <translation>Pindai kartu, atau ketik nomor lalu tekan Enter</translation>
    </message>
    <message>
        <source>The next card can be scanned once this decision is recorded</source>
        <translation>Kartu berikutnya dapat dipindai setelah keputusan ini dicatat</translation>
    </message>
    <message>
        <source>Similarity to the registered photos</source>
        <translation>Kemiripan dengan foto pendaftaran</translation>
    </message>
    <message>
        <source>different</source>
        <translation>berbeda</translation>
    </message>
    <message>
        <source>to review</source>
        <translation>perlu ditinjau</translation>
    </message>
    <message>
        <source>same person</source>
        <translation>orang yang sama</translation>
    </message>
    <message>
        <source>The other candidate</source>
        <translation>Peserta lain yang mirip</translation>
    </message>
    <message>
        <source>Seat %1</source>
        <translation>Kursi %1</translation>
    </message>
    <message>
        <source>No other candidate as similar</source>
        <translation>Tak ada peserta lain yang semirip ini</translation>
    </message>
    <message>
        <source>%1 pictures · %2 seconds</source>
        <translation>%1 gambar · %2 detik</translation>
    </message>
    <message>
        <source>Attempt %1</source>
        <translation>Percobaan ke-%1</translation>
    </message>
    <message>
        <source>Meanwhile:</source>
        <translation>Sementara itu:</translation>
    </message>
    <message>
        <source>Check the cable and the camera&apos;s light.</source>
        <translation>Periksa kabel dan lampu kamera.</translation>
    </message>
    <message>
        <source>Call venue IT: the disk is full or broken.</source>
        <translation>Panggil petugas IT: diska penuh atau rusak.</translation>
    </message>
    <message>
        <source>Start the program again; nothing recorded is lost.</source>
        <translation>Jalankan ulang program; yang sudah dicatat tidak hilang.</translation>
    </message>
    <message>
        <source>Send waiting candidates to the supervisor or another desk.</source>
        <translation>Arahkan peserta ke pengawas atau meja lain.</translation>
    </message>
    <message>
        <source>%1 refused by the server</source>
        <translation>%1 ditolak server</translation>
    </message>
    <message>
        <source>Admitted %1 of %2</source>
        <translation>Hadir %1 dari %2</translation>
    </message>
    <message>
        <source>help</source>
        <translation>bantuan</translation>
    </message>
    <message>
        <source>To send %1</source>
        <translation>Menunggu kirim %1</translation>
    </message>
    <message>
        <source>starts %1</source>
        <translation>mulai %1</translation>
    </message>
    <message>
        <source>Desk %1 · Check-in</source>
        <translation>Meja %1 · Registrasi</translation>
    </message>
    <message>
        <source>Recorded pictures, not a camera</source>
        <translation>Gambar rekaman, bukan kamera</translation>
    </message>
    <message>
        <source>Change the language</source>
        <translation>Ganti bahasa</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Bantuan</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tombol</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Warna</translation>
    </message>
    <message>
        <source>Candidate number, typed or by a hand scanner</source>
        <translation>Nomor peserta, diketik atau dari pemindai</translation>
    </message>
    <message>
        <source>The number behind the similarity, and back</source>
        <translation>Angka di balik kemiripan, dan kembali</translation>
    </message>
    <message>
        <source>Whole screen</source>
        <translation>Layar penuh</translation>
    </message>
    <message>
        <source>This help</source>
        <translation>Bantuan ini</translation>
    </message>
    <message>
        <source>Wait: nothing to decide yet.</source>
        <translation>Tunggu: belum ada yang perlu diputuskan.</translation>
    </message>
    <message>
        <source>Match: the face is that of the registered photos.</source>
        <translation>Cocok: wajah sama dengan foto pendaftaran.</translation>
    </message>
    <message>
        <source>Check: the machine cannot tell; a person looks.</source>
        <translation>Periksa: mesin tidak dapat memastikan; petugas melihat sendiri.</translation>
    </message>
    <message>
        <source>Stop: the face is not that of the registered photos; a person decides.</source>
        <translation>Berhenti: wajah berbeda dari foto pendaftaran; petugas yang memutuskan.</translation>
    </message>
    <message>
        <source>Fault: equipment fails. It says nothing about the person.</source>
        <translation>Gangguan: alat bermasalah. Ini tidak menyatakan apa pun tentang peserta.</translation>
    </message>
    <message>
        <source>Camera picture</source>
        <translation>Gambar kamera</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Langsung</translation>
    </message>
    <message>
        <source>Starting the camera</source>
        <translation>Menyalakan kamera</translation>
    </message>
    <message>
        <source>Camera disconnected</source>
        <translation>Kamera terlepas</translation>
    </message>
    <message>
        <source>Registered photo</source>
        <translation>Foto pendaftaran</translation>
    </message>
    <message>
        <source>Live face</source>
        <translation>Wajah langsung</translation>
    </message>
    <message>
        <source>No candidate chosen</source>
        <translation>Belum ada peserta</translation>
    </message>
    <message>
        <source>No clear picture</source>
        <translation>Gambar tidak jelas</translation>
    </message>
    <message>
        <source>No face yet</source>
        <translation>Belum ada wajah</translation>
    </message>
    <message>
        <source>Next candidate</source>
        <translation>Peserta berikutnya</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Memeriksa</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>Cocok</translation>
    </message>
    <message>
        <source>Check: already admitted</source>
        <translation>Periksa: sudah hadir</translation>
    </message>
    <message>
        <source>Check: similar to another candidate</source>
        <translation>Periksa: mirip peserta lain</translation>
    </message>
    <message>
        <source>Check: has a known twin</source>
        <translation>Periksa: punya saudara kembar</translation>
    </message>
    <message>
        <source>Check: cannot tell</source>
        <translation>Periksa: belum pasti</translation>
    </message>
    <message>
        <source>Check: no clear picture</source>
        <translation>Periksa: gambar tidak jelas</translation>
    </message>
    <message>
        <source>Check: not on this roster</source>
        <translation>Periksa: tidak ada di daftar</translation>
    </message>
    <message>
        <source>Does not match</source>
        <translation>Tidak cocok</translation>
    </message>
    <message>
        <source>Storing</source>
        <translation>Menyimpan</translation>
    </message>
    <message>
        <source>Admitted</source>
        <translation>Hadir</translation>
    </message>
    <message>
        <source>To the supervisor</source>
        <translation>Ke pengawas</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Ditolak</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Dibatalkan</translation>
    </message>
    <message>
        <source>Not stored</source>
        <translation>Belum tersimpan</translation>
    </message>
    <message>
        <source>Face check not working</source>
        <translation>Pemeriksaan wajah terganggu</translation>
    </message>
    <message>
        <source>Storage not working</source>
        <translation>Penyimpanan terganggu</translation>
    </message>
    <message>
        <source>Start Hadir again</source>
        <translation>Jalankan ulang Hadir</translation>
    </message>
    <message>
        <source>Scan the participant card, or type the number.</source>
        <translation>Pindai kartu peserta, atau ketik nomornya.</translation>
    </message>
    <message>
        <source>Looking at the face. This takes about a second.</source>
        <translation>Melihat wajah peserta. Perlu sekitar satu detik.</translation>
    </message>
    <message>
        <source>Another candidate of this session is as similar. Compare both yourself.</source>
        <translation>Peserta lain di sesi ini sama miripnya. Bandingkan keduanya sendiri.</translation>
    </message>
    <message>
        <source>A twin is in this session too, and the face could be either&apos;s. Compare both yourself.</source>
        <translation>Saudara kembarnya juga di sesi ini, dan wajah ini bisa milik salah satunya. Bandingkan keduanya sendiri.</translation>
    </message>
    <message>
        <source>Similar, but not enough to be sure. This says nothing against the candidate.</source>
        <translation>Mirip, tetapi belum cukup untuk memastikan. Ini bukan tuduhan terhadap peserta.</translation>
    </message>
    <message>
        <source>The picture was never clear enough to compare. Check light and lens, then retake.</source>
        <translation>Gambar tidak pernah cukup jelas untuk dibandingkan. Periksa cahaya dan lensa, lalu ulangi.</translation>
    </message>
    <message>
        <source>Compare number, date, session and venue on the card. No face was compared.</source>
        <translation>Cocokkan nomor, tanggal, sesi, dan tilok pada kartu. Belum ada wajah yang dibandingkan.</translation>
    </message>
    <message>
        <source>Not the face of the registered photos. A person decides: call the supervisor.</source>
        <translation>Bukan wajah pada foto pendaftaran. Petugas yang memutuskan: panggil pengawas.</translation>
    </message>
    <message>
        <source>Writing the decision to disk.</source>
        <translation>Menulis keputusan ke diska.</translation>
    </message>
    <message>
        <source>Recorded. The next card can be scanned.</source>
        <translation>Tercatat. Kartu berikutnya dapat dipindai.</translation>
    </message>
    <message>
        <source>Recorded. Show the candidate to the supervisor&apos;s table.</source>
        <translation>Tercatat. Antar peserta ke meja pengawas.</translation>
    </message>
    <message>
        <source>Recorded. Tell the candidate how to object.</source>
        <translation>Tercatat. Beri tahu peserta cara mengajukan keberatan.</translation>
    </message>
    <message>
        <source>Recorded. Nobody was admitted or refused.</source>
        <translation>Tercatat. Tidak ada yang diterima atau ditolak.</translation>
    </message>
    <message>
        <source>The decision could not be written and does not count yet. Decide again.</source>
        <translation>Keputusan gagal ditulis dan belum berlaku. Putuskan sekali lagi.</translation>
    </message>
    <message>
        <source>One moment.</source>
        <translation>Sebentar.</translation>
    </message>
    <message>
        <source>No decision was lost. This is a fault of equipment, not a result about a person.</source>
        <translation>Tidak ada keputusan yang hilang. Ini gangguan alat, bukan hasil pemeriksaan peserta.</translation>
    </message>
    <message>
        <source>A part of the program has ended. Close the window and start it again; no decision was lost.</source>
        <translation>Sebagian program berhenti. Tutup jendela ini lalu jalankan ulang; tidak ada keputusan yang hilang.</translation>
    </message>
    <message>
        <source>The face matches, but this candidate was admitted at %1.</source>
        <translation>Wajah cocok, tetapi peserta ini sudah hadir pukul %1.</translation>
    </message>
    <message>
        <source>Please face the camera</source>
        <translation>Mohon hadapkan wajah ke kamera</translation>
    </message>
    <message>
        <source>One person only, please</source>
        <translation>Mohon satu orang saja</translation>
    </message>
    <message>
        <source>Please come closer</source>
        <translation>Mohon lebih dekat</translation>
    </message>
    <message>
        <source>Please move back a little</source>
        <translation>Mohon mundur sedikit</translation>
    </message>
    <message>
        <source>Please move to the middle</source>
        <translation>Mohon geser ke tengah</translation>
    </message>
    <message>
        <source>Please hold your head straight</source>
        <translation>Mohon tegakkan kepala</translation>
    </message>
    <message>
        <source>Please raise your chin</source>
        <translation>Mohon angkat dagu sedikit</translation>
    </message>
    <message>
        <source>Please lower your chin</source>
        <translation>Mohon turunkan dagu sedikit</translation>
    </message>
    <message>
        <source>Please move into the light</source>
        <translation>Mohon ke tempat yang terang</translation>
    </message>
    <message>
        <source>Please avoid the bright light</source>
        <translation>Mohon hindari cahaya silau</translation>
    </message>
    <message>
        <source>Please step out of shadow</source>
        <translation>Mohon keluar dari bayangan</translation>
    </message>
    <message>
        <source>Please hold still</source>
        <translation>Mohon jangan bergerak</translation>
    </message>
    <message>
        <source>Please show your whole face</source>
        <translation>Mohon perlihatkan seluruh wajah</translation>
    </message>
    <message>
        <source>Please look here</source>
        <translation>Mohon lihat ke sini</translation>
    </message>
    <message>
        <source>Admit</source>
        <translation>Terima</translation>
    </message>
    <message>
        <source>Retake</source>
        <translation>Ulangi foto</translation>
    </message>
    <message>
        <source>Refuse…</source>
        <translation>Tolak…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>Coba lagi sekarang</translation>
    </message>
    <message>
        <source>Attempt %1, the next in %2 s.</source>
        <translation>Percobaan ke-%1, berikutnya %2 detik lagi.</translation>
    </message>
    <message>
        <source>Score %1. Same person from %2 (1 stranger in %3 reaches it), different below %4 (1 in %5 is above it).</source>
        <translation>Skor %1. Orang yang sama mulai %2 (1 dari %3 orang asing mencapainya), berbeda di bawah %4 (1 dari %5 di atasnya).</translation>
    </message>
    <message>
        <source>Plug the camera in again; Hadir connects by itself.</source>
        <translation>Pasang kembali kabel kamera; Hadir tersambung sendiri.</translation>
    </message>
    <message>
        <source>Very strong: fewer than 1 in %1 strangers would be as similar.</source>
        <translation>Sangat kuat: kurang dari 1 di antara %1 orang asing akan semirip ini.</translation>
    </message>
    <message>
        <source>Strong: fewer than 1 in %1 strangers would be as similar.</source>
        <translation>Kuat: kurang dari 1 di antara %1 orang asing akan semirip ini.</translation>
    </message>
    <message>
        <source>Press again to refuse</source>
        <translation>Tekan lagi: tolak</translation>
    </message>
    <message>
        <source>The server has entries that this computer lost: run hadir journal repair --set-back</source>
        <translation>Server punya catatan yang hilang di komputer ini: jalankan hadir journal repair --set-back</translation>
    </message>
    <message>
        <source>Not connected yet</source>
        <translation>Belum tersambung</translation>
    </message>
    <message>
        <source>This station is not registered · nothing is sent</source>
        <translation>Stasiun ini belum terdaftar · belum ada yang dikirim</translation>
    </message>
    <message>
        <source>The server refuses this station: register it again · check-in goes on</source>
        <translation>Server menolak stasiun ini: daftarkan ulang · registrasi jalan terus</translation>
    </message>
    <message>
        <source>Server not reached · check-in goes on</source>
        <translation>Server tak terjangkau · registrasi jalan terus</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Tersambung</translation>
    </message>
    <message>
        <source>Connected · synced %1 ago</source>
        <translation>Tersambung · sinkron %1 lalu</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 dtk</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 mnt</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 jam</translation>
    </message>
</context>
<context>
    <name>Unlock</name>
    <message>
        <source>Choose a passphrase for this station</source>
        <translation>Tentukan frasa sandi untuk stasiun ini</translation>
    </message>
    <message>
        <source>Passphrase of this station</source>
        <translation>Frasa sandi stasiun ini</translation>
    </message>
    <message>
        <source>Decisions and pictures are stored encrypted with it.</source>
        <translation>Keputusan dan gambar disimpan terenkripsi dengan frasa sandi ini.</translation>
    </message>
    <message>
        <source>Choose a passphrase for the enrolment data</source>
        <translation>Buat frasa sandi untuk data pendaftaran</translation>
    </message>
    <message>
        <source>Passphrase of the enrolment data</source>
        <translation>Frasa sandi data pendaftaran</translation>
    </message>
    <message>
        <source>Candidates, photos and reviews are stored encrypted with it.</source>
        <translation>Data peserta, foto, dan hasil tinjauan disimpan terenkripsi dengan frasa sandi ini.</translation>
    </message>
    <message>
        <source>Write it down and keep it safe: without it nobody can read them.</source>
        <translation>Catat dan simpan di tempat aman: tanpanya tidak ada yang dapat membukanya.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Frasa sandi</translation>
    </message>
    <message>
        <source>The same once more</source>
        <translation>Sekali lagi, sama persis</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Buka</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>At least %1 characters, please.</source>
        <translation>Paling sedikit %1 karakter.</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>Keduanya tidak sama.</translation>
    </message>
    <message>
        <source>That passphrase does not open it. Please try again.</source>
        <translation>Frasa sandi itu tidak membukanya. Silakan coba lagi.</translation>
    </message>
</context>
</TS>
