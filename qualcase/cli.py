"""The command line: report, check, new, example, code, restore, doctor."""

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from qualcase import __version__
from qualcase.errors import FormatError, OptionError, QualcaseError

OK, FOUND, REFUSED = 0, 1, 2
_LANGUAGES = {"id": "Indonesian", "en": "English"}
_LANGS = f"{{{','.join(_LANGUAGES)}}}"

EXAMPLES = """\
examples:
  qualcase example my-study             copy the example study, with its transcripts and codings
  qualcase check my-study               every error in a study folder or codebook at once, with its line
  qualcase report my-study --lang en    a triangulated report: report.html, tables for Word, Excel, LaTeX
  qualcase new my-own --from rekaman    a study folder from transcripts you have
  qualcase code my.qualcase             code by hand, on a page in your browser
  qualcase doctor my.qualcase           examine a case file; restore brings a backup back

qualcase COMMAND --help says more about each.

exit codes: 0 done; 1 something was found (check, doctor); 2 refused, with the reason
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; give its exit code."""
    for stream in (sys.stdout, sys.stderr):  # a console that lacks a letter shows "?", and goes on
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    given = _parser().parse_args(argv)
    try:
        _check_language(getattr(given, "lang", ""))
        return int(given.run(given))
    except QualcaseError as error:
        print(f"qualcase: {error}", file=sys.stderr)
        for note in getattr(error, "__notes__", ()):
            print(f"  {note}", file=sys.stderr)
        return REFUSED
    except OSError as error:
        print(f"qualcase: {error.filename or 'a file'} cannot be read or written: {error.strerror}.", file=sys.stderr)
        print("  Check the name, your right to write there, and the space on the disk.", file=sys.stderr)
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
    report.add_argument(
        "--codebook", help="read the codings of a study folder by this codebook instead of its own: a file, or a name"
    )
    report.add_argument("--lang", metavar=_LANGS, default="", help="language of the report (default: the study's)")
    report.add_argument("--out", type=Path, default=Path("out"), help="folder to write to (default: out)")
    report.add_argument("--coder", default="", help="whose codings are the evidence, where several coded")

    check = _command(commands, "check", _check, "find every error of a codebook or study folder at once",
                     "qualcase check codebooks/four-elements.yaml")  # fmt: skip
    check.add_argument("path", type=Path, help="a codebook (.yaml), a study folder or a .qualcase file")
    check.add_argument("--lang", metavar=_LANGS, default="en", help="language of the messages (default: en)")

    new = _command(commands, "new", _new, "make a new study folder", "qualcase new my-study --from recordings")
    new.add_argument("folder", type=Path, help="the folder to make")
    new.add_argument("--from", dest="source", type=Path, help="a folder of transcripts to copy in and read")
    new.add_argument("--codebook", default="four-elements", help="the codebook to start with (default: four-elements)")

    example = _command(commands, "example", _example, "copy an example study", "qualcase example my-study")
    example.add_argument("folder", type=Path, help="where to copy it")
    example.add_argument("--study", default="omah-kreteg", help="which one (default: omah-kreteg)")
    example.add_argument("--exercise", action="store_true", help="without codings and claims, to code it yourself")

    code = _command(commands, "code", _code, "code a case file by hand, on a page in the browser",
                    "qualcase code omah.qualcase --coder ani")  # fmt: skip
    code.add_argument("file", type=Path, help="the case file")
    code.add_argument("--source", default="", help="where to begin (default: where this coder was last)")
    code.add_argument("--coder", default="", help="who codes (default: who coded in this file, if it was one person)")
    code.add_argument("--lang", metavar=_LANGS, default="", help="language of the page (default: the study's)")
    code.add_argument("--blind", action="store_true", help="hide what other coders recorded")
    code.add_argument("--port", type=int, default=0, help="port on this machine (default: any free one)")
    code.add_argument("--no-browser", action="store_true", help="show the link, and open nothing")

    restore = _command(commands, "restore", _restore, "bring back a backup of a case file",
                       "qualcase restore omah.qualcase --which 1")  # fmt: skip
    restore.add_argument("file", type=Path, help="the case file")
    restore.add_argument("--which", type=int, help="which backup, 1 the latest; without, they are listed")

    doctor = _command(commands, "doctor", _doctor, "examine a case file", "qualcase doctor omah.qualcase")
    doctor.add_argument("file", type=Path, help="the case file")
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace], int],
    what: str,
    example: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name, help=what, description=what[0].upper() + what[1:] + ".", epilog=f"example: {example}"
    )
    parser.set_defaults(run=run)
    return parser


