<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id_ID">
<context>
    <name>Candidate</name>
    <message>
        <source>Hadir · candidate&apos;s screen</source>
        <translation>Hadir · layar peserta</translation>
    </message>
    <message>
        <source>Thank you. One moment, please</source>
        <translation>Terima kasih. Mohon tunggu sebentar</translation>
    </message>
    <message>
        <source>One moment, please</source>
        <translation>Mohon tunggu sebentar</translation>
    </message>
    <message>
        <source>Welcome. Please show your participant card</source>
        <translation>Selamat datang. Silakan tunjukkan kartu peserta Anda</translation>
    </message>
</context>
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
        <source>NIK</source>
        <translation>NIK</translation>
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
        <source>Write a note</source>
        <translation>Tulis catatan</translation>
    </message>
    <message>
        <source>Same, different, can&apos;t tell</source>
        <translation>Sama, berbeda, tidak yakin</translation>
    </message>
    <message>
        <source>The registered photos</source>
        <translation>Foto pendaftaran lainnya</translation>
    </message>
    <message>
        <source>The other candidate&apos;s photos</source>
        <translation>Foto peserta lain</translation>
    </message>
    <message>
        <source>What the answer rests on</source>
        <translation>Dasar jawaban</translation>
    </message>
    <message>
        <source>Choose an admission</source>
        <translation>Pilih penerimaan</translation>
    </message>
    <message>
        <source>Confirmed, refused</source>
        <translation>Dipastikan, ditolak</translation>
    </message>
    <message>
        <source>Let the waiting card go</source>
        <translation>Lepas kartu yang menunggu</translation>
    </message>
    <message>
        <source>Scan the card, or type the number and press Enter</source>
        <translation>Pindai kartu, atau ketik nomor lalu tekan Enter</translation>
    </message>
    <message>
        <source>The next card may be scanned; it waits its turn</source>
        <translation>Kartu berikutnya boleh dipindai; menunggu giliran</translation>
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
        <source>No usable photo</source>
        <translation>Tidak ada foto yang layak</translation>
    </message>
    <message>
        <source>Seat %1</source>
        <translation>Kursi %1</translation>
    </message>
    <message>
        <source>Registered twin</source>
        <translation>Kembar terdaftar</translation>
    </message>
    <message>
        <source>No registered twin</source>
        <translation>Bukan kembar terdaftar</translation>
    </message>
    <message>
        <source>The similarity is shown after the comparison by eye.</source>
        <translation>Kemiripan ditampilkan setelah tinjauan manual.</translation>
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
        <source>The disk is full: call venue IT to free some space.</source>
        <translation>Diska penuh: minta petugas TI mengosongkan ruang.</translation>
    </message>
    <message>
        <source>Another program holds the database, such as a backup: close it, or call venue IT.</source>
        <translation>Basis data sedang dipakai program lain, misalnya pencadangan: tutup program itu, atau panggil petugas TI.</translation>
    </message>
    <message>
        <source>The disk cannot be written to: call venue IT.</source>
        <translation>Diska tidak dapat ditulisi: panggil petugas TI.</translation>
    </message>
    <message>
        <source>The database is damaged: close Hadir and call venue IT, who run hadir journal repair.</source>
        <translation>Basis data rusak: tutup Hadir dan panggil petugas TI untuk menjalankan hadir journal repair.</translation>
    </message>
    <message>
        <source>The disk does not answer: call venue IT.</source>
        <translation>Diska tidak merespons: panggil petugas TI.</translation>
    </message>
    <message>
        <source>Meanwhile:</source>
        <translation>Sementara itu:</translation>
    </message>
    <message>
        <source>Hadir looks every two seconds, and says when it works again.</source>
        <translation>Hadir memeriksa tiap dua detik dan memberi tahu begitu pulih.</translation>
    </message>
    <message>
        <source>Check the cable and the camera&apos;s light.</source>
        <translation>Periksa kabel dan lampu kamera.</translation>
    </message>
    <message>
        <source>Close the other program: a video call, a browser, another Hadir.</source>
        <translation>Tutup program lain itu: panggilan video, peramban, atau Hadir lain.</translation>
    </message>
    <message>
        <source>Unplug the camera, wait a moment, and plug it in again.</source>
        <translation>Cabut kamera, tunggu sebentar, lalu pasang kembali.</translation>
    </message>
    <message>
        <source>Storage works again: decide once more.</source>
        <translation>Penyimpanan sudah pulih: ambil keputusan sekali lagi.</translation>
    </message>
    <message>
        <source>Settle what is open (F6), then start again with the next session&apos;s pack.</source>
        <translation>Selesaikan yang masih terbuka (F6), lalu mulai ulang dengan paket sesi berikutnya.</translation>
    </message>
    <message>
        <source>Choose the next session&apos;s pack.</source>
        <translation>Pilih paket sesi berikutnya.</translation>
    </message>
    <message>
        <source>Camera in use elsewhere</source>
        <translation>Kamera dipakai program lain</translation>
    </message>
    <message>
        <source>Camera stands still</source>
        <translation>Gambar kamera diam</translation>
    </message>
    <message>
        <source>Close the other program that uses it; Hadir connects by itself.</source>
        <translation>Tutup program lain yang memakainya; Hadir tersambung sendiri.</translation>
    </message>
    <message>
        <source>Plug the camera in anew; Hadir goes on by itself.</source>
        <translation>Cabut dan pasang kembali kamera; Hadir lanjut sendiri.</translation>
    </message>
    <message>
        <source>The computer slept, or its clock jumped ahead by %1</source>
        <translation>Komputer sempat tidur, atau jamnya melompat maju %1</translation>
    </message>
    <message>
        <source>The computer&apos;s clock jumped back by %1</source>
        <translation>Jam komputer mundur %1</translation>
    </message>
    <message>
        <source>The computer stood still for %1</source>
        <translation>Komputer sempat terhenti selama %1</translation>
    </message>
    <message>
        <source>Whoever stood here may be gone: look again before deciding. It is %1 by this computer; if that is wrong, call venue IT.</source>
        <translation>Orang yang tadi di sini mungkin sudah pergi: periksa ulang sebelum memutuskan. Menurut komputer ini sekarang %1; jika salah, panggil petugas TI.</translation>
    </message>
    <message>
        <source>Start the program again; nothing recorded is lost.</source>
        <translation>Jalankan ulang program; yang sudah dicatat tidak hilang.</translation>
    </message>
    <message>
        <source>Send waiting candidates to the supervisor or another desk.</source>
        <translation>Arahkan peserta ke penyelia atau meja lain.</translation>
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
        <source>Venue %1 of %2</source>
        <translation>Tilok %1 dari %2</translation>
    </message>
    <message>
        <source>%1 unresolved</source>
        <translation>%1 belum selesai</translation>
    </message>
    <message>
        <source>%1 provisional admissions are not settled. Show them</source>
        <translation>%1 penerimaan sementara belum diselesaikan. Tampilkan</translation>
    </message>
    <message>
        <source>To send %1</source>
        <translation>Menunggu kirim %1</translation>
    </message>
    <message>
        <source>%1 people/min</source>
        <translation>%1 orang/menit</translation>
    </message>
    <message>
        <source>done about %1</source>
        <translation>perkiraan selesai %1</translation>
    </message>
    <message>
        <source>%1 desks needed</source>
        <translation>perlu %1 meja</translation>
    </message>
    <message>
        <source>Pack expired</source>
        <translation>Paket kedaluwarsa</translation>
    </message>
    <message>
        <source>Pack valid until %1</source>
        <translation>Paket berlaku s.d. %1</translation>
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
        <source>No sound</source>
        <translation>Tanpa suara</translation>
    </message>
    <message>
        <source>This computer plays no sound. Everything else works; watch the colours.</source>
        <translation>Komputer ini tidak mengeluarkan suara. Fungsi lainnya berjalan normal; perhatikan warnanya.</translation>
    </message>
    <message>
        <source>%1, %2. Sign out</source>
        <translation>%1, %2. Keluar</translation>
    </message>
    <message>
        <source>Change the language</source>
        <translation>Ganti bahasa</translation>
    </message>
    <message>
        <source>PIN closed</source>
        <translation>PIN ditutup</translation>
    </message>
    <message>
        <source>PIN closes in %1</source>
        <translation>PIN ditutup dalam %1</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Bantuan</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Sekarang</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Keputusan</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Setiap saat</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Warna</translation>
    </message>
    <message>
        <source>Nothing to decide. Scan the next card.</source>
        <translation>Tidak ada yang perlu diputuskan. Pindai kartu berikutnya.</translation>
    </message>
    <message>
        <source>Candidate number, typed or by a hand scanner</source>
        <translation>Nomor peserta, diketik atau dari pemindai</translation>
    </message>
    <message>
        <source>Search by name, number or NIK</source>
        <translation>Cari dengan nama, nomor, atau NIK</translation>
    </message>
    <message>
        <source>The number behind the similarity, and back</source>
        <translation>Angka di balik kemiripan, dan kembali</translation>
    </message>
    <message>
        <source>Receipt for the candidate, once it is recorded</source>
        <translation>Tanda terima untuk peserta, setelah dicatat</translation>
    </message>
    <message>
        <source>Read: the note on the computer&apos;s clock</source>
        <translation>Catatan tentang jam komputer sudah dibaca</translation>
    </message>
    <message>
        <source>The candidate&apos;s own screen, on and off</source>
        <translation>Layar untuk peserta, hidup dan mati</translation>
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
        <source>Check: no registered photo</source>
        <translation>Periksa: tanpa foto pendaftaran</translation>
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
        <source>Same</source>
        <translation>Sama</translation>
    </message>
    <message>
        <source>Different</source>
        <translation>Berbeda</translation>
    </message>
    <message>
        <source>Can&apos;t tell</source>
        <translation>Tidak yakin</translation>
    </message>
    <message>
        <source>Ears</source>
        <translation>Telinga</translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>Mata</translation>
    </message>
    <message>
        <source>Nose</source>
        <translation>Hidung</translation>
    </message>
    <message>
        <source>Mouth</source>
        <translation>Mulut</translation>
    </message>
    <message>
        <source>Chin</source>
        <translation>Dagu</translation>
    </message>
    <message>
        <source>Moles, scars</source>
        <translation>Tahi lalat, bekas luka</translation>
    </message>
    <message>
        <source>Face shape</source>
        <translation>Bentuk wajah</translation>
    </message>
    <message>
        <source>Picture quality</source>
        <translation>Mutu gambar</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Dipastikan</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Ditolak</translation>
    </message>
    <message>
        <source>Reviewer %1</source>
        <translation>Pemeriksa %1</translation>
    </message>
    <message>
        <source>%1 ✓ has answered</source>
        <translation>%1 ✓ sudah menjawab</translation>
    </message>
    <message>
        <source>%1 is looking</source>
        <translation>%1 sedang memeriksa</translation>
    </message>
    <message>
        <source>waits for another person&apos;s PIN</source>
        <translation>menunggu PIN petugas lain</translation>
    </message>
    <message>
        <source>If everybody answers the same: admit. If not: admit provisionally, to be settled by %1, or refuse.</source>
        <translation>Jika semua menjawab sama: terima. Jika tidak: terima sementara, diselesaikan sebelum %1, atau tolak.</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Dibatalkan</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Dibatalkan kembali</translation>
    </message>
    <message>
        <source>Not stored</source>
        <translation>Belum tersimpan</translation>
    </message>
    <message>
        <source>Not taken back</source>
        <translation>Belum dibatalkan</translation>
    </message>
    <message>
        <source>Check: another session</source>
        <translation>Periksa: sesi lain</translation>
    </message>
    <message>
        <source>Is this the same person?</source>
        <translation>Apakah ini orang yang sama?</translation>
    </message>
    <message>
        <source>The machine&apos;s score is shown after the answers</source>
        <translation>Skor mesin ditampilkan setelah semua menjawab</translation>
    </message>
    <message>
        <source>Reviewer %1: sign in with your own PIN</source>
        <translation>Pemeriksa %1: masuk dengan PIN Anda sendiri</translation>
    </message>
    <message>
        <source>Leave the comparison</source>
        <translation>Tinggalkan tinjauan</translation>
    </message>
    <message>
        <source>Shown once the next reviewer has signed in</source>
        <translation>Tampil setelah pemeriksa berikutnya masuk</translation>
    </message>
    <message>
        <source>Registered photo %1 of %2</source>
        <translation>Foto pendaftaran %1 dari %2</translation>
    </message>
    <message>
        <source>Other candidate, %1 of %2</source>
        <translation>Peserta lain, %1 dari %2</translation>
    </message>
    <message>
        <source>Same person, by eye</source>
        <translation>Orang yang sama menurut pemeriksa</translation>
    </message>
    <message>
        <source>Not confirmed by eye</source>
        <translation>Belum dipastikan pemeriksa</translation>
    </message>
    <message>
        <source>Session pack expired</source>
        <translation>Paket sesi kedaluwarsa</translation>
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
        <source>No usable photo was registered. Check the ID card.</source>
        <translation>Tidak ada foto pendaftaran yang layak. Periksa KTP.</translation>
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
        <source>Recorded, signed by two people. To be settled by %1.</source>
        <translation>Tercatat, ditandatangani dua petugas. Selesaikan sebelum pukul %1.</translation>
    </message>
    <message>
        <source>The face matches, but this candidate was refused at %1, at desk %2, by %3.</source>
        <translation>Wajah cocok, tetapi peserta ini telah ditolak pukul %1 di Meja %2 oleh %3.</translation>
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
        <source>The face matches, but this candidate was admitted at %1, at desk %2, by %3.</source>
        <translation>Wajah cocok, tetapi peserta ini sudah hadir pukul %1 di Meja %2, diterima oleh %3.</translation>
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
        <source>Choose the next pack</source>
        <translation>Pilih paket berikutnya</translation>
    </message>
    <message>
        <source>No usable photo was registered, and this candidate was admitted at %1. Check the ID card.</source>
        <translation>Tidak ada foto pendaftaran yang layak, dan peserta ini sudah hadir pukul %1. Periksa KTP.</translation>
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
        <source>Look again</source>
        <translation>Lihat sekali lagi</translation>
    </message>
    <message>
        <source>Check: refused earlier</source>
        <translation>Periksa: pernah ditolak</translation>
    </message>
    <message>
        <source>Admitted provisionally</source>
        <translation>Diterima sementara</translation>
    </message>
    <message>
        <source>To the machine, not the face of the registered photos. People compare and decide.</source>
        <translation>Menurut mesin, wajah ini berbeda dari foto pendaftaran. Petugas yang membandingkan dan memutuskan.</translation>
    </message>
    <message>
        <source>Recorded. The decision before does not count; scan the card again.</source>
        <translation>Tercatat. Keputusan sebelumnya tidak berlaku; pindai ulang kartunya.</translation>
    </message>
    <message>
        <source>That could not be written; the decision still counts. Try again.</source>
        <translation>Pembatalan gagal ditulis; keputusan masih berlaku. Coba lagi.</translation>
    </message>
    <message>
        <source>This candidate belongs to %1 at %2, %4, %3. Show them the way; no face was compared.</source>
        <translation>Peserta ini terdaftar di %1, %2, %4 pukul %3. Tunjukkan jalannya; belum ada wajah yang dibandingkan.</translation>
    </message>
    <message>
        <source>Compare both pictures. The score is shown after the answers.</source>
        <translation>Bandingkan kedua gambar. Skor ditampilkan setelah semua menjawab.</translation>
    </message>
    <message>
        <source>Everybody who had to look saw the same person.</source>
        <translation>Semua pemeriksa melihat orang yang sama.</translation>
    </message>
    <message>
        <source>Somebody saw a different person, or could not tell. Two people decide together.</source>
        <translation>Ada pemeriksa yang melihat orang berbeda atau tidak yakin. Dua petugas memutuskan bersama.</translation>
    </message>
    <message>
        <source>Nobody can be checked in with it any more. No decision was lost; load the next session&apos;s pack.</source>
        <translation>Registrasi dengan paket ini sudah berakhir. Tidak ada keputusan yang hilang; muat paket sesi berikutnya.</translation>
    </message>
    <message>
        <source>The match is over a minute old, and somebody else may stand here. Look again.</source>
        <translation>Sudah lebih dari satu menit sejak cocok; mungkin sekarang orang lain yang berdiri di sini. Ulangi foto.</translation>
    </message>
    <message>
        <source>Compare by eye</source>
        <translation>Tinjau manual</translation>
    </message>
    <message>
        <source>Admit provisionally…</source>
        <translation>Terima sementara…</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Batalkan keputusan</translation>
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
        <source>Another person</source>
        <translation>Bukan orangnya</translation>
    </message>
    <message>
        <source>No valid ID card</source>
        <translation>Tanpa KTP yang sah</translation>
    </message>
    <message>
        <source>Wrong session</source>
        <translation>Salah sesi</translation>
    </message>
    <message>
        <source>Too late</source>
        <translation>Terlambat</translation>
    </message>
    <message>
        <source>Conduct</source>
        <translation>Perilaku</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>Alasan lain</translation>
    </message>
    <message>
        <source>admitted</source>
        <translation>diterima</translation>
    </message>
    <message>
        <source>admitted provisionally</source>
        <translation>diterima sementara</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>ditolak</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>dibatalkan</translation>
    </message>
    <message>
        <source>Admit and show the PIN</source>
        <translation>Terima dan tampilkan PIN</translation>
    </message>
    <message>
        <source>Admit…</source>
        <translation>Terima…</translation>
    </message>
    <message>
        <source>Compare by eye (two people)</source>
        <translation>Tinjau manual (dua orang)</translation>
    </message>
    <message>
        <source>PIN release has been closed since %1.</source>
        <translation>Pemberian PIN sudah ditutup sejak pukul %1.</translation>
    </message>
    <message>
        <source>by %1, %2 left</source>
        <translation>sebelum %1, sisa %2</translation>
    </message>
    <message>
        <source>was due at %1, %2 ago</source>
        <translation>lewat %2 dari batas %1</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 mnt</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 hari</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 jam</translation>
    </message>
    <message>
        <source>Not on this roster</source>
        <translation>Tidak ada di daftar ini</translation>
    </message>
    <message>
        <source>Provisional admission of %1</source>
        <translation>Penerimaan sementara: %1</translation>
    </message>
    <message>
        <source>Showing the PIN of %1 after closing</source>
        <translation>Menampilkan PIN setelah ditutup: %1</translation>
    </message>
    <message>
        <source>Comparing %1 with the registered photos by eye</source>
        <translation>Tinjauan manual dengan foto pendaftaran: %1</translation>
    </message>
    <message>
        <source>Settling the provisional admission of %1</source>
        <translation>Penyelesaian penerimaan sementara: %1</translation>
    </message>
    <message>
        <source>What does your answer rest on?</source>
        <translation>Apa dasar jawaban Anda?</translation>
    </message>
    <message>
        <source>A note, if needed (N)</source>
        <translation>Catatan, bila perlu (N)</translation>
    </message>
    <message>
        <source>Answer: %1</source>
        <translation>Jawab: %1</translation>
    </message>
    <message>
        <source>not on this roster</source>
        <translation>tidak ada di daftar ini</translation>
    </message>
    <message>
        <source>no registered photo</source>
        <translation>tanpa foto pendaftaran</translation>
    </message>
    <message>
        <source>was admitted already</source>
        <translation>sudah hadir sebelumnya</translation>
    </message>
    <message>
        <source>was refused earlier</source>
        <translation>pernah ditolak</translation>
    </message>
    <message>
        <source>the face did not match</source>
        <translation>wajah tidak cocok</translation>
    </message>
    <message>
        <source>the machine could not tell</source>
        <translation>mesin tidak dapat memastikan</translation>
    </message>
    <message>
        <source>similar to another candidate</source>
        <translation>mirip peserta lain</translation>
    </message>
    <message>
        <source>has a registered twin</source>
        <translation>punya kembar terdaftar</translation>
    </message>
    <message>
        <source>no clear picture</source>
        <translation>gambar tidak jelas</translation>
    </message>
    <message>
        <source>equipment had failed</source>
        <translation>alat sedang terganggu</translation>
    </message>
    <message>
        <source>the face was not checked</source>
        <translation>wajah belum diperiksa</translation>
    </message>
    <message>
        <source>the operator was not sure</source>
        <translation>operator tidak yakin</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>sejak %1</translation>
    </message>
    <message>
        <source>Signed by %1</source>
        <translation>Ditandatangani %1</translation>
    </message>
    <message>
        <source>1 admission to settle</source>
        <translation>1 penerimaan belum selesai</translation>
    </message>
    <message>
        <source>%1 admissions to settle</source>
        <translation>%1 penerimaan belum selesai</translation>
    </message>
    <message>
        <source>To be settled</source>
        <translation>Perlu diselesaikan</translation>
    </message>
    <message>
        <source>Call the candidate with their ID card. ↑ ↓ chooses, F6 goes back.</source>
        <translation>Panggil peserta beserta KTP-nya. ↑ ↓ untuk memilih, F6 untuk kembali.</translation>
    </message>
    <message>
        <source>Registration PIN %1</source>
        <translation>PIN registrasi %1</translation>
    </message>
    <message>
        <source>Registration PIN</source>
        <translation>PIN registrasi</translation>
    </message>
    <message>
        <source>Copy it onto the candidate&apos;s card, or hand it over. It goes with the next card.</source>
        <translation>Salin ke kartu peserta atau serahkan. PIN hilang begitu kartu berikutnya dipindai.</translation>
    </message>
    <message>
        <source>The candidate was admitted without one.</source>
        <translation>Peserta diterima tanpa PIN.</translation>
    </message>
    <message>
        <source>Why is this candidate refused?</source>
        <translation>Mengapa peserta ini ditolak?</translation>
    </message>
    <message>
        <source>What is the reason?</source>
        <translation>Apa alasannya?</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Tolak</translation>
    </message>
    <message>
        <source>Candidate</source>
        <translation>Peserta</translation>
    </message>
    <message>
        <source>The other candidate, a registered twin</source>
        <translation>Peserta lain, kembar terdaftar</translation>
    </message>
    <message>
        <source>The other candidate, no registered twin</source>
        <translation>Peserta lain, bukan kembar terdaftar</translation>
    </message>
    <message>
        <source>What helps</source>
        <translation>Yang membantu</translation>
    </message>
    <message>
        <source>ears · distance of the eyes · shape of the nose · moles</source>
        <translation>telinga · jarak mata · bentuk hidung · tahi lalat</translation>
    </message>
    <message>
        <source>What deceives</source>
        <translation>Yang menipu</translation>
    </message>
    <message>
        <source>hair · make-up · glasses · weight</source>
        <translation>rambut · riasan · kacamata · berat badan</translation>
    </message>
    <message>
        <source>seat %1</source>
        <translation>kursi %1</translation>
    </message>
    <message>
        <source>At the desk</source>
        <translation>Saat di meja</translation>
    </message>
    <message>
        <source>Photo %1 of %2</source>
        <translation>Foto %1 dari %2</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Sign, two people</source>
        <translation>Tanda tangani, dua petugas</translation>
    </message>
    <message>
        <source>Admit provisionally</source>
        <translation>Terima sementara</translation>
    </message>
    <message>
        <source>The candidate sits the exam. Whether they are the person who registered is settled afterwards, with their ID card.</source>
        <translation>Peserta boleh mengikuti ujian. Apakah ia benar pendaftarnya diselesaikan kemudian, dengan KTP.</translation>
    </message>
    <message>
        <source>To be settled by %1.</source>
        <translation>Harus selesai sebelum pukul %1.</translation>
    </message>
    <message>
        <source>Two people sign, one of them a supervisor or an admin.</source>
        <translation>Dua petugas menandatangani, salah satunya penyelia atau admin.</translation>
    </message>
    <message>
        <source>Supervisor&apos;s reason to show the PIN, else empty (N)</source>
        <translation>Alasan penyelia menampilkan PIN, atau kosongkan (N)</translation>
    </message>
    <message>
        <source>Second signature</source>
        <translation>Petugas kedua</translation>
    </message>
    <message>
        <source>Admit without a PIN?</source>
        <translation>Terima tanpa PIN?</translation>
    </message>
    <message>
        <source>The candidate can be admitted, but gets no PIN unless a supervisor says why.</source>
        <translation>Peserta dapat diterima, tetapi tanpa PIN, kecuali penyelia memberikan alasan.</translation>
    </message>
    <message>
        <source>Supervisor&apos;s override…</source>
        <translation>Izin khusus penyelia…</translation>
    </message>
    <message>
        <source>Supervisor&apos;s reason</source>
        <translation>Alasan penyelia</translation>
    </message>
    <message>
        <source>Supervisor signs</source>
        <translation>Izin penyelia</translation>
    </message>
    <message>
        <source>Admit without a PIN</source>
        <translation>Terima tanpa PIN</translation>
    </message>
    <message>
        <source>Person and ID card</source>
        <translation>Orang dan KTP</translation>
    </message>
    <message>
        <source>Person and registered photos</source>
        <translation>Orang dan foto pendaftaran</translation>
    </message>
    <message>
        <source>ID card and registered photos</source>
        <translation>KTP dan foto pendaftaran</translation>
    </message>
    <message>
        <source>Take back the last decision?</source>
        <translation>Batalkan keputusan terakhir?</translation>
    </message>
    <message>
        <source>It stays on record, with a new entry that takes it back.</source>
        <translation>Keputusan tetap tercatat, disertai catatan baru yang membatalkannya.</translation>
    </message>
    <message>
        <source>%1 · was %2</source>
        <translation>%1 · telah %2</translation>
    </message>
    <message>
        <source>Next in line</source>
        <translation>Giliran berikutnya</translation>
    </message>
    <message>
        <source>Let go</source>
        <translation>Lepas</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Mengerti</translation>
    </message>
