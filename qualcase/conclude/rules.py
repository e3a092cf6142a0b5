"""Do the sources corroborate each other: the rule of triangulation, from what each voice said to a verdict."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcase.conclude.tally import POLES, POSITIONS, Account, Items, Member, Position, let_in, tally
from qualcase.errors import OptionError
from qualcase.model.nouns import RESEARCHER
from qualcase.model.positions import position

Ints: TypeAlias = NDArray[np.int64]
PairLabel: TypeAlias = Literal["agreement", "partial", "silence", "dissonance", "not_comparable", "both_silent"]
Label: TypeAlias = Literal["agreement", "partial", "silence", "dissonance", "untested", "no_evidence"]
Direction: TypeAlias = Literal["supports", "contradicts", "contested", "none"]
Strength: TypeAlias = Literal["strong", "moderate", "weak", "contested", "none"]

TWO_THIRDS = Fraction(2, 3)


@dataclass(frozen=True, slots=True)
class Rule:
    """The settings of the rule.

    `theta`: the share of aspects that two groups must have in common to speak of the same; `dominance`: the share of
    items (of voices) that makes a voice (a group) unmixed, above 1/2; `strict_farmer`: pairs to the letter of Farmer et
    al. (2006), who call opposite judgements of the same event partial.
    """

    theta: Fraction = Fraction(1, 2)
    dominance: Fraction = Fraction(1)
    include_attributed: bool = False
    strict_farmer: bool = False


class Words(NamedTuple):
    """The three words of a verdict."""

    label: Label
    direction: Direction
    strength: Strength


class Because(NamedTuple):
    """The clauses that gave label and direction, and what the strength is short of to be a degree higher."""

    label: str
    direction: str
    short_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of voices and where it stands; `eligible`: its voices that were asked."""

    name: str
    position: Position | Literal["silent", "not_asked"]
    speaking: int
    eligible: int
    aspects: tuple[int, ...]
    divergence: bool

    @property
    def prominence(self) -> float:
        """The share of those asked who speak, 0 to 1; NaN where nobody was asked."""
        return self.speaking / self.eligible if self.eligible else math.nan

    @property
    def band(self) -> int:
        """Prominence in bands: 0 nobody, 1 below a third, 2 below two thirds, 3."""
        return 1 + sum(3 * self.speaking >= third * self.eligible for third in (1, 2)) if self.speaking else 0


Voices: TypeAlias = Sequence[tuple[Account, Position | None]]


class Pair(NamedTuple):
    """Two groups, by name, and what they are to each other."""

    a: str
    b: str
    label: PairLabel


@dataclass(frozen=True, slots=True)
class Verdict:
    """The finding on one proposition, with everything that it rests on.

    `positions`: one for each account; `groups` in the order in which the members name them; `pairs` by name.
    """

    label: Label
    direction: Direction
    strength: Strength
    because: Because
    groups: tuple[Group, ...]
    pairs: tuple[Pair, ...]
    flags: tuple[str, ...]
    accounts: tuple[Account, ...]
    positions: tuple[Position | None, ...]
    rule: Rule

    @property
    def words(self) -> Words:
        """Label, direction and strength."""
        return Words(self.label, self.direction, self.strength)

    @property
    def at_two_thirds(self) -> Words:
        """The same three words if two thirds of the items, or voices, suffice: how much hangs on the dominance."""
        return decide(self.accounts, replace(self.rule, dominance=TWO_THIRDS)).words

    def voices(self, where: str | None) -> tuple[str, ...]:
        """Give the voices that take a position; None: those that take none."""
        return tuple(a.member.id for a, stands in zip(self.accounts, self.positions, strict=True) if stands == where)

    @property
    def balance(self) -> float:
        """Voices supporting less those contradicting, of all with a position: -1 to 1; NaN if nobody has one."""
        speaking = len(self.positions) - self.positions.count(None)
        lead = self.positions.count("supports") - self.positions.count("contradicts")
        return lead / speaking if speaking else math.nan

    @property
    def coverage(self) -> float:
        """The share of those asked who take a position, 0 to 1; NaN if nobody was asked."""
        asked = sum(account.asked for account in self.accounts)
        return (len(self.positions) - self.positions.count(None)) / asked if asked else math.nan

    @property
    def negative_cases(self) -> tuple[str, ...]:
        """The voices with an item against the direction, or of two minds; `against` gives the items."""
        pole = POLES.get(self.direction)
        return tuple(a.member.id for a in self.accounts if pole is not None and sum(a.said) > a.said[pole])

    @property
    def spoke_neutral(self) -> tuple[str, ...]:
        """The voices that speak of it and take no direction."""
        return tuple(a.member.id for a in self.accounts if a.neutral and not any(a.said))

    @property
    def silent_groups(self) -> tuple[str, ...]:
        """The groups that were asked and take no position."""
        return tuple(group.name for group in self.groups if group.position == "silent")


