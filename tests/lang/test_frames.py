"""Common words that judge in one frame and not in another: said in sentences of their own, the cue in brackets."""

import pytest

from qualcase.lang.stance import stance

NO_JUDGEMENT = {
    "id": """
kita [buka] puasa di mushola
dia [buka] warung di depan balai
gudangnya [tutup] jam empat
anaknya [putus] sekolah kelas dua
kabelnya [putus] kena angin
[putusan] pengadilan keluar bulan Mei
itu [aturan] yang lama
Pak RT [ngatur] jadwal ronda
saya [denger] kabar dari pasar
malam-malam [kedengeran] petir
dia [dengerin] radio tiap pagi
makanannya [enak], ada rendang
kalian [enak], digaji tiap bulan
badannya nggak [enak] dari kemarin
saya orangnya nggak [enakan]
saya tidak [enak] sama bendahara
dulu [suara] katak, sekarang nggak ada
[sayangnya] hujan turun
[cukup] jauh dari sini ke dermaga
dia [tinggal] bareng neneknya
waktu itu saya [pindah] kos
modalnya [balik] modal dua tahun
di bawah [hilang] sinyal
tabung [bantu] pernapasan ada dua
dia guru [bantu] di sana
habis SD [lanjut] pesantren
asal [usul] kampung ini panjang
bapak saya [suka] lupa nama orang
dia [suka] telat kalau pagi
ibu [senang] menjahit malam-malam
saya [takut] ketinggalan bis
jadwal [kontrol] saya hari Rabu
data [dukung] dikirim lewat surel
saya [janji] dokter jam dua
angka [harapan] hidup naik
[siap] Pak
sawahnya [siap] panen
sehari dapat dua kilo sudah [syukur]
[setuju] dengan pendapat Ibu
bajunya [sesuai] umur
ayah [ngerti] mesin
[tanggung] bulan begini
kita [diundang] nikahan di hilir
teman-teman [ngajak] mancing
saya [disuruh] mertua
kalau nggak [salah] bulan Maret
itu [salah] satu contohnya
[menurut] saya begitu
[tepatnya] di tikungan
bibit ini [tahan] panas
gedung [musyawarah] di dekat lapangan
masih [percaya] primbon
[makasih] atas waktunya
[untung] masih ada kapal sore
cuacanya [bagus] minggu lalu
dia melaut nggak [peduli] hujan
pas [ditanya] dia diam
tahun itu [gagal] panen
di atas bukit [susah] sinyal
tas itu dari bank [mandiri]
pintunya ditutup [rapat]
masih ada [hubungan] darah
saya bawa surat [kuasa]
waktu itu kondisi [kritis]
kantongnya [ramah] lingkungan
adiknya [terlibat] kecelakaan
rumahnya [dekat] pasar
sakitnya [masuk] angin
saya [ikut] suami ke Batam
dia [ikut] antre beras
anak-anak [ikut] nyuci kain
[suara] mesinnya bising
dia menang empat puluh [suara]
[harganya] naik dua ribu
""",
    "en": """
she's [good] at maths
[good] morning everyone
that's a [good] question
the office [opens] at nine
we [open] on Mondays
he had his eyes wide [open]
she went to the jobs [fair]
that's [fair] game
he moved into a [care] home
the home [care] came twice
I [promise] you it was raining
[promise] me you'll eat
the hospital [trust] runs the car park
I [heard] it was on a Friday
have you [heard] of it
[help] yourself to tea
I can't [help] laughing
send the [supporting] documents
the loan was [interest] free
with [respect] to the second well
she read a [love] story
it looked [like] this
it's a [kind] of shed
the [patients] sat outside
I [mean] the other road
by no [means]
as far as I'm [concerned]
it [satisfied] the requirements
a [transparent] bag
he had to [lie] down
read the [fine] print
[right] behind the school
[nice] to meet you
she has a [bad] back
don't [worry] about the tea
a vote with a [confidence] interval
I'd [say] ten miles
make [sure] it is locked
[listen] to music
the pump [kept] rattling
you can [keep] the coat
he [heard] the bell
I [asked] my cousin for a lift
the costs [involved] were small
she had a family [commitment]
I'm more [confident] driving at night
the fire was under [control]
there was a [power] cut
she sent a [voice] note
I [agree] with you there
we [close] at six
[thanks] to the rain it was late
you're [welcome]
[pleased] to meet you
I took the [wrong] bus
I'm feeling [better] since Sunday
my [great] aunt lived there
a big [deal]
""",
}

A_JUDGEMENT = {
    "id": """
perusahaan [buka] semua catatan
warga boleh [ikut] tiap rapat
kita [ikut] menentukan harga
kami [ikut] di pertemuan itu
ibu-ibu [ikut] mengawasi dananya
[suara] kami didengar
petani punya [suara] di sana
mereka [denger] kita
ketuanya [enak] diajak bicara
mereka [bantu] kita urus izin
saya [setuju] sama programnya
kami [suka] sama petugasnya
kita [diundang] musyawarah
mereka [ngerti] keadaan kami
dia [tanggung jawab] sama anggotanya
kami [senang] sama hasilnya
programnya [lanjut] sampai sekarang
petugasnya [baik]
petugasnya [ramah]
kita selalu [ditanya] dulu
mereka [peduli] sama kami
kami [terlibat] dari awal
orangnya [dekat] sama warga
jalannya [bagus] sekarang
""",
    "en": """
they [kept] their word
the firm [keeps] us informed
we felt [heard]
our people were properly [heard]
the price is [fair]
they are [open] with the accounts
they really [care]
we [trust] the new chair
the training was [good]
she was a real [help]
I [like] the new well
we have a [say] there
the manager is [kind]
they [asked] us first
we were [involved] from the start
we have [confidence] in her
their [commitment] is plain
the new pump is [better]
""",
}


def said(table):
    return [(lang, line) for lang, lines in table.items() for line in lines.strip().splitlines()]


def read(lang, line):
    start, end = line.index("["), line.index("]") - 1
    return stance(line.replace("[", "").replace("]", ""), start, end, pole="positive", lang=lang)


@pytest.mark.parametrize(("lang", "line"), said(NO_JUDGEMENT))
def test_a_word_of_daily_things_is_no_cue_in_its_frame(lang, line):
    hint = read(lang, line)
    assert hint.stance == "unsure"
    assert hint.because.key in ("hint.sense", "hint.seldom", "hint.private"), hint.because


@pytest.mark.parametrize(("lang", "line"), said(A_JUDGEMENT))
def test_outside_of_its_frame_it_is_a_cue(lang, line):
    assert read(lang, line).stance == "supports"