</context>
<context>
    <name>Enrolment</name>
    <message>
        <source>Copied</source>
        <translation>Tersalin</translation>
    </message>
    <message>
        <source>Choose a candidate</source>
        <translation>Pilih peserta</translation>
    </message>
    <message>
        <source>Arrow keys walk through the gallery; what was found stands here.</source>
        <translation>Jelajahi galeri dengan tombol panah; temuannya tampil di sini.</translation>
    </message>
    <message>
        <source>To tell the candidate</source>
        <translation>Untuk disampaikan kepada peserta</translation>
    </message>
    <message>
        <source>Copy sentence</source>
        <translation>Salin kalimat</translation>
    </message>
    <message>
        <source>not looked at yet</source>
        <translation>belum diperiksa</translation>
    </message>
    <message>
        <source>Who is looking? Write your name first; it stands with each answer.</source>
        <translation>Siapa yang meninjau? Tulis nama Anda dulu; nama itu dicatat pada setiap jawaban.</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>Data ganda</translation>
    </message>
    <message>
        <source>Search what is new</source>
        <translation>Cari yang baru</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Cari</translation>
    </message>
    <message>
        <source>Only those without an answer</source>
        <translation>Hanya yang belum dijawab</translation>
    </message>
    <message>
        <source>This pair is still being opened. Answer when both photos are there.</source>
        <translation>Pasangan ini masih dibuka. Jawablah setelah kedua foto tampak.</translation>
    </message>
    <message>
        <source>Compared: %1 candidates, %2 of them new</source>
        <translation>Dibandingkan: %1 peserta, %2 di antaranya baru</translation>
    </message>
    <message>
        <source>Arithmetic alone accuses nobody: strangers, siblings and twins look alike too. People decide.</source>
        <translation>Angka saja tidak menuduh siapa pun: orang asing, saudara, dan kembar pun bisa mirip. Manusia yang memutuskan.</translation>
    </message>
    <message>
        <source>Pairs: %1, without an answer: %2.</source>
        <translation>Pasangan: %1, belum dijawab: %2.</translation>
    </message>
    <message>
        <source>Every pair has an answer</source>
        <translation>Semua pasangan sudah dijawab</translation>
    </message>
    <message>
        <source>Untick the box to see them all; another answer replaces the one before.</source>
        <translation>Hapus centang untuk melihat semuanya; jawaban baru menggantikan yang lama.</translation>
    </message>
    <message>
        <source>Nobody looks like anybody else</source>
        <translation>Tidak ada peserta yang mirip satu sama lain</translation>
    </message>
    <message>
        <source>Candidates compared: %1.</source>
        <translation>Peserta yang sudah dibandingkan: %1.</translation>
    </message>
    <message>
        <source>Not searched yet</source>
        <translation>Belum dicari</translation>
    </message>
    <message>
        <source>Every candidate is compared with every other; it can be stopped and goes on later.</source>
        <translation>Setiap peserta dibandingkan dengan semua peserta lain; dapat dihentikan dan dilanjutkan nanti.</translation>
    </message>
    <message>
        <source>No portrait</source>
        <translation>Tanpa potret</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Bantuan</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Di semua halaman</translation>
    </message>
    <message>
        <source>Import and packs</source>
        <translation>Impor dan paket</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Import, photos, duplicates, packs</source>
        <translation>Impor, foto, data ganda, paket</translation>
    </message>
    <message>
        <source>The blue button of the page</source>
        <translation>Tombol biru di halaman ini</translation>
    </message>
    <message>
        <source>Stop what runs; go back</source>
        <translation>Hentikan yang berjalan; kembali</translation>
    </message>
    <message>
        <source>Change the language</source>
        <translation>Ganti bahasa</translation>
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
        <source>Choose the roster, or the stations&apos; key files</source>
        <translation>Pilih daftar peserta, atau berkas kunci stasiun</translation>
    </message>
    <message>
        <source>Choose a folder, or a ZIP file</source>
        <translation>Pilih folder, atau berkas ZIP</translation>
    </message>
    <message>
        <source>Tick a session</source>
        <translation>Centang sesi</translation>
    </message>
    <message>
        <source>Save the list that is shown</source>
        <translation>Simpan daftar yang tampil</translation>
    </message>
    <message>
        <source>Search by name or number</source>
        <translation>Cari menurut nama atau nomor</translation>
    </message>
    <message>
        <source>Walk through the gallery</source>
        <translation>Jelajahi galeri</translation>
    </message>
    <message>
        <source>Copy the sentence for the candidate</source>
        <translation>Salin kalimat untuk peserta</translation>
    </message>
    <message>
        <source>Report with pictures</source>
        <translation>Laporan bergambar</translation>
    </message>
    <message>
        <source>Same person, different people, twins, unclear</source>
        <translation>Orang yang sama, orang berbeda, kembar, tidak jelas</translation>
    </message>
    <message>
        <source>The pair before, the next pair</source>
        <translation>Pasangan sebelumnya, pasangan berikutnya</translation>
    </message>
    <message>
        <source>Another photo of the left, of the right person</source>
        <translation>Foto lain orang di kiri, di kanan</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>Tulis catatan</translation>
    </message>
    <message>
        <source>Save problems</source>
        <translation>Simpan masalah</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Tersimpan</translation>
    </message>
    <message>
        <source>Choose the roster</source>
        <translation>Pilih daftar peserta</translation>
    </message>
    <message>
        <source>Choose the folder of the photos</source>
        <translation>Pilih folder foto</translation>
    </message>
    <message>
        <source>Choose the ZIP file of the photos</source>
        <translation>Pilih berkas ZIP berisi foto</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Impor</translation>
    </message>
    <message>
        <source>A roster and its photos. You see what would change before anything is stored.</source>
        <translation>Daftar peserta beserta fotonya. Anda melihat apa yang akan berubah sebelum ada yang disimpan.</translation>
    </message>
    <message>
        <source>Roster</source>
        <translation>Daftar peserta</translation>
    </message>
    <message>
        <source>Drop a CSV or Excel file here</source>
        <translation>Letakkan berkas CSV atau Excel di sini</translation>
    </message>
    <message>
        <source>Number, name, venue, date and start; NIK, seat, PIN and photos where there are any.</source>
        <translation>Nomor, nama, tilok, tanggal, dan jam mulai; NIK, kursi, PIN, dan foto bila ada.</translation>
    </message>
    <message>
        <source>Drop a folder or ZIP file here</source>
        <translation>Letakkan folder atau berkas ZIP di sini</translation>
    </message>
    <message>
        <source>JPEG, PNG or WebP, named in the roster or by the candidate&apos;s number.</source>
        <translation>JPEG, PNG, atau WebP, dinamai seperti di daftar atau dengan nomor peserta.</translation>
    </message>
    <message>
        <source>Choose file …</source>
        <translation>Pilih berkas …</translation>
    </message>
    <message>
        <source>Folder …</source>
        <translation>Folder …</translation>
    </message>
    <message>
        <source>ZIP file …</source>
        <translation>Berkas ZIP …</translation>
    </message>
    <message>
        <source>Check first</source>
        <translation>Periksa dulu</translation>
    </message>
    <message>
        <source>Time zone of the sessions</source>
        <translation>Zona waktu sesi</translation>
    </message>
    <message>
        <source>Photo names, if unusual</source>
        <translation>Nama foto, bila tidak lazim</translation>
    </message>
    <message>
        <source>such as %1</source>
        <translation>misalnya %1</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sesi</translation>
    </message>
    <message>
        <source>Nobody is enrolled yet</source>
        <translation>Belum ada peserta</translation>
    </message>
    <message>
        <source>Choose a roster and its photos above, then press Ctrl+Enter.</source>
        <translation>Pilih daftar peserta dan fotonya di atas, lalu tekan Ctrl+Enter.</translation>
    </message>
    <message>
        <source>Imported: %1 candidates</source>
        <translation>Terimpor: %1 peserta</translation>
    </message>
    <message>
        <source>Problems left to correct: %1.</source>
        <translation>Masalah yang masih harus diperbaiki: %1.</translation>
    </message>
    <message>
        <source>Next: look at the photos (F6), then at duplicates (F7).</source>
        <translation>Berikutnya: periksa foto (F6), lalu data ganda (F7).</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sesi</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>Mulai</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>Peserta</translation>
    </message>
    <message>
        <source>Usable photo</source>
        <translation>Foto layak</translation>
    </message>
    <message>
        <source>Photos waiting</source>
        <translation>Foto menunggu</translation>
    </message>
    <message>
        <source>Tick the sessions whose packs you want (Space).</source>
        <translation>Centang sesi yang akan dibuatkan paket (Spasi).</translation>
    </message>
    <message>
        <source>Candidates that go in: %1</source>
        <translation>Peserta yang masuk: %1</translation>
    </message>
    <message>
        <source>Without a usable photo, checked by ID card: %1</source>
        <translation>Tanpa foto yang layak, diperiksa dengan KTP: %1</translation>
    </message>
    <message>
        <source>Photos not looked at yet: %1</source>
        <translation>Foto yang belum diperiksa: %1</translation>
    </message>
    <message>
        <source>Not compared with the others yet (F7): %1</source>
        <translation>Belum dibandingkan dengan yang lain (F7): %1</translation>
    </message>
    <message>
        <source>Pairs that look alike, without an answer: %1</source>
        <translation>Pasangan mirip yang belum dijawab: %1</translation>
    </message>
    <message>
        <source>Pairs with a candidate of another session, without an answer: %1</source>
        <translation>Pasangan dengan peserta sesi lain, belum dijawab: %1</translation>
    </message>
    <message>
        <source>One person with two numbers: %1</source>
        <translation>Satu orang dengan dua nomor: %1</translation>
    </message>
    <message>
        <source>One person with a number in another session too: %1</source>
        <translation>Satu orang yang juga punya nomor di sesi lain: %1</translation>
    </message>
    <message>
        <source>For the same stations, packs of several venues: %1</source>
        <translation>Paket dari beberapa tilok untuk stasiun yang sama: %1</translation>
    </message>
    <message>
        <source>No photo</source>
        <translation>Tanpa foto</translation>
    </message>
    <message>
        <source>Twins that are linked: %1</source>
        <translation>Pasangan kembar yang ditautkan: %1</translation>
    </message>
    <message>
        <source>This is no key file of a station. Ask the venue to export it again.</source>
        <translation>Ini bukan berkas kunci stasiun. Minta tilok mengekspornya lagi.</translation>
    </message>
    <message>
        <source>Choose the stations&apos; key files</source>
        <translation>Pilih berkas kunci stasiun</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>One signed file for each session, which only the stations you name can open.</source>
        <translation>Satu berkas bertanda tangan untuk setiap sesi, hanya dapat dibuka oleh stasiun yang Anda tentukan.</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Berlaku</translation>
    </message>
    <message>
        <source>days before the start</source>
        <translation>hari sebelum mulai</translation>
    </message>
    <message>
        <source>hours after it</source>
        <translation>jam sesudah mulai</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Ditandatangani oleh</translation>
    </message>
    <message>
        <source>For stations</source>
        <translation>Stasiun</translation>
    </message>
    <message>
        <source>Into the folder</source>
        <translation>Ke folder</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Tambah</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Hapus</translation>
    </message>
    <message>
        <source>Make a key</source>
        <translation>Buat kunci</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Ekspor …</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Pilih …</translation>
    </message>
    <message>
        <source>No sessions yet</source>
        <translation>Belum ada sesi</translation>
    </message>
    <message>
        <source>Import a roster and its photos first (F5).</source>
        <translation>Impor dulu daftar peserta dan fotonya (F5).</translation>
    </message>
    <message>
        <source>All venues</source>
        <translation>Semua tilok</translation>
    </message>
    <message>
        <source>The key is made. Export it and hand it to the stations.</source>
        <translation>Kunci sudah dibuat. Ekspor dan serahkan ke stasiun.</translation>
    </message>
    <message>
        <source>Content, SHA-256</source>
        <translation>Isi, SHA-256</translation>
    </message>
    <message>
        <source>Export the public key</source>
        <translation>Ekspor kunci publik</translation>
    </message>
    <message>
        <source>Built now · Ctrl+C copies the cell that you are in</source>
        <translation>Baru dibuat · Ctrl+C menyalin sel yang dipilih</translation>
    </message>
    <message>
        <source>Saved. Read this fingerprint to the stations by phone:</source>
        <translation>Tersimpan. Bacakan sidik jari kunci ini kepada stasiun lewat telepon:</translation>
    </message>
    <message>
        <source>Choose the folder for the packs</source>
        <translation>Pilih folder untuk paket</translation>
    </message>
    <message>
        <source>Packs built: %1. Send them to their venues.</source>
        <translation>Paket yang dibuat: %1. Kirimkan ke tiloknya masing-masing.</translation>
    </message>
    <message>
        <source>none yet; each station exports its key file</source>
        <translation>belum ada; setiap stasiun mengekspor berkas kuncinya</translation>
    </message>
    <message>
        <source>the key of this computer</source>
        <translation>kunci komputer ini</translation>
    </message>
    <message>
        <source>no key yet; make one, and hand its public half to the stations</source>
        <translation>belum ada kunci; buat dulu, lalu serahkan bagian publiknya ke stasiun</translation>
    </message>
    <message>
        <source>Build packs (%1)</source>
        <translation>Buat paket (%1)</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>open</source>
        <translation>menunggu</translation>
    </message>
    <message>
        <source>Is this one person?</source>
        <translation>Apakah ini satu orang?</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Nama Anda</translation>
    </message>
    <message>
        <source>Note, if there is something to say (N)</source>
        <translation>Catatan, bila perlu (N)</translation>
    </message>
    <message>
        <source>Photo %1 of %2</source>
        <translation>Foto %1 dari %2</translation>
    </message>
    <message>
        <source>and %1 earlier answers</source>
        <translation>dan %1 jawaban sebelumnya</translation>
    </message>
    <message>
        <source>Nobody has answered yet.</source>
        <translation>Belum ada yang menjawab.</translation>
    </message>
    <message>
        <source>no NIK</source>
        <translation>tanpa NIK</translation>
    </message>
    <message>
        <source>Name or number (Ctrl+F)</source>
        <translation>Nama atau nomor (Ctrl+F)</translation>
    </message>
    <message>
        <source>List as CSV</source>
        <translation>Daftar CSV</translation>
    </message>
    <message>
        <source>Every photo</source>
        <translation>Semua foto</translation>
    </message>
    <message>
        <source>All sessions</source>
        <translation>Semua sesi</translation>
    </message>
    <message>
        <source>%2 candidates, those most likely to have trouble at the desk first</source>
        <translation>%2 peserta, diurutkan dari yang paling mungkin bermasalah di meja registrasi</translation>
    </message>
    <message>
        <source>%1 of %2 candidates</source>
        <translation>%1 dari %2 peserta</translation>
    </message>
    <message>
        <source>Nobody fits</source>
        <translation>Tidak ada yang sesuai</translation>
    </message>
    <message>
        <source>Clear the search, or choose every photo and all sessions.</source>
        <translation>Kosongkan pencarian, atau pilih semua foto dan semua sesi.</translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation>Belum ada foto</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Simpan laporan</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>new</source>
        <translation>baru</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>berubah</translation>
    </message>
    <message>
        <source>as they are</source>
        <translation>tidak berubah</translation>
    </message>
    <message>
        <source>problems</source>
        <translation>masalah</translation>
    </message>
    <message>
        <source>What is overwritten (%1)</source>
        <translation>Yang ditimpa (%1)</translation>
    </message>
    <message>
        <source>Problems (%1)</source>
        <translation>Masalah (%1)</translation>
    </message>
    <message>
        <source>Import (%1)</source>
        <translation>Impor (%1)</translation>
    </message>
    <message>
        <source>Photos imported before that are not in “%1”: %2. Is this the right place?</source>
        <translation>Foto yang sudah diimpor sebelumnya tetapi tidak ada di “%1”: %2. Sudah benarkah tempatnya?</translation>
    </message>
    <message>
        <source>From %1, photos from %2.</source>
        <translation>Dari %1, foto dari %2.</translation>
    </message>
    <message>
        <source>Without any photo, to be checked by eye at the desk: %1.</source>
        <translation>Tanpa foto sama sekali, diperiksa petugas di meja: %1.</translation>
    </message>
    <message>
        <source>Of these sessions but not in this roster, and staying: %1.</source>
        <translation>Peserta sesi ini yang tidak ada di daftar dan tetap disimpan: %1.</translation>
    </message>
    <message>
        <source>Columns that mean nothing here: %1.</source>
        <translation>Kolom yang tidak dipakai: %1.</translation>
    </message>
    <message>
        <source>Nothing is overwritten</source>
        <translation>Tidak ada yang ditimpa</translation>
    </message>
    <message>
        <source>Everybody in this roster is new, or as they are already.</source>
        <translation>Semua peserta di daftar ini baru, atau tidak berubah.</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>Tidak ada masalah</translation>
    </message>
    <message>
        <source>Every row of the roster can go in.</source>
        <translation>Semua baris daftar dapat dimasukkan.</translation>
    </message>
    <message>
        <source>Candidate number</source>
        <translation>Nomor peserta</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Isian</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Sebelum</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Sesudah</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Jumlah</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Baris</translation>
    </message>
    <message>
        <source>various</source>
        <translation>bermacam-macam</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Baris</translation>
    </message>
    <message>
        <source>Problems by kind (%1)</source>
        <translation>Masalah menurut jenis (%1)</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Kolom</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Seharusnya</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Ditemukan</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>kosong</translation>
    </message>
    <message>
        <source>Everything stays on this computer, encrypted. Whatever is stopped goes on later.</source>
        <translation>Semua data tetap di komputer ini, terenkripsi. Yang dihentikan dapat dilanjutkan nanti.</translation>
    </message>
    <message>
        <source>Reading the roster and the photos</source>
        <translation>Membaca daftar peserta dan foto</translation>
    </message>
    <message>
        <source>Looking at photos</source>
        <translation>Memeriksa foto</translation>
    </message>
    <message>
        <source>Comparing everybody with everybody</source>
        <translation>Membandingkan semua peserta satu sama lain</translation>
    </message>
    <message>
        <source>Weighing what was found in the photos</source>
        <translation>Menilai temuan pada foto</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>Menulis laporan</translation>
    </message>
    <message>
        <source>Building packs</source>
        <translation>Membuat paket</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Hentikan</translation>
    </message>
    <message>
        <source>Stopping: what is being stored is finished first …</source>
        <translation>Menghentikan: yang sedang disimpan diselesaikan dulu …</translation>
    </message>
    <message>
        <source>Getting ready …</source>
        <translation>Menyiapkan …</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 dari %2</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>%1 per detik</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>sisa sekitar %1</translation>
    </message>
    <message>
        <source>Hadir · enrolment</source>
        <translation>Hadir · pendaftaran</translation>
    </message>
    <message>
        <source>Enrolment</source>
        <translation>Pendaftaran</translation>
    </message>
    <message>
        <source>help</source>
        <translation>bantuan</translation>
    </message>
    <message>
        <source>Working; you can go on looking around.</source>
        <translation>Sedang bekerja; Anda tetap dapat membuka halaman lain.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Siap</translation>
    </message>
    <message>
        <source>Stopped. What was stored stays; start again to go on from here.</source>
        <translation>Dihentikan. Yang sudah disimpan tetap ada; mulai lagi untuk melanjutkan dari sini.</translation>
    </message>
    <message>
        <source>This roster cannot be read. Correct the file and choose it again.</source>
        <translation>Daftar peserta tidak dapat dibaca. Perbaiki berkasnya lalu pilih lagi.</translation>
    </message>
    <message>
        <source>These photos cannot be read. Choose another folder or ZIP file.</source>
        <translation>Foto tidak dapat dibaca. Pilih folder atau berkas ZIP lain.</translation>
    </message>
    <message>
        <source>The enrolment data cannot be written or read. Check the disk&apos;s free space, then try again.</source>
        <translation>Data pendaftaran tidak dapat ditulis atau dibaca. Periksa sisa ruang disk, lalu coba lagi.</translation>
    </message>
    <message>
        <source>A file cannot be read or written. Check that it is there and that you may open it.</source>
        <translation>Berkas tidak dapat dibaca atau ditulis. Periksa apakah berkasnya ada dan Anda berhak membukanya.</translation>
    </message>
    <message>
        <source>The signing key does not open. Use the account and the passphrase that it was made with.</source>
        <translation>Kunci tanda tangan tidak dapat dibuka. Gunakan akun dan frasa sandi yang dipakai saat membuatnya.</translation>
    </message>
    <message>
        <source>The face engine cannot be opened. Install Hadir&apos;s models again.</source>
        <translation>Mesin pengenal wajah tidak dapat dibuka. Pasang ulang model Hadir.</translation>
    </message>
    <message>
        <source>The other computers do not answer. The search can go on later.</source>
        <translation>Komputer lain tidak menjawab. Pencarian dapat dilanjutkan nanti.</translation>
    </message>
    <message>
        <source>The report was not written. Choose another place for it.</source>
        <translation>Laporan tidak tersimpan. Pilih tempat lain.</translation>
    </message>
    <message>
        <source>No pack was written. See below for what is missing.</source>
        <translation>Paket tidak dibuat. Yang kurang tertulis di bawah.</translation>
    </message>
    <message>
        <source>That cannot be done. The reason stands below.</source>
        <translation>Tidak dapat dilakukan. Alasannya tertulis di bawah.</translation>
    </message>
    <message>
        <source>A part of the program failed. Nothing that was stored is lost; close the window and start again.</source>
        <translation>Ada bagian program yang gagal. Data yang sudah tersimpan tidak hilang; tutup jendela ini lalu mulai lagi.</translation>
    </message>
    <message>
        <source>file not there</source>
        <translation>berkas tidak ada</translation>
    </message>
    <message>
        <source>lies outside the photo folder</source>
        <translation>di luar folder foto</translation>
    </message>
    <message>
        <source>not a regular file</source>
        <translation>bukan berkas biasa</translation>
    </message>
    <message>
        <source>file damaged</source>
        <translation>berkas rusak</translation>
    </message>
    <message>
        <source>wrong file extension</source>
        <translation>akhiran nama berkas salah</translation>
    </message>
    <message>
        <source>not a picture</source>
        <translation>bukan gambar</translation>
    </message>
    <message>
        <source>picture too large</source>
        <translation>gambar terlalu besar</translation>
    </message>
    <message>
        <source>picture too small</source>
        <translation>gambar terlalu kecil</translation>
    </message>
    <message>
        <source>no face found</source>
        <translation>tidak ada wajah</translation>
    </message>
    <message>
        <source>several faces</source>
        <translation>lebih dari satu wajah</translation>
    </message>
    <message>
        <source>Same person</source>
        <translation>Orang yang sama</translation>
    </message>
    <message>
        <source>Different people</source>
        <translation>Orang berbeda</translation>
    </message>
    <message>
        <source>Twins</source>
        <translation>Kembar</translation>
    </message>
    <message>
        <source>Unclear</source>
        <translation>Tidak jelas</translation>
    </message>
    <message>
        <source>number</source>
        <translation>nomor</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nama</translation>
    </message>
    <message>
        <source>NIK</source>
        <translation>NIK</translation>
    </message>
    <message>
        <source>date of birth</source>
        <translation>tanggal lahir</translation>
    </message>
    <message>
        <source>session</source>
        <translation>sesi</translation>
    </message>
    <message>
        <source>session title</source>
        <translation>judul sesi</translation>
    </message>
    <message>
        <source>venue</source>
        <translation>tilok</translation>
    </message>
    <message>
        <source>room</source>
        <translation>ruang</translation>
    </message>
    <message>
        <source>start</source>
        <translation>mulai</translation>
    </message>
    <message>
        <source>date</source>
        <translation>tanggal</translation>
    </message>
    <message>
        <source>seat</source>
        <translation>kursi</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>photos</source>
        <translation>foto</translation>
    </message>
    <message>
        <source>whole row</source>
        <translation>seluruh baris</translation>
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
        <source>%1 h %2 min</source>
        <translation>%1 jam %2 mnt</translation>
    </message>
    <message>
        <source>No usable photo: checked by eye at the desk</source>
        <translation>Tanpa foto yang layak: diperiksa petugas secara langsung di meja</translation>
    </message>
    <message>
        <source>Trouble at the desk is unlikely: under 1 %</source>
        <translation>Kecil kemungkinan bermasalah di meja: di bawah 1 %</translation>
    </message>
    <message>
        <source>Chance of trouble at the desk: about %1 %</source>
        <translation>Kemungkinan bermasalah di meja: sekitar %1 %</translation>
    </message>
    <message>
        <source>The same photo, or a copy of it, stands under both numbers. Ask registration.</source>
        <translation>Foto yang sama, atau salinannya, ada pada kedua nomor. Tanyakan ke bagian pendaftaran.</translation>
    </message>
    <message>
        <source>Too few candidates to say how many pairs are as alike by chance. Look closely.</source>
        <translation>Peserta terlalu sedikit untuk memperkirakan kemiripan karena kebetulan. Amati baik-baik.</translation>
    </message>
    <message>
        <source>By chance, about %1 pairs of strangers in a roster of this size are as alike.</source>
        <translation>Secara kebetulan, sekitar %1 pasang orang asing dalam daftar sebesar ini sama miripnya.</translation>
    </message>
    <message>
        <source>By chance, strangers are as alike in about 1 of %1 rosters of this size; siblings more often.</source>
        <translation>Secara kebetulan, orang asing semirip ini hanya ada di sekitar 1 dari %1 daftar sebesar ini; saudara lebih sering.</translation>
    </message>
    <message>
        <source>%1 cells, each quotation mark closed</source>
        <translation>%1 sel, setiap tanda kutip ditutup</translation>
    </message>
    <message>
        <source>%1 cells; text that holds the separator needs quotation marks</source>
        <translation>%1 sel; teks yang memuat tanda pemisah harus diberi tanda kutip</translation>
    </message>
    <message>
        <source>digits in a column formatted as text</source>
        <translation>angka dalam kolom berformat teks</translation>
    </message>
    <message>
        <source>%1, a number that Excel has rounded</source>
        <translation>%1, angka yang sudah dibulatkan Excel</translation>
    </message>
    <message>
        <source>printable text of %1 to %2 characters</source>
        <translation>teks biasa, %1 sampai %2 karakter</translation>
    </message>
    <message>
        <source>something that shows, of 1 to %1 characters</source>
        <translation>terisi, 1 sampai %1 karakter</translation>
    </message>
    <message>
        <source>a date such as 31/12/1999, from %1 until today</source>
        <translation>tanggal seperti 31/12/1999, dari tahun %1 sampai hari ini</translation>
    </message>
    <message>
        <source>%1 digits</source>
        <translation>%1 digit angka</translation>
    </message>
    <message>
        <source>%1 characters, %2 of them digits</source>
        <translation>%1 karakter, %2 di antaranya angka</translation>
    </message>
    <message>
        <source>a province of 11 to 96 in digits 1 and 2</source>
        <translation>kode provinsi 11 sampai 96 pada digit 1 dan 2</translation>
    </message>
    <message>
        <source>a day of birth of 01 to 31, or 41 to 71 of a woman, in digits 7 and 8</source>
        <translation>tanggal lahir 01 sampai 31, atau 41 sampai 71 untuk perempuan, pada digit 7 dan 8</translation>
    </message>
    <message>
        <source>a serial number of 0001 to 9999 as the last four digits</source>
        <translation>nomor urut 0001 sampai 9999 pada empat digit terakhir</translation>
    </message>
    <message>
        <source>a month of birth of 01 to 12 in digits 9 and 10</source>
        <translation>bulan lahir 01 sampai 12 pada digit 9 dan 10</translation>
    </message>
    <message>
        <source>the date of birth of this row in digits 7 to 12, a woman&apos;s day 40 higher</source>
        <translation>tanggal lahir pada baris ini di digit 7 sampai 12, untuk perempuan tanggalnya ditambah 40</translation>
    </message>
    <message>
        <source>%1; the candidate goes in, check their identity card</source>
        <translation>%1; peserta tetap masuk, periksa KTP-nya</translation>
    </message>
    <message>
        <source>the start of this session in line %1, %2</source>
        <translation>waktu mulai sesi ini di baris %1, %2</translation>
    </message>
    <message>
        <source>a photo of candidate %1, named in the roster or found by their number</source>
        <translation>foto peserta %1, disebut dalam daftar atau ditemukan lewat nomornya</translation>
    </message>
    <message>
        <source>none; the candidate goes in, to be checked by eye at the desk</source>
        <translation>tidak ada; peserta tetap masuk, diperiksa dengan mata di meja</translation>
    </message>
    <message>
        <source>the photo of candidate %1, %2</source>
        <translation>foto peserta %1, %2</translation>
    </message>
    <message>
        <source>(a PIN)</source>
        <translation>(sebuah PIN)</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>hilang</translation>
    </message>
    <message>
        <source>another picture under the same name</source>
        <translation>gambar lain dengan nama yang sama</translation>
    </message>
    <message>
        <source>a file that cannot be read</source>
        <translation>berkas yang tidak dapat dibaca</translation>
    </message>
    <message>
        <source>date and time such as 2026-10-12T08:00+07:00</source>
        <translation>tanggal dan jam seperti 2026-10-12T08:00+07:00</translation>
    </message>
    <message>
        <source>a date such as 12/10/2026</source>
        <translation>tanggal seperti 12/10/2026</translation>
    </message>
    <message>
        <source>a time such as 08:00</source>
        <translation>jam seperti 08:00</translation>
    </message>
    <message>
        <source>4 to 12 printable characters without spaces</source>
        <translation>4 sampai 12 karakter biasa tanpa spasi</translation>
    </message>
    <message>
        <source>%1 characters</source>
        <translation>%1 karakter</translation>
    </message>
    <message>
        <source>printable file names of at most %1 characters</source>
        <translation>nama berkas biasa, paling banyak %1 karakter</translation>
    </message>
    <message>
        <source>at most %1 photos</source>
        <translation>paling banyak %1 foto</translation>
    </message>
    <message>
        <source>at most %1 photos with those of line %2</source>
        <translation>paling banyak %1 foto, termasuk dari baris %2</translation>
    </message>
    <message>
        <source>%1; the first %2 are taken</source>
        <translation>%1; yang dipakai %2 pertama</translation>
    </message>
    <message>
        <source>a new number (line %1 has it)</source>
        <translation>nomor baru (sudah dipakai di baris %1)</translation>
    </message>
    <message>
        <source>a NIK that no other number has (line %1 has it under %2)</source>
        <translation>NIK yang belum dipakai nomor lain (baris %1 memakainya dengan nomor %2)</translation>
    </message>
    <message>
        <source>the same under %1</source>
        <translation>NIK yang sama dengan nomor %1</translation>
    </message>
    <message>
        <source>a NIK that nobody else has</source>
        <translation>NIK yang tidak dipakai peserta lain</translation>
    </message>
    <message>
        <source>that of candidate %1</source>
        <translation>NIK peserta %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>tidak ada</translation>
    </message>
    <message>
        <source>Stopped. F6 weighs the photos from the start.</source>
        <translation>Dihentikan. Tekan F6 untuk menilai foto dari awal.</translation>
    </message>
    <message>
        <source>Sheet of the workbook</source>
        <translation>Lembar kerja</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>Pilihan lain</translation>
    </message>
    <message>
        <source>More options of an import</source>
        <translation>Pilihan lain untuk impor</translation>
    </message>
    <message>
        <source>Column names, if unusual: a TOML file</source>
        <translation>Nama kolom, bila tidak lazim: berkas TOML</translation>
    </message>
    <message>
        <source>Choose the file of the column names</source>
        <translation>Pilih berkas nama kolom</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>No picture from this camera</source>
        <translation>Tidak ada gambar dari kamera ini</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Choose the camera</source>
        <translation>Pilih kamera</translation>
    </message>
    <message>
        <source>Picture of the chosen camera</source>
        <translation>Gambar dari kamera yang dipilih</translation>
    </message>
    <message>
        <source>%1 (not plugged in)</source>
        <translation>%1 (tidak terpasang)</translation>
    </message>
    <message>
        <source>Open the desk</source>
        <translation>Buka meja</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Periksa lagi</translation>
    </message>
    <message>
        <source>Other pack</source>
        <translation>Paket lain</translation>
    </message>
    <message>
        <source>Session pack</source>
        <translation>Paket sesi</translation>
    </message>
    <message>
        <source>Face models</source>
        <translation>Model wajah</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Basis data</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Cahaya</translation>
    </message>
    <message>
        <source>Focus</source>
        <translation>Fokus</translation>
    </message>
    <message>
        <source>Disk space</source>
        <translation>Ruang disk</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Jam komputer</translation>
    </message>
    <message>
        <source>Central server</source>
        <translation>Server pusat</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Suara</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Baik</translation>
    </message>
    <message>
        <source>Look at this</source>
        <translation>Perhatikan</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>Gangguan</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Tak diperiksa</translation>
    </message>
    <message>
        <source>No answer within %1 seconds.</source>
        <translation>Tidak ada jawaban dalam %1 detik.</translation>
    </message>
    <message>
        <source>The check itself failed (%1).</source>
        <translation>Pemeriksaannya sendiri gagal (%1).</translation>
    </message>
    <message>
        <source>%1, %2, starts %3. Candidates: %4.</source>
        <translation>%1, %2, mulai %3. Peserta: %4.</translation>
    </message>
    <message>
        <source>%1, starts %2. Candidates: %3, without a photo: %4.</source>
        <translation>%1, mulai %2. Peserta: %3, tanpa foto: %4.</translation>
    </message>
    <message>
        <source>%1, starts %2. Candidates: %3, without a photo: %4, without a PIN: %5.</source>
        <translation>%1, mulai %2. Peserta: %3, tanpa foto: %4, tanpa PIN: %5.</translation>
    </message>
    <message>
        <source>%1 is not today: it starts %2.</source>
        <translation>%1 bukan hari ini: mulainya %2.</translation>
    </message>
    <message>
        <source>%1: the pack ends %2, before the session is over.</source>
        <translation>%1: paket berakhir %2, sebelum sesi selesai.</translation>
    </message>
    <message>
        <source>The pack ended %1.</source>
        <translation>Paket sudah berakhir %1.</translation>
    </message>
    <message>
        <source>The pack is for %1, this station belongs to %2.</source>
        <translation>Paket ini untuk %1, sedangkan stasiun ini milik %2.</translation>
    </message>
    <message>
        <source>There are no candidates in this pack.</source>
        <translation>Tidak ada peserta dalam paket ini.</translation>
    </message>
    <message>
        <source>No pack is loaded.</source>
        <translation>Belum ada paket yang dimuat.</translation>
    </message>
    <message>
        <source>Complete and unaltered, and the pack was made with them.</source>
        <translation>Lengkap, tidak berubah, dan cocok dengan paket.</translation>
    </message>
    <message>
        <source>The model %1 is missing.</source>
        <translation>Model %1 tidak ada.</translation>
    </message>
    <message>
        <source>The file of model %1 is damaged or altered.</source>
        <translation>Berkas model %1 rusak atau diubah.</translation>
    </message>
    <message>
        <source>The licence of model %1 was not accepted yet.</source>
        <translation>Lisensi model %1 belum disetujui.</translation>
    </message>
    <message>
        <source>The model %1 cannot be used.</source>
        <translation>Model %1 tidak dapat dipakai.</translation>
    </message>
    <message>
        <source>The pack was made with other models than these.</source>
        <translation>Paket dibuat dengan model yang lain.</translation>
    </message>
    <message>
        <source>Can be written, and its records are sound.</source>
        <translation>Dapat ditulisi, dan catatannya utuh.</translation>
    </message>
    <message>
        <source>Another program is holding the database.</source>
        <translation>Program lain sedang memakai basis data.</translation>
    </message>
    <message>
        <source>Nothing can be written: the disk is full.</source>
        <translation>Tidak ada yang dapat ditulis: disk penuh.</translation>
    </message>
    <message>
        <source>This account may not write to the database.</source>
        <translation>Akun ini tidak boleh menulis ke basis data.</translation>
    </message>
    <message>
        <source>The database is damaged.</source>
        <translation>Basis data rusak.</translation>
    </message>
    <message>
        <source>The database cannot be opened.</source>
        <translation>Basis data tidak dapat dibuka.</translation>
    </message>
    <message>
        <source>Live: %1 by %2, %3 pictures a second.</source>
        <translation>Langsung: %1 × %2, %3 gambar per detik.</translation>
    </message>
    <message>
        <source>A recording or stream: %1 by %2, %3 pictures a second.</source>
        <translation>Rekaman atau siaran: %1 × %2, %3 gambar per detik.</translation>
    </message>
    <message>
        <source>Slow: %1 pictures a second.</source>
        <translation>Lambat: %1 gambar per detik.</translation>
    </message>
    <message>
        <source>A small picture: %1 by %2.</source>
        <translation>Gambarnya kecil: %1 × %2.</translation>
    </message>
    <message>
        <source>The picture is frozen: it does not change at all.</source>
        <translation>Gambar membeku: tidak berubah sama sekali.</translation>
    </message>
    <message>
        <source>The picture is black.</source>
        <translation>Gambar hitam.</translation>
    </message>
    <message>
        <source>The picture is of one colour only.</source>
        <translation>Gambar hanya satu warna.</translation>
    </message>
    <message>
        <source>The camera is open, but no pictures come.</source>
        <translation>Kamera terbuka, tetapi tidak ada gambar yang datang.</translation>
    </message>
    <message>
        <source>The camera does not open.</source>
        <translation>Kamera tidak dapat dibuka.</translation>
    </message>
    <message>
        <source>The room is bright enough. Nobody is in view.</source>
        <translation>Ruangan cukup terang. Tidak ada orang di depan kamera.</translation>
    </message>
    <message>
        <source>The face is well lit.</source>
        <translation>Wajah terkena cahaya dengan baik.</translation>
    </message>
    <message>
        <source>Too dark.</source>
        <translation>Terlalu gelap.</translation>
    </message>
    <message>
        <source>Too bright.</source>
        <translation>Terlalu terang.</translation>
    </message>
    <message>
        <source>The light comes from behind the candidate.</source>
        <translation>Cahaya datang dari belakang peserta.</translation>
    </message>
    <message>
        <source>The light comes from one side.</source>
        <translation>Cahaya datang dari satu sisi.</translation>
    </message>
    <message>
        <source>Cannot be judged without a picture.</source>
        <translation>Tidak dapat dinilai tanpa gambar.</translation>
    </message>
    <message>
        <source>The picture is sharp.</source>
        <translation>Gambar tajam.</translation>
    </message>
    <message>
        <source>The picture is a little soft.</source>
        <translation>Gambar agak kabur.</translation>
    </message>
    <message>
        <source>The picture is blurred.</source>
        <translation>Gambar kabur.</translation>
    </message>
    <message>
        <source>Nothing in view to judge it by.</source>
        <translation>Tidak ada yang dapat dijadikan patokan di depan kamera.</translation>
    </message>
    <message>
        <source>%1 GB free.</source>
        <translation>Tersisa %1 GB.</translation>
    </message>
    <message>
        <source>Only %1 GB free.</source>
        <translation>Hanya tersisa %1 GB.</translation>
    </message>
    <message>
        <source>Nearly full: %1 MB free.</source>
        <translation>Hampir penuh: tersisa %1 MB.</translation>
    </message>
    <message>
        <source>The disk does not answer.</source>
        <translation>Disk tidak menjawab.</translation>
    </message>
    <message>
        <source>Right: %1 seconds from the server&apos;s.</source>
        <translation>Tepat: selisih %1 detik dari jam server.</translation>
    </message>
    <message>
        <source>Slow: %1 seconds behind the server&apos;s.</source>
        <translation>Terlambat %1 detik dari jam server.</translation>
    </message>
    <message>
        <source>Fast: %1 seconds ahead of the server&apos;s.</source>
        <translation>Lebih cepat %1 detik dari jam server.</translation>
    </message>
    <message>
        <source>It says %1, but the pack was made %2.</source>
        <translation>Menunjukkan %1, padahal paket dibuat %2.</translation>
    </message>
    <message>
        <source>Can be compared only when the server answers.</source>
        <translation>Hanya dapat dibandingkan bila server menjawab.</translation>
    </message>
    <message>
        <source>Answers, and knows this station.</source>
        <translation>Menjawab, dan mengenal stasiun ini.</translation>
    </message>
    <message>
        <source>Answers, but has refused %1 reports of this station.</source>
        <translation>Menjawab, tetapi menolak %1 laporan stasiun ini.</translation>
    </message>
    <message>
        <source>The server has entries that this computer lost.</source>
        <translation>Server punya catatan yang hilang dari komputer ini.</translation>
    </message>
    <message>
        <source>The server does not know this station, or no longer.</source>
        <translation>Server tidak, atau tidak lagi, mengenal stasiun ini.</translation>
    </message>
    <message>
        <source>The server cannot prove that it is ours.</source>
        <translation>Server tidak dapat membuktikan bahwa ia milik kita.</translation>
    </message>
    <message>
        <source>Not reached. Check-in works without it.</source>
        <translation>Tidak terhubung. Registrasi tetap berjalan tanpanya.</translation>
    </message>
    <message>
        <source>Cannot be asked without the database.</source>
        <translation>Tidak dapat ditanya tanpa basis data.</translation>
    </message>
    <message>
        <source>This station is not registered: nothing is sent.</source>
        <translation>Stasiun ini belum terdaftar: tidak ada yang dikirim.</translation>
    </message>
    <message>
        <source>There is a device for it.</source>
        <translation>Perangkat suara tersedia.</translation>
    </message>
    <message>
        <source>No device: the screen says everything too.</source>
        <translation>Tidak ada perangkat: layar juga menyampaikan semuanya.</translation>
    </message>
    <message>
        <source>Switched off in the settings.</source>
        <translation>Dimatikan di pengaturan.</translation>
    </message>
    <message>
        <source>This computer does not say.</source>
        <translation>Komputer ini tidak memberitahukannya.</translation>
    </message>
    <message>
        <source>Run the checks again; restart the computer if it stays so.</source>
        <translation>Periksa lagi; jika tetap begitu, nyalakan ulang komputer.</translation>
    </message>
    <message>
        <source>Run the checks again; tell venue IT if it stays so.</source>
        <translation>Periksa lagi; jika tetap begitu, beri tahu petugas TI.</translation>
    </message>
    <message>
        <source>They are checked by eye, with their ID card.</source>
        <translation>Mereka diperiksa dengan mata, memakai KTP.</translation>
    </message>
    <message>
        <source>Ask headquarters how they get their PIN.</source>
        <translation>Tanyakan ke kantor pusat bagaimana mereka memperoleh PIN.</translation>
    </message>
    <message>
        <source>Load the pack of today&apos;s session.</source>
        <translation>Muat paket sesi hari ini.</translation>
    </message>
    <message>
        <source>Ask headquarters for a pack that lasts longer.</source>
        <translation>Mintalah paket yang berlaku lebih lama ke kantor pusat.</translation>
    </message>
    <message>
        <source>Load the pack of this venue.</source>
        <translation>Muat paket tilok ini.</translation>
    </message>
    <message>
        <source>Ask headquarters for another pack.</source>
        <translation>Mintalah paket lain ke kantor pusat.</translation>
    </message>
    <message>
        <source>Press F4 and choose the pack of this session.</source>
        <translation>Tekan F4 dan pilih paket sesi ini.</translation>
    </message>
    <message>
        <source>Venue IT: install Hadir&apos;s models again.</source>
        <translation>Petugas TI: pasang ulang model Hadir.</translation>
    </message>
    <message>
        <source>Venue IT: accept the licence, or use another engine.</source>
        <translation>Petugas TI: setujui lisensinya, atau pakai mesin lain.</translation>
    </message>
    <message>
        <source>Use the engine that headquarters enrolled with.</source>
        <translation>Pakai mesin yang dipakai kantor pusat saat pendaftaran.</translation>
    </message>
    <message>
        <source>Close other Hadir windows, then run the checks again.</source>
        <translation>Tutup jendela Hadir yang lain, lalu periksa lagi.</translation>
    </message>
    <message>
        <source>Free some space, then run the checks again.</source>
        <translation>Kosongkan sedikit ruang, lalu periksa lagi.</translation>
    </message>
    <message>
        <source>Venue IT: start Hadir with the account that installed it.</source>
        <translation>Petugas TI: jalankan Hadir dengan akun yang memasangnya.</translation>
    </message>
    <message>
        <source>Venue IT: run hadir journal repair. Nothing is deleted.</source>
        <translation>Petugas TI: jalankan hadir journal repair. Tidak ada yang dihapus.</translation>
    </message>
    <message>
        <source>For practice only, unless it is your network camera.</source>
        <translation>Hanya untuk latihan, kecuali ini kamera jaringan Anda.</translation>
    </message>
    <message>
        <source>More light, another USB socket, or close other programs.</source>
        <translation>Tambah cahaya, pindah colokan USB, atau tutup program lain.</translation>
    </message>
    <message>
        <source>Choose a camera with at least 640 by 480.</source>
        <translation>Pilih kamera dengan sedikitnya 640 × 480.</translation>
    </message>
    <message>
        <source>Unplug the camera and plug it in again, or choose another.</source>
        <translation>Cabut dan pasang lagi kameranya, atau pilih kamera lain.</translation>
    </message>
    <message>
        <source>Take the cover off the lens, and switch on the light.</source>
        <translation>Buka penutup lensa, dan nyalakan lampu.</translation>
    </message>
    <message>
        <source>Take away what covers the lens, or choose another camera.</source>
        <translation>Singkirkan yang menutupi lensa, atau pilih kamera lain.</translation>
    </message>
    <message>
        <source>Check its cable, close other programs that use it.</source>
        <translation>Periksa kabelnya, tutup program lain yang memakainya.</translation>
    </message>
    <message>
        <source>Switch on a lamp in front of the candidate.</source>
        <translation>Nyalakan lampu di depan peserta.</translation>
    </message>
    <message>
        <source>Turn the lamp aside, or draw the curtain.</source>
        <translation>Alihkan lampunya, atau tutup tirai.</translation>
    </message>
    <message>
        <source>Turn the desk away from the window, or close the curtain.</source>
        <translation>Putar meja agar jendela tidak di belakang peserta, atau tutup tirai.</translation>
    </message>
    <message>
        <source>Move the lamp behind the camera.</source>
        <translation>Pindahkan lampu ke belakang kamera.</translation>
    </message>
    <message>
        <source>Wipe the lens.</source>
        <translation>Bersihkan lensa.</translation>
    </message>
    <message>
        <source>Wipe the lens, then turn its ring until faces are sharp.</source>
        <translation>Bersihkan lensa, lalu putar cincinnya sampai wajah tajam.</translation>
    </message>
    <message>
        <source>Sit in front of the camera and run the checks again.</source>
        <translation>Duduklah di depan kamera, lalu periksa lagi.</translation>
    </message>
    <message>
        <source>Enough for today. Have venue IT free some space.</source>
        <translation>Cukup untuk hari ini. Minta petugas TI mengosongkan ruang.</translation>
    </message>
    <message>
        <source>Free some space now: decisions may soon not be stored.</source>
        <translation>Kosongkan ruang sekarang: keputusan bisa tak tersimpan lagi.</translation>
    </message>
    <message>
        <source>Venue IT: check the disk before anybody is let in.</source>
        <translation>Petugas TI: periksa disk sebelum ada peserta yang masuk.</translation>
    </message>
    <message>
        <source>Set this computer&apos;s clock, then run the checks again.</source>
        <translation>Setel jam komputer ini, lalu periksa lagi.</translation>
    </message>
    <message>
        <source>They are kept here. Tell headquarters.</source>
        <translation>Laporan itu tetap tersimpan di sini. Beri tahu kantor pusat.</translation>
    </message>
    <message>
        <source>Venue IT: run hadir journal repair --set-back.</source>
        <translation>Petugas TI: jalankan hadir journal repair --set-back.</translation>
    </message>
    <message>
        <source>Venue IT: run hadir station register.</source>
        <translation>Petugas TI: jalankan hadir station register.</translation>
    </message>
    <message>
        <source>Register it again. Check-in works meanwhile.</source>
        <translation>Daftarkan lagi. Sementara itu registrasi tetap berjalan.</translation>
    </message>
    <message>
        <source>Tell venue IT; nothing is sent. Check-in works meanwhile.</source>
        <translation>Beri tahu petugas TI; tidak ada yang dikirim. Registrasi tetap berjalan.</translation>
    </message>
    <message>
        <source>Reports are kept and sent once it answers. Check the cable.</source>
        <translation>Laporan disimpan dan dikirim begitu server menjawab. Periksa kabel.</translation>
    </message>
    <message>
        <source>Choose a session pack</source>
        <translation>Pilih paket sesi</translation>
    </message>
    <message>
        <source>Session packs (*.pack)</source>
        <translation>Paket sesi (*.pack)</translation>
    </message>
    <message>
        <source>Which session?</source>
        <translation>Sesi yang mana?</translation>
    </message>
    <message>
        <source>Packs at this station and on the server. Press Enter to load one.</source>
        <translation>Paket di stasiun ini dan di server. Tekan Enter untuk memuatnya.</translation>
    </message>
    <message>
        <source>No packs at this station yet</source>
        <translation>Belum ada paket di stasiun ini</translation>
    </message>
    <message>
        <source>Bring the one from headquarters on a stick, and drop it on the right.</source>
        <translation>Bawa paket dari kantor pusat dengan flashdisk, lalu lepaskan di sebelah kanan.</translation>
    </message>
    <message>
        <source>Drop a .pack file here</source>
        <translation>Lepaskan berkas .pack di sini</translation>
    </message>
    <message>
        <source>It is copied to this station, so the stick can be taken out.</source>
        <translation>Paket disalin ke stasiun ini, jadi flashdisk boleh dicabut.</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Pilih berkas…</translation>
    </message>
    <message>
        <source>Back to the checks</source>
        <translation>Kembali ke pemeriksaan</translation>
    </message>
    <message>
        <source>Reading the pack …</source>
        <translation>Membaca paket …</translation>
    </message>
    <message>
        <source>%1 did not arrive. %2</source>
        <translation>%1 tidak sampai. %2</translation>
    </message>
    <message>
        <source>%1 was not loaded: the database did not answer.</source>
        <translation>%1 tidak dimuat: basis data tidak menjawab.</translation>
    </message>
    <message>
        <source>Close other Hadir windows and try again; tell venue IT if it stays so.</source>
        <translation>Tutup jendela Hadir yang lain dan coba lagi; jika tetap begitu, beri tahu petugas TI.</translation>
    </message>
    <message>
        <source>%1 was refused. %2</source>
        <translation>%1 ditolak. %2</translation>
    </message>
    <message>
        <source>Asking the server for packs …</source>
        <translation>Menanyakan paket ke server …</translation>
    </message>
    <message>
        <source>This station is registered with no server: packs come on a stick or as a file.</source>
        <translation>Stasiun ini belum terdaftar di server: paket dibawa dengan flashdisk atau berupa berkas.</translation>
    </message>
    <message>
        <source>The server has no other packs for this station.</source>
        <translation>Server tidak punya paket lain untuk stasiun ini.</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>Berkas tidak dapat dibaca.</translation>
    </message>
    <message>
        <source>This file is not a session pack.</source>
        <translation>Berkas ini bukan paket sesi.</translation>
    </message>
    <message>
        <source>The pack was made for a newer version of Hadir.</source>
        <translation>Paket dibuat untuk versi Hadir yang lebih baru.</translation>
    </message>
    <message>
        <source>The file was not copied completely.</source>
        <translation>Berkas tidak tersalin seluruhnya.</translation>
    </message>
    <message>
        <source>Nobody has signed this pack.</source>
        <translation>Paket ini tidak ditandatangani siapa pun.</translation>
    </message>
    <message>
        <source>This station does not know who signed this pack.</source>
        <translation>Stasiun ini tidak mengenal penanda tangan paket ini.</translation>
    </message>
    <message>
        <source>The pack was changed after it was signed.</source>
        <translation>Paket diubah setelah ditandatangani.</translation>
    </message>
    <message>
        <source>What is in the pack does not fit together.</source>
        <translation>Isi paket tidak saling cocok.</translation>
    </message>
    <message>
        <source>The pack was made for other stations.</source>
        <translation>Paket dibuat untuk stasiun lain.</translation>
    </message>
    <message>
        <source>The pack is for another venue.</source>
        <translation>Paket ini untuk tilok lain.</translation>
    </message>
    <message>
        <source>The pack is not valid yet.</source>
        <translation>Paket belum berlaku.</translation>
    </message>
    <message>
        <source>The pack is no longer valid.</source>
        <translation>Paket sudah tidak berlaku.</translation>
    </message>
    <message>
        <source>The pack was made with other face models than these.</source>
        <translation>Paket dibuat dengan model wajah yang lain.</translation>
    </message>
    <message>
        <source>Plug the stick in again, or copy the file anew.</source>
        <translation>Pasang lagi flashdisk-nya, atau salin ulang berkasnya.</translation>
    </message>
    <message>
        <source>Choose the file from headquarters that ends in .pack.</source>
        <translation>Pilih berkas dari kantor pusat yang berakhiran .pack.</translation>
    </message>
    <message>
        <source>Have venue IT update Hadir on this computer.</source>
        <translation>Minta petugas TI memperbarui Hadir di komputer ini.</translation>
    </message>
    <message>
        <source>Copy it again, and wait until the copy is complete.</source>
        <translation>Salin lagi, dan tunggu sampai selesai.</translation>
    </message>
    <message>
        <source>Do not use it. Tell headquarters.</source>
        <translation>Jangan dipakai. Beri tahu kantor pusat.</translation>
    </message>
    <message>
        <source>If headquarters has a new key, venue IT adds it with hadir station trust. Otherwise do not use it.</source>
        <translation>Jika kantor pusat punya kunci baru, petugas TI menambahkannya dengan hadir station trust. Jika tidak, jangan dipakai.</translation>
    </message>
    <message>
        <source>Do not use it. Get it from headquarters again, and tell them.</source>
        <translation>Jangan dipakai. Minta lagi dari kantor pusat, dan beri tahu mereka.</translation>
    </message>
    <message>
        <source>Headquarters needs this station&apos;s key: venue IT makes it with hadir station key.</source>
        <translation>Kantor pusat memerlukan kunci stasiun ini: petugas TI membuatnya dengan hadir station key.</translation>
    </message>
    <message>
        <source>Choose the pack of this venue.</source>
        <translation>Pilih paket tilok ini.</translation>
    </message>
    <message>
        <source>Check this computer&apos;s clock; otherwise wait, or ask headquarters.</source>
        <translation>Periksa jam komputer ini; jika sudah tepat, tunggu atau tanyakan ke kantor pusat.</translation>
    </message>
    <message>
        <source>Check this computer&apos;s clock; otherwise load today&apos;s pack.</source>
        <translation>Periksa jam komputer ini; jika sudah tepat, muat paket hari ini.</translation>
    </message>
    <message>
        <source>Venue IT: use the engine that headquarters enrolled with.</source>
        <translation>Petugas TI: pakai mesin yang dipakai kantor pusat saat pendaftaran.</translation>
    </message>
    <message>
        <source>Camera %1</source>
        <translation>Kamera %1</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Memeriksa</translation>
    </message>
    <message>
        <source>%1 of %2 checks are done.</source>
        <translation>%1 dari %2 pemeriksaan selesai.</translation>
    </message>
    <message>
        <source>Checking the station</source>
        <translation>Memeriksa stasiun</translation>
    </message>
    <message>
        <source>Put this right first: %1. The remedy stands beside it.</source>
        <translation>Bereskan dulu: %1. Caranya tertulis di sampingnya.</translation>
    </message>
    <message>
        <source>The desk cannot open yet</source>
        <translation>Meja belum dapat dibuka</translation>
    </message>
    <message>
        <source>Put right what you can. Faults: %1. Where the camera fails, check people by eye.</source>
        <translation>Bereskan yang bisa. Gangguan: %1. Bila kamera gagal, periksa peserta dengan mata.</translation>
    </message>
    <message>
        <source>The desk can open, with faults</source>
        <translation>Meja dapat dibuka, dengan gangguan</translation>
    </message>
    <message>
        <source>Nothing stands in the way. To look at: %1.</source>
        <translation>Tidak ada halangan. Yang perlu diperhatikan: %1.</translation>
    </message>
    <message>
        <source>The desk can open</source>
        <translation>Meja dapat dibuka</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Siap</translation>
    </message>
    <message>
        <source>Everything is well. The desk can open.</source>
        <translation>Semuanya baik. Meja dapat dibuka.</translation>
    </message>
    <message>
        <source>Candidates: %1</source>
        <translation>Peserta: %1</translation>
    </message>
    <message>
        <source>Valid from %1</source>
        <translation>Berlaku mulai %1</translation>
    </message>
    <message>
        <source>No longer valid since %1</source>
        <translation>Tidak berlaku lagi sejak %1</translation>
    </message>
    <message>
        <source>Valid until %1</source>
        <translation>Berlaku sampai %1</translation>
    </message>
    <message>
        <source>starts %1</source>
        <translation>mulai %1</translation>
    </message>
    <message>
        <source>The server does not accept this station.</source>
        <translation>Server tidak menerima stasiun ini.</translation>
    </message>
    <message>
        <source>Venue IT registers it again with hadir station register. Until then use a stick.</source>
        <translation>Petugas TI mendaftarkannya lagi dengan hadir station register. Sementara itu pakai flashdisk.</translation>
    </message>
    <message>
        <source>The server no longer has this pack for this station.</source>
        <translation>Paket ini tidak ada lagi di server untuk stasiun ini.</translation>
    </message>
    <message>
        <source>Press F5 to look again, or ask headquarters for it.</source>
        <translation>Tekan F5 untuk melihat lagi, atau mintalah ke kantor pusat.</translation>
    </message>
    <message>
        <source>This computer does not trust the server&apos;s certificate.</source>
        <translation>Komputer ini tidak memercayai sertifikat server.</translation>
    </message>
    <message>
        <source>Check this computer&apos;s clock and tell venue IT. Until then use a stick.</source>
        <translation>Periksa jam komputer ini dan beri tahu petugas TI. Sementara itu pakai flashdisk.</translation>
    </message>
    <message>
        <source>The pack could not be stored on this computer.</source>
        <translation>Paket tidak dapat disimpan di komputer ini.</translation>
    </message>
    <message>
        <source>Free some space on the disk, then try again.</source>
        <translation>Kosongkan sedikit ruang diska, lalu coba lagi.</translation>
    </message>
    <message>
        <source>The server was not reached.</source>
        <translation>Server tidak terjangkau.</translation>
    </message>
    <message>
        <source>Check the network, then press F5. Until then use a stick: it works without the server.</source>
        <translation>Periksa jaringan, lalu tekan F5. Sementara itu pakai flashdisk: tidak perlu server.</translation>
    </message>
    <message>
        <source>The desk cannot be opened</source>
        <translation>Meja tidak dapat dibuka</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Getting %1 from the server</source>
        <translation>Mengambil %1 dari server</translation>
    </message>
    <message>
        <source>%1 of %2 MB</source>
        <translation>%1 dari %2 MB</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>Menghentikan …</translation>
    </message>
    <message>
        <source>On the server · %1 MB</source>
        <translation>Di server · %1 MB</translation>
    </message>