def _check_language(lang: str) -> None:
    if lang and lang not in _LANGUAGES:
        there = ", ".join(f"{code} ({name})" for code, name in _LANGUAGES.items())
        raise OptionError(f"--lang {lang}: no such language here. There are: {there}.")


def _report(given: argparse.Namespace) -> int:
    from qualcase.case import Case, open_case
    from qualcase.model.evidence import CONSENSUS
    from qualcase.model.nouns import Coding
    from qualcase.render.labels import said

    _there(given.study)
    if not given.study.is_dir():
        _case_file(given.study, "report takes a study folder or a .qualcase file")
        if given.codebook:
            raise OptionError(
                f"--codebook is for a study folder; {given.study} has its codebook on record. "
                f"To change that: qc.open({str(given.study)!r}).use({given.codebook!r})."
            )
        case = open_case(given.study)
    else:
        case = Case()
        added = case.add(given.study, codebook=given.codebook)
        for problem in (*added.refused, *added.problems):
            print(f"not taken in: {problem}", file=sys.stderr)
        for lack in added.lacks:
            print(f"to mend: {said(lack, 'en')}", file=sys.stderr)
        _tell_errors(given.study)
    coders = {coding.coder for coding in case.rows(Coding) if not coding.withdrawn}
    if len(coders) > 1 and not given.coder and not coders & {CONSENSUS, case.snapshot.study.evidence}:
        raise OptionError(
            f"{len(coders)} coders coded this study ({', '.join(sorted(coders))}) and there is no consensus yet. "
            f"Say whose codings are the evidence: --coder {min(coders)}."
        )
    part = case.where(coder=given.coder) if given.coder else case
    print(part.report(given.out, lang=given.lang))
    return OK


def _tell_errors(folder: Path) -> None:
    """Say how many errors a check of the folder finds: the report is made of what could be read."""
    from qualcase.ingest.check import check

    errors = sum(finding.level == "error" for finding in check(folder))
    if errors:
        print(f"{errors} errors in {folder}: qualcase check {folder} lists them with their lines", file=sys.stderr)


def _check(given: argparse.Namespace) -> int:
    from qualcase.ingest.check import check

    _there(given.path)
    if not given.path.is_dir() and given.path.suffix.lower() not in (".yaml", ".yml"):
        _case_file(given.path, "check takes a codebook (.yaml), a study folder or a .qualcase file")
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

    print(copy_example(given.folder, study=given.study, exercise=given.exercise))
    return OK


def _code(given: argparse.Namespace) -> int:
    from qualcase.case import Case
    from qualcase.widget.local import page_of, serve

    _there(given.file)
    _case_file(given.file, "code takes a .qualcase file; make one of a study folder: qc.open('x.qualcase').add(folder)")
    with Case(given.file, coder=given.coder) as case:
        page = page_of(
            case, source=given.source, coder=given.coder, lang=given.lang, blind=given.blind, port=given.port
        )
        serve(page, browser=not given.no_browser)
    return OK


def _restore(given: argparse.Namespace) -> int:
    from qualcase.store.backups import backups, restore

    kept = backups(given.file)
    if not kept:
        _there(given.file)
    if given.which is None:
        for number, path in enumerate(kept, 1):
            print(f"{number}  {path}")
        print(f"{len(kept)} backups of {given.file}; bring one back with --which NUMBER")
        return OK
    print(f"restored from {restore(given.file, given.which)}")
    return OK


def _doctor(given: argparse.Namespace) -> int:
    from qualcase.store.backups import doctor

    _there(given.file)
    _case_file(given.file, "doctor examines a .qualcase file; for a study folder or codebook: qualcase check")
    found = doctor(given.file)
    for finding in found:
        print(finding)
    print(f"{given.file}: {len(found)} findings" if found else f"{given.file}: sound")
    return FOUND if any(finding.level == "error" for finding in found) else OK


def _there(path: Path) -> None:
    if not path.exists():
        from qualcase._kernel.checks import did_you_mean

        beside = sorted(p.name for p in path.parent.iterdir()) if path.parent.is_dir() else []
        near = did_you_mean(path.name, beside) if beside else f"{path.parent.resolve()} is empty or not there."
        raise FormatError(f"there is no {str(path)!r}. {near}")


def _case_file(path: Path, what: str) -> None:
    """Raise FormatError for what is no case file, before anybody takes it for a broken one."""
    from qualcase.store.file import is_database

    if path.is_dir() or (path.stat().st_size and not is_database(path)):
        raise FormatError(f"{path} is no case file: {what}.")
