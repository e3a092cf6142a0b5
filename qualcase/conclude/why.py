"""Why a triangulation reads as it does: the clauses that decided, on which voices, and what would change it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations, islice
from typing import Any, Literal, TypeAlias

from qualcase.conclude.rules import Verdict, Words, decide, interests, same_aspects, same_prominence
from qualcase.conclude.tally import POLES, Account, Member, Position
from qualcase.model.nouns import RESEARCHER
from qualcase.render.labels import label
from qualcase.render.numbers import number

Pole: TypeAlias = Literal["supports", "contradicts"]
Called: TypeAlias = Callable[[str, str], str]
Word: TypeAlias = Literal["label", "direction", "strength"]

DEGREES = {"none": 0, "contested": 0, "weak": 1, "moderate": 2, "strong": 3}
OTHER: dict[Any, Pole] = {"supports": "contradicts", "contradicts": "supports"}
MOST_PAIRS = 1_000
NEWCOMER = "+"  # the id, group and side of a voice that the study does not have
LABELS = {
    "nobody": "no_evidence", "one_others_silent": "silence", "one_alone": "untested", "same": "agreement",
    "opposed": "dissonance", "divided": "partial_mixed", "uneven": "partial_pair",
    "strict_dissonance": "dissonance_strict", "strict_partial": "partial_strict",
}  # fmt: skip
CONTESTED = {"both_ways": "contested_groups", "outvoted": "contested_balance", "no_side": "contested_mixed"}


def _as_named(name: str, lang: str) -> str:
    return name


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of the evidence: a voice says one thing more, or throughout the opposite.

    `technique`, `aspect`: numbers as in the items, -1 none; the technique may be one that nobody was heard by.
    """

    member: Member
    stance: Pole
    kind: Literal["silent", "more", "aspect", "turn", "not_asked", "newcomer"]
    technique: int = -1
    aspect: int = -1
    another: bool = False  # is the technique another one than the voice's

    def apply(self, accounts: tuple[Account, ...]) -> tuple[Account, ...]:
        """Give the accounts after the edit."""
        if self.kind == "newcomer":
            return (*accounts, self._after(Account(self.member)))
        return tuple(self._after(account) if account.member == self.member else account for account in accounts)

    def _after(self, account: Account) -> Account:
        pole = POLES[self.stance]
        if self.kind == "turn":
            said = (sum(account.said), 0, 0) if pole == 0 else (0, sum(account.said), 0)
            return replace(account, said=said, ways=frozenset((pole, technique) for _, technique in account.ways))
        pro, con, both = account.said
        aspects = account.aspects | ({self.aspect} if self.aspect >= 0 else frozenset())
        return replace(
            account, said=(pro + (pole == 0), con + (pole == 1), both), ways=account.ways | {(pole, self.technique)},
            aspects=aspects, items=account.items + 1,
        )  # fmt: skip

    def text(self, *, lang: str, called: Called = _as_named) -> str:
        """Say it in a language."""
        group = called(self.member.group, lang)
        named = {"voice": self.member.id, "group": group, "stance": label(f"stance.{self.stance}", lang)}
        kind = "newcomer_side" if self.kind == "newcomer" and self.member.side else self.kind
        said = label(f"why.edit.{kind}", lang, **named)
        return label("why.edit.another", lang, edit=said) if self.another else said


@dataclass(frozen=True, slots=True)
class Change:
    """The first change found that gives another label or direction, or a higher strength; no edits: none was found."""

    what: Word
    edits: tuple[Edit, ...]
    words: Words  # what the rule says then

    def text(self, *, lang: str, called: Called = _as_named) -> str:
        """Say it in a language."""
        what = label(f"why.what.{self.what}", lang)
        if not self.edits:
            return label("why.no_turn", lang, what=what)
        edits = label("why.and", lang).join(edit.text(lang=lang, called=called) for edit in self.edits)
        becomes = label(f"{self.what}.{getattr(self.words, self.what)}", lang)
        return label("why.turn", lang, what=what, edits=edits, becomes=becomes)