def judge(
    items: Items, members: Sequence[Member], *, theta: float | Fraction = Fraction(1, 2),
    dominance: float | Fraction = Fraction(1), include_attributed: bool = False, strict_farmer: bool = False,
) -> Verdict:  # fmt: skip
    """Show whether the groups of members corroborate each other on one proposition.

    Raises OptionError where theta is not in 0 to 1, or dominance not above 1/2 and up to 1.

    The pair labels are those of Farmer, Robinson, Elliott & Eyles (2006, Qual Health Res 16: 377-394), but that
    opposite directions are dissonance; overall label, direction and strength are a rule of our own.
    """
    theta, dominance = (Fraction(share).limit_denominator(1000) for share in (theta, dominance))  # .8 is 4/5
    if not 0 <= theta <= 1:
        raise OptionError(f"theta={float(theta):g} is no share of aspects. Give 0 to 1.")
    if not Fraction(1, 2) < dominance <= 1:
        raise OptionError(f"dominance={float(dominance):g} does not tell two poles apart. Give more than 0.5, up to 1.")
    rule = Rule(theta, dominance, include_attributed, strict_farmer)
    return decide(tally(items, members, include_attributed=include_attributed), rule)


def against(items: Items, verdict: Verdict) -> Ints:
    """Give the items of the negative cases, (n,): those of another stance than the verdict's direction."""
    _, directed = let_in(items, verdict.rule.include_attributed)
    return np.flatnonzero(directed & (items.stance != POLES.get(verdict.direction, items.stance)))


def decide(accounts: tuple[Account, ...], rule: Rule) -> Verdict:
    """Give the verdict on accounts: the rule itself."""
    positions = tuple(account.position(rule.dominance) for account in accounts)
    voices = tuple(zip(accounts, positions, strict=True))
    groups = _groups(voices, rule)
    by_name = sorted(groups, key=lambda group: group.name)
    pairs = tuple(Pair(a.name, b.name, _pair(a, b, rule)) for a, b in combinations(by_name, 2))
    label, label_clause = _label(groups, pairs, rule)
    direction, direction_clause = _direction(groups, positions)
    strength, short_of = _strength(label, direction, groups, voices)
    because = Because(label_clause, direction_clause, short_of)
    flags = _flags(groups, voices)
    return Verdict(label, direction, strength, because, groups, pairs, flags, accounts, positions, rule)


def interests(accounts: Sequence[Account]) -> set[str]:
    """Give the sides that voices have an interest on; the researcher's is none."""
    return {account.member.side for account in accounts} - {"", RESEARCHER}


def same_aspects(a: Group, b: Group, theta: Fraction) -> bool:
    """Say whether two groups speak of the same aspects, as far as aspects were coded in both."""
    shared, either = len({*a.aspects} & {*b.aspects}), len({*a.aspects, *b.aspects})
    return not (a.aspects and b.aspects) or shared >= theta * either


def same_prominence(a: Group, b: Group) -> bool:
    """Say whether two groups are at most one band of prominence apart."""
    return abs(a.band - b.band) <= 1


def _groups(voices: Voices, rule: Rule) -> tuple[Group, ...]:
    """A group stands where its speaking voices stand, by the rule that holds within a voice."""
    found = []
    for name in dict.fromkeys(account.member.group for account, _ in voices):
        own = [(account, stands) for account, stands in voices if account.member.group == name]
        spoken = [stands for _, stands in own if stands is not None]
        eligible = sum(a.asked for a, _ in own)
        pro, con, both = (spoken.count(pole) for pole in POSITIONS.values())
        number = position(pro, con, both, rule.dominance)
        stands = POSITIONS[number] if number is not None else "silent" if eligible else "not_asked"
        aspects = tuple(sorted(set().union(*(a.aspects for a, _ in own))))
        found.append(Group(name, stands, len(spoken), eligible, aspects, len(set(spoken)) > 1))
    return tuple(found)


def _pair(a: Group, b: Group, rule: Rule) -> PairLabel:
    stand = {a.position, b.position}
    if "not_asked" in stand:
        return "not_comparable"
    if stand == {"silent"}:
        return "both_silent"
    if "silent" in stand:
        return "silence"
    aspects, prominence = same_aspects(a, b, rule.theta), same_prominence(a, b)
    if rule.strict_farmer:
        alike = (len(stand) == 1 and "mixed" not in stand and prominence) + aspects
        return "agreement" if alike == 2 else "partial" if alike else "dissonance"
    if stand == {"supports", "contradicts"}:
        return "dissonance"
    if "mixed" in stand:
        return "partial"
    return "agreement" if aspects and prominence else "partial"


def _label(groups: Sequence[Group], pairs: Sequence[Pair], rule: Rule) -> tuple[Label, str]:
    """The overall label and its clause."""
    speaking = [group.position for group in groups if group.speaking]
    labels = {pair.label for pair in pairs}
    if not speaking:
        return "no_evidence", "nobody"
    if len(speaking) == 1:
        if any(group.position == "silent" for group in groups):
            return "silence", "one_others_silent"
        return "untested", "one_alone"
    if "dissonance" in labels:  # opposite groups always make a dissonant pair, and a mixed group partial ones
        return "dissonance", "strict_dissonance" if rule.strict_farmer else "opposed"
    if "partial" in labels:
        return "partial", "strict_partial" if rule.strict_farmer else "divided" if "mixed" in speaking else "uneven"
    return "agreement", "same"


def _direction(groups: Sequence[Group], positions: Sequence[Position | None]) -> tuple[Direction, str]:
    """The direction and its clause: groups must not outvote the voices in them."""
    stand = {group.position for group in groups if group.speaking}
    lead = positions.count("supports") - positions.count("contradicts")
    if not stand:
        return "none", "nobody"
    if {"supports", "contradicts"} <= stand:
        return "contested", "both_ways"
    if "supports" in stand:
        return ("supports", "one_way") if lead > 0 else ("contested", "outvoted")
    if "contradicts" in stand:
        return ("contradicts", "one_way") if lead < 0 else ("contested", "outvoted")
    return "contested", "no_side"


def _strength(
    label: Label, direction: Direction, groups: Sequence[Group], voices: Voices
) -> tuple[Strength, tuple[str, ...]]:
    """The strength and what it is short of: a cap on what evidence can carry, not a probability."""
    if label in ("no_evidence", "silence", "untested"):
        return "none", ()
    pole = POLES.get(direction)
    if pole is None:
        return "contested", ()
    holders = [account for account, stands in voices if stands == direction]
    recorded = bool(interests([account for account, _ in voices]))
    stand = {group.position for group in groups}
    met = {
        "agreement": label == "agreement",
        "three_voices": len(holders) >= 3,
        "two_groups": len({account.member.group for account in holders}) >= 2,
        "two_sides": len(interests(holders)) >= 2 or not recorded,
        "two_techniques": len({way for account in holders for stance, way in account.ways if stance == pole}) >= 2,
        "no_silent_group": "silent" not in stand,
        "no_mixed_group": "mixed" not in stand,
    }
    strong = ("agreement", "three_voices", "two_groups", "two_sides", "two_techniques", "no_silent_group")
    moderate = ("two_groups", "two_sides" if recorded else "two_techniques", "no_mixed_group")
    to_strong, to_moderate = (tuple(clause for clause in asks if not met[clause]) for asks in (strong, moderate))
    if not to_strong:
        return "strong", ()
    return ("weak", to_moderate) if to_moderate else ("moderate", to_strong)


def _flags(groups: Sequence[Group], voices: Voices) -> tuple[str, ...]:
    techniques = {technique for account, _ in voices for _, technique in account.ways}
    sides = interests([account for account, stands in voices if stands])
    attributed, items = (sum(getattr(a, name) for a, _ in voices) for name in ("attributed", "items"))
    stand = {group.position for group in groups}
    flags = {
        "one_side_only": sum(group.speaking > 0 for group in groups) >= 2 and len(sides) == 1,
        "one_technique": len(techniques) == 1,
        "within_group_divergence": any(group.divergence for group in groups),
        "silent_group": "silent" in stand,
        "group_not_asked": "not_asked" in stand,
        "attributed_present": attributed > 0,
        "attributed_only": 0 < attributed == items,
    }
    return tuple(name for name, raised in flags.items() if raised)
