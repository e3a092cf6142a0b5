"""The command line: report, check, new, example, restore, doctor."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from qualcase import __version__
from qualcase.errors import QualcaseError

OK, FOUND, REFUSED = 0, 1, 2

EXAMPLES = """\
examples:
  qualcase example my-study             copy the example study, with its transcripts and codings
  qualcase check my-study               every error in a study folder or codebook at once, with its line
  qualcase report my-study --lang en    a triangulated report: report.html, tables.docx, tables.xlsx
  qualcase new my-own --from rekaman    a study folder from transcripts you have

exit codes: 0 done; 1 something was found (check, doctor); 2 refused, with the reason
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; give its exit code."""
    given = _parser().parse_args(argv)
    try:
        return int(given.run(given))
    except QualcaseError as error:
        print(f"qualcase: {error}", file=sys.stderr)
        for note in getattr(error, "__notes__", ()):
            print(f"  {note}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("qualcase: stopped", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="qualcase", description="Qualitative case studies: from transcripts to a triangulated report.",
        epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--version", action="version", version=f"qualcase {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    report = _command(commands, "report", _report, "write the report of a study folder or case file",
                      "qualcase report corpus/omah-kreteg --lang en --out out")  # fmt: skip
    report.add_argument("study", type=Path, help="a study folder or a .qualcase file")
    report.add_argument("--codebook", help="a codebook file, or the name of one that comes with qualcase")
    report.add_argument(
        "--lang", choices=("id", "en"), default="", help="language of the report (default: the study's)"
    )
    report.add_argument("--out", type=Path, default=Path("out"), help="folder to write to (default: out)")
    report.add_argument("--coder", default="", help="whose codings are the evidence, where several coded")

    check = _command(commands, "check", _check, "find every error of a codebook or study folder at once",
                     "qualcase check codebooks/four-elements.yaml")  # fmt: skip
    check.add_argument("path", type=Path, help="a codebook (.yaml), a study folder or a .qualcase file")
    check.add_argument("--lang", choices=("id", "en"), default="en", help="language of the messages (default: en)")

    new = _command(commands, "new", _new, "make a new study folder", "qualcase new my-study --from recordings")
    new.add_argument("folder", type=Path, help="the folder to make")
    new.add_argument("--from", dest="source", type=Path, help="a folder of transcripts to copy in and read")
    new.add_argument("--codebook", default="four-elements", help="the codebook to start with (default: four-elements)")

    example = _command(commands, "example", _example, "copy an example study", "qualcase example my-study")
    example.add_argument("folder", type=Path, help="where to copy it")
    example.add_argument("--study", default="omah-kreteg", help="which one (default: omah-kreteg)")

    restore = _command(commands, "restore", _restore, "bring back a backup of a case file",
                       "qualcase restore omah.qualcase --which 1")  # fmt: skip
    restore.add_argument("file", type=Path, help="the case file")
    restore.add_argument("--which", type=int, help="which backup, 1 the latest; without, they are listed")

    doctor = _command(commands, "doctor", _doctor, "examine a case file", "qualcase doctor omah.qualcase")
    doctor.add_argument("file", type=Path, help="the case file")
    return parser


def _command(commands, name, run, what, example):  # type: ignore[no-untyped-def]
    parser = commands.add_parser(
        name, help=what, description=what[0].upper() + what[1:] + ".", epilog=f"example: {example}"
    )
    parser.set_defaults(run=run)
    return parser


def _report(given: argparse.Namespace) -> int:
    from qualcase.case import open_case

    _there(given.study)
    case = open_case(given.study)
    if given.codebook:
        from qualcase.case import Case

        case = Case()
        case.use(given.codebook)
        case.add(given.study)
    part = case.where(coder=given.coder) if given.coder else case
    print(part.report(given.out, lang=given.lang))
    return OK


def _check(given: argparse.Namespace) -> int:
    from qualcase.ingest.check import check

    _there(given.path)
    found = check(given.path, lang=given.lang)
    for finding in found:
        print(finding)
    errors = sum(finding.level == "error" for finding in found)
    print(f"{given.path}: {errors} errors, {len(found) - errors} warnings")
    return FOUND if errors else OK


def _new(given: argparse.Namespace) -> int:
    from qualcase.ingest.new import new_study

    print(new_study(given.folder, transcripts=given.source, codebook=given.codebook))
    return OK


def _example(given: argparse.Namespace) -> int:
    from qualcase.ingest.new import copy_example

    print(copy_example(given.folder, study=given.study))
    return OK


def _restore(given: argparse.Namespace) -> int:
    from qualcase.store.backups import backups, restore

    kept = backups(given.file)
    if given.which is None:
        for number, path in enumerate(kept, 1):
            print(f"{number}  {path}")
        print(f"{len(kept)} backups of {given.file}; bring one back with --which NUMBER")
        return OK
    print(f"restored from {restore(given.file, given.which)}")
    return OK


def _doctor(given: argparse.Namespace) -> int:
    from qualcase.store.backups import doctor

    found = doctor(given.file)
    for finding in found:
        print(finding)
    print(f"{given.file}: {len(found)} findings" if found else f"{given.file}: sound")
    return FOUND if found else OK


def _there(path: Path) -> None:
    if not path.exists():
        from qualcase._kernel.checks import did_you_mean
        from qualcase.errors import FormatError

        beside = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
        raise FormatError(f"there is no {str(path)!r}. {did_you_mean(path.name, beside)}")