@dataclass(frozen=True, slots=True, repr=False)
class Why:
    """The reasons of a verdict, or of a claim's support: the clauses that decided, and what would change the verdict.

    `clauses`: of a claim the rule of its support; of a verdict label, direction, then strength; a key of the label
    catalogue and what it says. `called`: what a group or a side is called in a language. `lang`: the case's language.
    """

    clauses: tuple[tuple[str, Mapping[str, Any]], ...]
    changes: tuple[Change, ...] = ()
    called: Called = _as_named
    lang: str = "en"

    def sentences(self, *, lang: str = "") -> tuple[str, ...]:
        """Give the reasons in a language, one sentence each."""
        lang = lang or self.lang
        reasons = [label(key, lang, **in_words(fields, lang, self.called)) for key, fields in self.clauses]
        return (*reasons, *(change.text(lang=lang, called=self.called) for change in self.changes))

    def text(self, *, lang: str = "") -> str:
        """Give the reasons in a language, a line each."""
        return "\n".join(self.sentences(lang=lang))

    def __repr__(self) -> str:
        return self.text()


def why(verdict: Verdict, *, called: Called = _as_named, lang: str = "en") -> Why:
    """Say which clauses gave a verdict, and the smallest changes of the evidence that would give another.

    `called`: what a group or a side is called in a language; as it is named, without. `lang`: what it is said in unless
    another language is asked for.

    The rule is run again on single edits, then on pairs of them (the first 1,000): silent voices that were asked come
    first, then one item more, another technique, a voice that turns, voices that were not asked, a voice that is new.
    """
    return Why((_label(verdict), _direction(verdict), _strength(verdict)), _changes(verdict), called, lang)


def _label(verdict: Verdict) -> tuple[str, dict[str, Any]]:
    clause = verdict.because.label
    stands = {name: [g.name for g in verdict.groups if g.position == name] for name in (*OTHER, "mixed", "silent")}
    speaking = [group.name for group in verdict.groups if group.speaking]
    return f"why.label.{LABELS[clause]}", {**stands, "speaking": speaking, "pairs": _apart(verdict)}


def _apart(verdict: Verdict) -> list[tuple[str, str, str]]:
    """The pairs that made the label, and what sets each apart."""
    groups = {group.name: group for group in verdict.groups}
    found = []
    for pair in verdict.pairs:
        if pair.label == verdict.label and pair.label in ("partial", "dissonance"):
            a, b = groups[pair.a], groups[pair.b]
            aspects, near = same_aspects(a, b, verdict.rule.theta), same_prominence(a, b)
            apart = "aspects" if near else "prominence" if aspects else "both"
            found.append((a.name, b.name, apart if a.position == b.position else "position"))
    return found


def _direction(verdict: Verdict) -> tuple[str, dict[str, Any]]:
    counts = {name: len(verdict.voices(pole)) for name, pole in (("plus", "supports"), ("minus", "contradicts"))}
    key = CONTESTED.get(verdict.because.direction, verdict.direction)
    facts = {**counts, "mixed": len(verdict.voices("mixed")), "balance": verdict.balance}
    return f"why.direction.{key}", {**facts, "holders": list(verdict.voices(verdict.direction))}


def _strength(verdict: Verdict) -> tuple[str, dict[str, Any]]:
    stands = zip(verdict.accounts, verdict.positions, strict=True)
    holders = [account for account, position in stands if position == verdict.direction]
    pole = POLES.get(verdict.direction)
    facts = {
        "label": verdict.label,
        "n": len(holders),
        "holders": [account.member.id for account in holders],
        "groups": list(dict.fromkeys(account.member.group for account in holders)),
        "sides": sorted(interests(holders)),
        "techniques": len({technique for account in holders for stance, technique in account.ways if stance == pole}),
        "silent": list(verdict.silent_groups),
        "mixed": [group.name for group in verdict.groups if group.position == "mixed"],
    }
    short_of = list(verdict.because.short_of)
    if "two_sides" in short_of and not facts["sides"]:
        short_of[short_of.index("two_sides")] = "two_sides_none"
    elif "two_sides" in short_of and any(account.member.side == RESEARCHER for account in holders):
        short_of[short_of.index("two_sides")] = "two_sides_researcher"
    return f"why.strength.{verdict.strength}", {**facts, "short_of": short_of}


def _changes(verdict: Verdict) -> tuple[Change, ...]:
    wanted: list[Word] = ["label", "direction", *(["strength"] if verdict.strength != "strong" else [])]  # type: ignore[list-item]
    found: dict[Word, Change] = {}
    singles = list(_edits(verdict))
    pairs = ((a, b) for a, b in combinations(singles, 2) if a.member != b.member)
    for edits in chain(((edit,) for edit in singles), islice(pairs, MOST_PAIRS)):
        accounts = verdict.accounts
        for edit in edits:
            accounts = edit.apply(accounts)
        words = decide(accounts, verdict.rule).words
        for what in wanted:
            if what not in found and _changed(what, verdict, words):
                found[what] = Change(what, edits, words)
        if len(found) == len(wanted):
            break
    return tuple(found.get(what, Change(what, (), verdict.words)) for what in wanted)


