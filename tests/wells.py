"""A study of two interviews and a note, small enough to count by hand, as a folder of its own."""

from pathlib import Path

STUDY = """\
format: 1
title: A well for two villages (made up for a test)
synthetic: true
language: id
sides:
  - {id: company, label: Company}
  - {id: community, label: Community}
roles:
  - {id: officer, label: Officer, side: company}
  - {id: farmer, label: Farmer, side: community}
phases:
  - {id: start, label: Start, from: "2019", to: "2019"}
codebooks: [small]
"""
BOOK = """\
format: 1
name: small
version: {version}
title: Small
languages: [id]
codes:
  - id: trust
    label: Kepercayaan
    kind: evaluative
    holder: community
    target: company
    definition: Whether one side relies on the other.
    use_when: [it is said]
    do_not_use_when: [it is not]
    examples: [{{quote: percaya}}]
    near_misses: [{{quote: "percaya diri", code: none, why: about oneself}}]
    poles: {{positive: trusts, negative: does not}}
    indicators: {{id: {{positive: [{trust}], negative: [curiga]}}}}
    excluded_senses: {{id: [percaya diri]}}
    origin: deductive
    status: active
  - id: promise
    label: Janji
    kind: descriptive
    definition: A promise is spoken of.
    use_when: [it is said]
    do_not_use_when: [it is not]
    examples: [{{quote: janji}}]
    near_misses: [{{quote: "janji temu", code: none, why: an appointment}}]
    indicators: {{id: {{positive: ["janji*", menepati kata]}}}}
    origin: deductive
    status: {status}
"""
A = """\
PW: Apakah Bapak percaya pada perusahaan?
AN: Saya percaya pada mereka. Dulu belum percaya.
PW: Lalu sekarang?
AN: Mereka menepati kata. Saya jadi lebih percaya diri.
AN: Janjinya begitu, katanya.
"""
B = """\
PW: Bagaimana dengan Ibu?
BD: Kami curiga. Sumurnya tidak pernah jadi.
PW: Lalu?
BD: Sudah, begitu saja.
"""
NOTE = "Sumur di ujung jalan kering.\n\nTidak ada orang di sana.\n"
INFORMANTS = "id,role,side,speaker\nAN,farmer,community,AN\nBD,officer,company,BD\nPW,interviewer,researcher,PW\n"
SOURCES = "id,file,kind,voices\nA-01,A-01.txt,interview,AN\nB-01,B-01.txt,interview,BD\nN-01,N-01.md,observation,\n"
FIRST = """\
source,quote,code,stance,memo
A-01,Saya percaya pada mereka.,trust,supports,
B-01,Kami curiga.,trust,contradicts,
"""

TURN = "turn,original,translation\n"
SETTLED = "source,quote,codes,kept,reason\n"
PUBLISHED = """\
reference: A paper
heard:
  - {id: IZ, side: company}
findings:
  - id: p
    statement: It is so.
    rests_on: {code: trust, exact: true}
    evidence:
      - {how: quoted, voice: IZ, stance: supports, page: 4}
"""
BESIDE = {
    "translations/A-01.en.csv": f"{TURN}2,Saya percaya pada mereka. Dulu belum percaya.,I trust them.\n",
    "settled.csv": f"{SETTLED}A-01,Dulu belum percaya.,trust;small/promise,ani,belum membalik arah\n",
    "published.yaml": PUBLISHED,
    "codings/ani.csv": "source,quote,code,stance\nA-01,Saya percaya pada mereka.,trust,supports\n",
}


def book(*, version: str = "1.0.0", trust: str = "percaya", status: str = "active") -> str:
    """Give the codebook file."""
    return BOOK.format(version=version, trust=trust, status=status)


def write_wells(folder: Path, *, codings: str = "", coder: str = "ani") -> Path:
    """Write the study, with the table of one coder's codings if there are any."""
    files = {
        "study.yaml": STUDY, "codebooks/small.yaml": book(), "informants.csv": INFORMANTS, "sources.csv": SOURCES,
        "sources/A-01.txt": A, "sources/B-01.txt": B, "sources/N-01.md": NOTE,
        **({f"codings/{coder}.csv": codings} if codings else {}),
    }  # fmt: skip
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def write_beside(folder: Path, other: dict[str, str] | None = None) -> Path:
    """Write beside the study's files a coding, a translation, a settled difference and a published finding."""
    for name, text in {**BESIDE, **(other or {})}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def write_files(folder: Path, files: dict[str, str]) -> Path:
    """Write files of a study, by their names in the folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder
