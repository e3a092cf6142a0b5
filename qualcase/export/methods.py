"""How the study was made, in sentences for a chapter on method: each stands only where the record has its facts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qualcase.conclude.triangulate import Triangulation
from qualcase.export.coders import Coders
from qualcase.export.limits import limitations
from qualcase.export.sampling import NOT_HEARD, criteria, minutes, people, shares, status, talked
from qualcase.export.speaking import spoken
from qualcase.model.asked import INTERVIEWED
from qualcase.model.codebook import text
from qualcase.model.evidence import CONSENSUS
from qualcase.model.snapshot import Snapshot
from qualcase.render.labels import label
from qualcase.render.numbers import date, number
from qualcase.render.prose import Paragraph, listed, say


def methods(snapshot: Snapshot, lang: str, made: Coders, triangulation: Triangulation | None) -> list[Paragraph]:
    """Give the paragraphs on method and, last, on limitations; none without a sentence."""
    coded = bool(snapshot.evidence.rows.size)
    coding = codings_made(snapshot) if coded else {}
    parts: list[tuple[str, Iterator[str]]] = [
        ("case", kind_of_study(snapshot, lang)),
        ("people", informants(snapshot, lang)),
        ("material", material(snapshot, lang)),
        ("coding", coding_done(snapshot, lang, coding)),
        ("agreement", agreed(made, lang)),
        ("triangulation", triangulated(triangulation, lang)),
        ("limits", limitations(snapshot, lang, made, coded=coded)),
    ]
    told = [Paragraph(label(f"methods.{head}", lang), tuple(sentences)) for head, sentences in parts]
    return [paragraph for paragraph in told if paragraph.sentences]


def kind_of_study(snapshot: Snapshot, lang: str) -> Iterator[str]:
    """Say of which case it is, and what it asks."""
    study = snapshot.study
    if title := text(study.title, lang).strip():
        yield say("methods.say.case", lang, title=title.rstrip("."))
    asked = [words for question in study.questions if (words := text(question.get("text", ""), lang).strip())]
    if asked:
        numbered = [f"({n}) {words}" for n, words in enumerate(asked, 1)] if len(asked) > 1 else asked
        yield say("methods.say.questions", lang, len(asked), questions=" ".join(_ended(words) for words in numbered))


def informants(snapshot: Snapshot, lang: str) -> Iterator[str]:
    """Say who was heard by role, chosen by which criteria, who was sought in vain, how much of a population it is."""
    spoke = talked(snapshot)
    here = people(snapshot)
    heard = [n for n in here if spoke[n]]
    if heard:
        by_role: dict[str, list[str]] = {}
        for n in heard:
            by_role.setdefault(snapshot.voices[n].role, []).append(snapshot.voices[n].id)
        roles = [
            f"{snapshot.name('role', role, lang)} ({listed_ids(ids)})" if role else listed_ids(ids)
            for role, ids in by_role.items()
        ]
        yield say("methods.say.heard", lang, len(heard), roles=listed(roles, lang))
        sides = list(dict.fromkeys(side for n in heard if (side := snapshot.voices[n].side)))
        if len(sides) > 1:
            named = listed([snapshot.name("side", side, lang) for side in sides], lang)
            yield say("methods.say.sides", lang, len(sides), sides=named)
    met: dict[str, list[str]] = {}
    for n in heard:
        for one in snapshot.voices[n].criteria:
            met.setdefault(one, []).append(snapshot.voices[n].id)
    if met:
        words = (
            f"“{said}” ({listed_ids(met[one])})" for one, said in zip(met, criteria(snapshot, met, lang), strict=True)
        )
        yield say("methods.say.criteria", lang, len(met), criteria="; ".join(words))
    missed = [n for n in here if snapshot.voices[n].status in NOT_HEARD]
    if missed:
        said = [f"{snapshot.voices[n].id} ({status(snapshot, n, lang)})" for n in missed]
        yield say("methods.say.sought", lang, voices=listed(said, lang))
    for share in shares(snapshot, lang):
        if share.heard is not None:
            counted = {"heard": number(len(share.heard), lang), "total": number(share.total, lang)}
            yield say("methods.say.share", lang, name=share.name, **counted)


def material(snapshot: Snapshot, lang: str) -> Iterator[str]:
    """Say by which techniques the material came, when, how long the talks are, and that there was a guide."""
    kept = [s for s, here in zip(snapshot.sources, snapshot.sources_in, strict=True) if here and s.kind != "literature"]
    kinds = Counter(source.kind for source in kept)
    if kinds:
        named = [f"{label(f'kind.{kind}', lang)} ({number(n, lang)})" for kind, n in kinds.items()]
        yield say("methods.say.techniques", lang, len(kinds), kinds=listed(named, lang))
    days = sorted(source.date for source in kept if source.kind in INTERVIEWED and source.date)
    if days and len(days) == sum(kinds[kind] for kind in INTERVIEWED):
        key = "methods.say.day" if days[0] == days[-1] else "methods.say.dates"
        yield label(key, lang, **dict(zip(("first", "last"), (date(days[0], lang), date(days[-1], lang)), strict=True)))
    spoke = talked(snapshot)
    heard = [snapshot.voices[n] for n in people(snapshot) if spoke[n]]
    long = [found for voice in heard if (found := minutes(voice)) is not None]
    if len(long) > 1:
        ends = {"least": number(min(long), lang), "most": number(max(long), lang)}
        if len(long) == len(heard):
            yield say("methods.say.minutes", lang, **ends, total=number(sum(long), lang))
        else:
            yield say("methods.say.minutes_some", lang, len(long), all=number(len(heard), lang), **ends)
    told, asked = (int(counts.sum()) for counts in spoken(snapshot))
    if told and asked:
        yield say("methods.say.words", lang, told=number(told, lang), asked=number(asked, lang))
    if snapshot.questions:
        yield say("methods.say.guide", lang, len(snapshot.questions))


@dataclass(slots=True)
class Done:
    """What one coder did: how many codings, under which codebooks, how many of them proposals accepted."""

    n: int = 0
    proposed: int = 0
    books: set[str] = field(default_factory=set)


def codings_made(snapshot: Snapshot) -> dict[str, Done]:
    """Count the codings of each coder in the case or view."""
    done: dict[str, Done] = {}
    ids = snapshot.codings.ids[snapshot.rows[~snapshot.codings.withdrawn[snapshot.rows]]].tolist()
    for coding in snapshot.details(ids):
        own = done.setdefault(coding.coder, Done())
        own.n += 1
        own.proposed += coding.origin == "suggestion"
        own.books.add(f"{coding.codebook} {coding.version}".strip())
    return done


def coding_done(snapshot: Snapshot, lang: str, done: dict[str, Done]) -> Iterator[str]:
    """Say who coded with what, what the evidence is, how differences were settled, what the analysis follows."""
    if not done:
        return
    yield label("methods.say.analysis_claims" if snapshot.claims else "methods.say.analysis", lang)
    for book in snapshot.books:
        if "Hon & Grunig" in text(book.source, lang):
            yield say("methods.say.hon_grunig", lang, book=book.name)
    by_books: dict[tuple[str, ...], list[str]] = {}
    for coder, own in done.items():
        if coder != CONSENSUS:
            by_books.setdefault(tuple(sorted(own.books)), []).append(coder)
    for books, names in by_books.items():
        who = [say("methods.say.coder_n", lang, done[name].n, coder=name) for name in sorted(names)]
        key = "methods.say.coder.one" if len(books) == 1 else "methods.say.coder"
        yield say(key, lang, coders=listed(who, lang), books=listed(books, lang))
    coder = snapshot.evidence.coder
    if coder == CONSENSUS and coder in done:
        yield say("methods.say.consensus", lang, done[coder].n, books=listed(sorted(done[coder].books), lang))
    elif coder and len(done) > 1:
        yield say("methods.say.evidence", lang, coder=coder)
    if snapshot.settlements:
        yield say("methods.say.settled", lang, len(snapshot.settlements))
    if (own := done.get(coder, Done())).proposed:
        yield say("methods.say.proposed", lang, own.proposed, all=number(own.n, lang))
    if snapshot.claims:
        yield say("methods.say.claims", lang, len(snapshot.claims))


def agreed(made: Coders, lang: str) -> Iterator[str]:
    """Say how far the coders agree."""
    if made.agreement is not None:
        yield from made.agreement.sentences(lang=lang)


def triangulated(found: Triangulation | None, lang: str) -> Iterator[str]:
    """Say by which rule accounts were compared, what came out, and what that may not show."""
    if found is None:
        return
    groups = {group.name for one in found.propositions for group in one.verdict.groups}
    if len(groups) > 1:
        yield say("methods.say.across", lang, len(groups))
    counts = _tally([str(word) for word in found.data["label"]], "label", lang)
    yield say("methods.say.labels", lang, len(found.propositions), labels=counts)
    yield say(
        "methods.say.strengths",
        lang,
        strengths=_tally([str(word) for word in found.data["strength"]], "strength", lang),
    )
    yield label("methods.say.may_not", lang)


def listed_ids(ids: Sequence[str]) -> str:
    """Say the codes of informants."""
    return ", ".join(ids)


def _tally(values: Sequence[str], kind: str, lang: str) -> str:
    counted = Counter(values).most_common()
    return ", ".join(f"{label(f'{kind}.{value}', lang)} ({number(n, lang)})" for value, n in counted)


def _ended(words: str) -> str:
    return words if words[-1] in ".?!" else f"{words}."
