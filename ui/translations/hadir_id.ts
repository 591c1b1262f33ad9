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
        <source>Problems of the roster left to correct: %1.</source>
        <translation>Masalah daftar yang masih perlu diperbaiki: %1.</translation>
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
        <source>Left out, without a usable photo: %1</source>
        <translation>Tidak ikut, tanpa foto yang layak: %1</translation>
    </message>
    <message>
        <source>Photos not looked at yet: %1</source>
        <translation>Foto yang belum diperiksa: %1</translation>
    </message>
    <message>
        <source>Pairs that look alike, without an answer: %1</source>
        <translation>Pasangan mirip yang belum dijawab: %1</translation>
    </message>
    <message>
        <source>One person with two numbers: %1</source>
        <translation>Satu orang dengan dua nomor: %1</translation>
    </message>
    <message>
        <source>Twins that are linked: %1</source>
        <translation>Pasangan kembar yang ditautkan: %1</translation>
    </message>
    <message>
        <source>Without photo</source>
        <translation>Tanpa foto</translation>
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
        <translation>Untuk stasiun</translation>
    </message>
    <message>
        <source>Into the folder</source>
        <translation>Ke folder</translation>
    </message>
    <message>
        <source>Built now</source>
        <translation>Baru dibuat</translation>
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
        <source>Export the public key</source>
        <translation>Ekspor kunci publik</translation>
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
        <source>Digest</source>
        <translation>Sidik digital</translation>
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
        <source>Check of the registration photos</source>
        <translation>Pemeriksaan foto pendaftaran</translation>
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
        <source>Line</source>
        <translation>Baris</translation>
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
        <source>file damaged</source>
        <translation>berkas rusak</translation>
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
