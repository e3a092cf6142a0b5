"""Who speaks: from the labels in a transcript to voices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcase._kernel.checks import nearest
from qualcase._kernel.remark import Remark, remark
from qualcase.model.nouns import RESEARCHER, Voice

ASKING = frozenset(
    {
        "pewawancara", "pw", "peneliti", "penanya", "tanya", "t", "i", "q", "interviewer", "researcher", "moderator",
        "fasilitator", "facilitator", "iv",
    }
)  # fmt: skip
ANSWERING = frozenset(
    {
        "informan", "narasumber", "responden", "jawab", "j", "r", "a", "n", "p", "informant", "interviewee",
        "respondent", "participant", "peserta",
    }
)  # fmt: skip
ASKED_BY_P = frozenset({"n", "j", "narasumber"})  # beside these, P is the penanya
SPOKEN = ("interview", "group discussion")


@dataclass(frozen=True, slots=True)
class Speakers:
    """The voice of each label, the voices that had to be made for it, and what was guessed."""

    voice: dict[str, str]
    made: tuple[Voice, ...]
    guesses: tuple[Remark, ...]


def asks(label: str, labels: Iterable[str]) -> bool:
    """Say whether a label, among those of its transcript, is the interviewer's; P is, beside N or J."""
    folded = label.casefold()
    return folded in ASKING or (folded == "p" and bool(ASKED_BY_P & {other.casefold() for other in labels}))


def speakers(
    labels: Iterable[str], source: str, known: Sequence[Voice], accounts: Sequence[str], interviewers: Sequence[str]
) -> Speakers:
    """Give each label of one transcript its voice.

    A label is the voice with that id, or with that label on record. "I", "Pewawancara", ... is the interviewer; "R",
    "Informan", ... the one whose account the source is, where that is not said a voice named after the source: "R" of
    another transcript is another person. Any other label makes a new voice, without role. "" is nobody.

    Parameters
    ----------
    labels
        As written in the transcript.
    source
        The transcript's id.
    known
        The voices on record.
    accounts, interviewers
        Ids: whose account the source is, and who asked; empty where that is not said.
    """
    by_label: dict[str, str] = {}
    here = {*accounts, *interviewers}
    for one in sorted(known, key=lambda voice: (voice.id not in here, not voice.role)):  # those made up last
        for name in (one.id, *one.speakers):
            by_label.setdefault(name.casefold(), one.id)
    voice: dict[str, str] = {}
    made: dict[str, Voice] = {}
    guesses: list[Remark] = []
    labels = list(dict.fromkeys(labels))
    for name in labels:
        folded = name.casefold()
        if not name:
            continue
        if folded in by_label:
            voice[name] = by_label[folded]
        elif asks(name, labels):
            who = interviewers[0] if len(interviewers) == 1 else "interviewer"
            if who not in {v.id for v in known}:
                made.setdefault(who, Voice(who, "interviewer", RESEARCHER, (name,)))
            voice[name] = who
            guesses.append(remark("guess.interviewer", name=name))
        elif folded in ANSWERING and len(accounts) <= 1:
            voice[name] = accounts[0] if accounts else source
            if voice[name] not in {v.id for v in known}:
                made.setdefault(voice[name], Voice(voice[name]))
            guesses.append(remark("guess.account", name=name, voice=voice[name]))
        else:
            made[name] = Voice(name, speakers=(name,))
            voice[name] = name
            guesses.append(remark("guess.unlisted", name=name))
    return Speakers(voice, tuple(made.values()), tuple(guesses))


def account_of_prose(source: str, kind: str, known: Sequence[Voice], accounts: Sequence[str]) -> Speakers:
    """Give a text without turns its voice: the one named, else the observer of a note, the issuer of a document."""
    if accounts:
        return Speakers({"": accounts[0]}, (), ())
    observers = [v.id for v in known if v.role == "observer"]
    if kind == "observation" and len(observers) == 1:
        return Speakers({"": observers[0]}, (), (remark("guess.only_observer", voice=observers[0]),))
    name = "observer" if kind == "observation" else source
    if name in {v.id for v in known}:
        return Speakers({"": name}, (), ())
    if kind == "observation":
        return Speakers({"": name}, (Voice(name, "observer", RESEARCHER),), (remark("guess.observer"),))
    if kind in SPOKEN:
        return Speakers({"": name}, (Voice(name),), (remark("guess.one_voice", voice=name),))
    guess = remark("guess.issuer", kind=remark(f"kind.{kind}"), voice=name)
    return Speakers({"": name}, (Voice(name, kind),), (guess,))


def with_named(who: Speakers, known: Sequence[Voice], accounts: Sequence[str], interviewers: Sequence[str]) -> Speakers:
    """Make a voice of everybody who is named as the one whose account it is, or as asking, and is not on record."""
    ids = {voice.id for voice in (*known, *who.made)}
    named = [name for name in dict.fromkeys((*accounts, *interviewers)) if name not in ids]
    made = [Voice(name) if name in accounts else Voice(name, "interviewer", RESEARCHER) for name in named]
    guesses = [_unlisted(voice.id, ids) for voice in made if not voice.role]
    return Speakers(who.voice, (*who.made, *made), (*who.guesses, *guesses))


def _unlisted(name: str, ids: Iterable[str]) -> Remark:
    near = nearest(name, ids)
    if near is None:
        return remark("guess.unlisted", name=name)
    return remark("guess.unlisted_near", name=name, proposal=remark("check.did_you_mean", name=near))