</context>
<context>
    <name>Receipt</name>
    <message>
        <source>Sent to the printer.</source>
        <translation>Sudah dikirim ke pencetak.</translation>
    </message>
    <message>
        <source>The printer did not take it. Check it, or save a PDF.</source>
        <translation>Pencetak tidak menerimanya. Periksa pencetak, atau simpan sebagai PDF.</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Disimpan sebagai %1.</translation>
    </message>
    <message>
        <source>It could not be saved there. Choose another folder.</source>
        <translation>Tidak dapat disimpan di sana. Pilih folder lain.</translation>
    </message>
    <message>
        <source>Receipt for the candidate</source>
        <translation>Tanda terima untuk peserta</translation>
    </message>
    <message>
        <source>Printer: %1</source>
        <translation>Pencetak: %1</translation>
    </message>
    <message>
        <source>No printer is set up at this desk. The candidate can write the number down or photograph the code.</source>
        <translation>Meja ini belum memiliki pencetak. Peserta dapat mencatat nomornya atau memotret kodenya.</translation>
    </message>
    <message>
        <source>80 mm roll</source>
        <translation>Rol 80 mm</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Cetak</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Simpan sebagai PDF</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>Receipt %1 as it is printed</source>
        <translation>Tanda terima %1 seperti yang dicetak</translation>
    </message>
    <message>
        <source>Admitted</source>
        <translation>Diterima</translation>
    </message>
    <message>
        <source>Admitted provisionally</source>
        <translation>Diterima sementara</translation>
    </message>
    <message>
        <source>Not admitted</source>
        <translation>Tidak diterima</translation>
    </message>
    <message>
        <source>People decided this, not the machine alone. If you do not agree, tell the supervisor before you leave the venue, or write to the selection committee. Give the check-in number; you may ask for what was recorded.</source>
        <translation>Keputusan ini diambil oleh petugas, bukan oleh mesin saja. Jika Anda keberatan, sampaikan kepada penyelia sebelum meninggalkan lokasi, atau kirim surat kepada panitia seleksi. Sebutkan nomor pemeriksaan; Anda berhak meminta catatannya.</translation>
    </message>
    <message>
        <source>Check-in receipt</source>
        <translation>Tanda terima pemeriksaan</translation>
    </message>
    <message>
        <source>Check-in number</source>
        <translation>Nomor pemeriksaan</translation>
    </message>
    <message>
        <source>To be settled by %1 at the desk</source>
        <translation>Harus diselesaikan di meja paling lambat pukul %1</translation>
    </message>
    <message>
        <source>Registration PIN</source>
        <translation>PIN registrasi</translation>
    </message>
    <message>
        <source>How to object</source>
        <translation>Cara mengajukan keberatan</translation>
    </message>
    <message>
        <source>This paper lets nobody in. It names nobody; keep it.</source>
        <translation>Kertas ini bukan tanda masuk dan tidak memuat nama siapa pun. Mohon disimpan.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Waktu</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sesi</translation>
    </message>
    <message>
        <source>Venue</source>
        <translation>Tilok</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>Meja</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>Nobody in this session fits all of that.
Try fewer letters, another part of the name, or the last digits of the number.
Whoever is not here may belong to another session.</source>
        <translation>Tidak ada peserta sesi ini yang cocok dengan semua kata itu.
Coba lebih sedikit huruf, bagian lain dari nama, atau angka terakhir nomor peserta.
Peserta yang tidak ada di sini mungkin terdaftar di sesi lain.</translation>
    </message>
    <message>
        <source>A few letters are enough, in any order: siti kusuma
Or some digits of the number or the NIK: 0012345</source>
        <translation>Beberapa huruf sudah cukup, dalam urutan apa pun: siti kusuma
Atau beberapa angka nomor peserta atau NIK: 0012345</translation>
    </message>
    <message>
        <source>Search for a candidate</source>
        <translation>Cari peserta</translation>
    </message>
    <message>
        <source>Name, number or NIK</source>
        <translation>Nama, nomor, atau NIK</translation>
    </message>
    <message>
        <source>Candidates who fit</source>
        <translation>Peserta yang cocok</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>pilih</translation>
    </message>
    <message>
        <source>check in</source>
        <translation>periksa</translation>
    </message>
    <message>
        <source>close</source>
        <translation>tutup</translation>
    </message>
    <message>
        <source>the first %1; type more to narrow it down</source>
        <translation>%1 teratas; ketik lebih banyak untuk mempersempit</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>%1 ditemukan</translation>
    </message>
    <message>
        <source>seat %1</source>
        <translation>kursi %1</translation>
    </message>
    <message>
        <source>Admitted provisionally at %1</source>
        <translation>Diterima sementara pukul %1</translation>
    </message>
    <message>
        <source>Admitted at %1</source>
        <translation>Diterima pukul %1</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>Set up this station</source>
        <translation>Siapkan stasiun ini</translation>
    </message>
    <message>
        <source>Nobody works here yet. The first person is the admin, who then adds operators, supervisors and proctors. Use your own name: it stands in the record of what you sign.</source>
        <translation>Belum ada petugas di sini. Orang pertama menjadi admin, yang kemudian menambahkan operator, penyelia, dan pengawas ruang. Gunakan nama Anda sendiri: nama itu tercantum dalam catatan setiap hal yang Anda tanda tangani.</translation>
    </message>
    <message>
        <source>6 to 12 digits that nobody would guess. Tell them to nobody.</source>
        <translation>6 sampai 12 angka yang tidak mudah ditebak. Jangan beri tahu siapa pun.</translation>
    </message>
    <message>
        <source>Your full name</source>
        <translation>Nama lengkap Anda</translation>
    </message>
    <message>
        <source>A PIN of your own</source>
        <translation>Buat PIN Anda</translation>
    </message>
    <message>
        <source>The same PIN once more</source>
        <translation>Ulangi PIN</translation>
    </message>
    <message>
        <source>Set up and sign in</source>
        <translation>Siapkan dan masuk</translation>
    </message>
    <message>
        <source>Please type your name.</source>
        <translation>Mohon ketik nama Anda.</translation>
    </message>
    <message>
        <source>The two PINs are not the same.</source>
        <translation>Kedua PIN tidak sama.</translation>
    </message>
    <message>
        <source>This cannot be a name. Please type your full name.</source>
        <translation>Nama ini tidak dapat dipakai. Mohon ketik nama lengkap Anda.</translation>
    </message>
    <message>
        <source>The station could not be set up.</source>
        <translation>Stasiun belum berhasil disiapkan.</translation>
    </message>
    <message>
        <source>First choose your name</source>
        <translation>Pilih nama Anda dahulu</translation>
    </message>
    <message>
        <source>Then enter your own PIN.</source>
        <translation>Lalu masukkan PIN Anda sendiri.</translation>
    </message>
    <message>
        <source>Your PIN</source>
        <translation>PIN Anda</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>Mohon tunggu …</translation>
    </message>
    <message>
        <source>That is not the PIN.</source>
        <translation>PIN tidak sesuai.</translation>
    </message>
    <message>
        <source>The PIN could not be checked.</source>
        <translation>PIN tidak dapat diperiksa.</translation>
    </message>
    <message>
        <source>Try again in %1</source>
        <translation>Coba lagi dalam %1</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Everybody else can go on.</source>
        <translation>PIN salah terlalu sering. Petugas lain tetap dapat lanjut.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Hapus</translation>
    </message>
    <message>
        <source>Delete the last digit</source>
        <translation>Hapus angka terakhir</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Tanda tangani</translation>
    </message>
    <message>
        <source>Second signature</source>
        <translation>Tanda tangan kedua</translation>
    </message>
    <message>
        <source>A second person signs with their own PIN</source>
        <translation>Petugas kedua menandatangani dengan PIN sendiri</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Nobody else here may sign.</source>
        <translation>Tidak ada petugas lain yang berwenang menandatangani.</translation>
    </message>
    <message>
        <source>An admin can add supervisors to this station.</source>
        <translation>Admin dapat menambahkan penyelia ke stasiun ini.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Masuk</translation>
    </message>
    <message>
        <source>Hadir · sign in</source>
        <translation>Hadir · masuk</translation>
    </message>
    <message>
        <source>Desk %1</source>
        <translation>Meja %1</translation>
    </message>
    <message>
        <source>Who works at this desk?</source>
        <translation>Siapa yang bertugas di meja ini?</translation>
    </message>
    <message>
        <source>Every decision is recorded under the name of the person who makes it.</source>
        <translation>Setiap keputusan dicatat atas nama orang yang membuatnya.</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>pilih</translation>
    </message>
    <message>
        <source>go on</source>
        <translation>lanjut</translation>
    </message>
    <message>
        <source>back to the names</source>
        <translation>kembali ke daftar nama</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Coba lagi</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operator</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Penyelia</translation>
    </message>
    <message>
        <source>Proctor</source>
        <translation>Pengawas ruang</translation>
    </message>
    <message>
        <source>Admin</source>
        <translation>Admin</translation>
    </message>
    <message>
        <source>A PIN has %1 to %2 digits.</source>
        <translation>PIN terdiri atas %1 sampai %2 angka.</translation>
    </message>
    <message>
        <source>Too easy to guess: the same digits again and again.</source>
        <translation>Terlalu mudah ditebak: angka yang sama berulang-ulang.</translation>
    </message>
    <message>
        <source>Too easy to guess: digits in a row.</source>
        <translation>Terlalu mudah ditebak: angka berurutan.</translation>
    </message>
    <message>
        <source>One try left, then a pause.</source>
        <translation>Sisa satu kali percobaan, lalu ada jeda.</translation>
    </message>
    <message>
        <source>%1 tries left.</source>
        <translation>Sisa %1 kali percobaan.</translation>
    </message>
    <message>
        <source>Start Hadir again. If that does not help, call venue IT: %1</source>
        <translation>Mulai ulang Hadir. Jika tidak membantu, hubungi petugas IT: %1</translation>
    </message>
    <message>
        <source>Who works here cannot be read.</source>
        <translation>Daftar petugas tidak dapat dibaca.</translation>
    </message>
    <message>
        <source>Type a part of your name</source>
        <translation>Ketik sebagian nama Anda</translation>
    </message>
    <message>
        <source>Who works here</source>
        <translation>Petugas di sini</translation>
    </message>
    <message>
        <source>Nobody of that name works here. An admin can add people.</source>
        <translation>Tidak ada petugas dengan nama itu. Admin dapat menambahkan petugas.</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>Hadir cannot start</source>
        <translation>Hadir tidak dapat dimulai</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Coba lagi</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>A file of the face check is missing or was changed. Call venue IT: Hadir must be installed again.</source>
        <translation>Berkas pemeriksaan wajah hilang atau berubah. Panggil petugas TI: Hadir harus dipasang ulang.</translation>
    </message>
    <message>
        <source>The local database does not open. Close other Hadir windows, or call venue IT.</source>
        <translation>Basis data setempat tidak dapat dibuka. Tutup jendela Hadir yang lain, atau panggil petugas TI.</translation>
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
    <message>
        <source>Choose a passphrase for the signing key</source>
        <translation>Buat frasa sandi untuk kunci tanda tangan</translation>
    </message>
    <message>
        <source>Passphrase of the signing key</source>
        <translation>Frasa sandi kunci tanda tangan</translation>
    </message>
    <message>
        <source>The stations open only packs that were signed with this key.</source>
        <translation>Stasiun hanya membuka paket yang ditandatangani dengan kunci ini.</translation>
    </message>
</context>
</TS>