def _changed(what: Word, verdict: Verdict, words: Words) -> bool:
    if what != "strength":
        return bool(getattr(words, what) != getattr(verdict, what))
    same = verdict.direction not in OTHER or words.direction == verdict.direction
    return same and DEGREES[words.strength] > DEGREES[verdict.strength]


def _edits(verdict: Verdict) -> Iterator[Edit]:
    """Single edits that change something, the nearest to hand in fieldwork first."""
    lean: Pole = "contradicts" if verdict.direction == "contradicts" else "supports"
    poles: tuple[Pole, Pole] = (lean, OTHER[lean])
    used = Counter(sorted(technique for account in verdict.accounts for _, technique in account.ways))
    usual = used.most_common(1)[0][0] if used else 0
    another = max(used, default=usual) + 1
    voices = _alike(verdict)
    silent = [account for account, stands in voices if stands is None and account.asked]
    speaking = [(account, stands) for account, stands in voices if stands is not None]
    unasked = [account for account, _ in voices if not account.asked]
    yield from (Edit(account.member, pole, "silent", usual) for pole in poles for account in silent)
    for pole in poles:
        for account, stands in speaking:
            if stands != pole:
                own = min((technique for _, technique in account.ways), default=usual)
                yield Edit(account.member, pole, "more", own)
    yield from _aspect_edits(verdict, usual)
    for pole in poles:
        yield from (Edit(account.member, pole, "silent", another, another=True) for account in silent)
        yield from (Edit(a.member, pole, "more", another, another=True) for a, stands in speaking if stands == pole)
    yield from (Edit(a.member, pole, "turn") for pole in poles for a, stands in speaking if stands != pole)
    yield from (Edit(account.member, pole, "not_asked", usual) for pole in poles for account in unasked)
    newcomer = Member(NEWCOMER, NEWCOMER, NEWCOMER if interests(verdict.accounts) else "")
    yield from (Edit(newcomer, pole, "newcomer", usual) for pole in poles)
    for member, kind in [*((account.member, "not_asked") for account in unasked), (newcomer, "newcomer")]:
        yield Edit(member, lean, kind, another, another=True)  # type: ignore[arg-type]


def _aspect_edits(verdict: Verdict, usual: int) -> Iterator[Edit]:
    """A voice of each group names an aspect that another group names."""
    every = sorted({aspect for group in verdict.groups for aspect in group.aspects})
    for group in verdict.groups:
        stands = zip(verdict.accounts, verdict.positions, strict=True)
        one = next((a for a, p in stands if a.member.group == group.name and p == group.position and p in OTHER), None)
        if one is not None and group.aspects:
            own = min((technique for _, technique in one.ways), default=usual)
            for aspect in (aspect for aspect in every if aspect not in group.aspects):
                yield Edit(one.member, group.position, "aspect", own, aspect)  # type: ignore[arg-type]


def _alike(verdict: Verdict) -> Sequence[tuple[Account, Position | None]]:
    """At most two voices of each sort: what one of them can change, its likes can change too."""
    seen: Counter[Any] = Counter()
    found = []
    for account, stands in zip(verdict.accounts, verdict.positions, strict=True):
        member = account.member
        said = account.said if verdict.rule.dominance < 1 else ()
        sort = (member.group, member.side, account.asked, stands, account.ways, said)
        seen[sort] += 1
        if seen[sort] <= 2:
            found.append((account, stands))
    return found


def in_words(fields: Mapping[str, Any], lang: str, called: Called) -> dict[str, str]:
    """Put facts into words: names in a row, numbers as the language writes them, labels and strengths as it says them.

    `called`: what a group or a side is called in a language.
    """
    said: dict[str, str] = {}
    for name, value in fields.items():
        if name == "pairs":
            pairs = ((called(a, lang), called(b, lang), apart) for a, b, apart in value)
            said[name] = "; ".join(label(f"why.apart.{apart}", lang, a=a, b=b) for a, b, apart in pairs)
        elif name in ("label", "strength"):
            said[name] = label(f"{name}.{value}", lang)
        elif isinstance(value, (list, tuple)):
            said[name] = ", ".join(called(one, lang) for one in value) or label("value.unset", lang)
        else:
            said[name] = (
                value if isinstance(value, str) else number(value, lang, digits=2 if name == "balance" else None)
            )
    if "short_of" in fields:
        said["short_of"] = "; ".join(label(f"why.short.{clause}", lang, **said) for clause in fields["short_of"])
    return said
