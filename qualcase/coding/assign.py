"""Say who codes what."""

from collections.abc import Iterable

from qualcase._kernel.checks import known, names, option
from qualcase.coding.code import now
from qualcase.errors import OptionError, StoreError
from qualcase.model.nouns import ROUND_KINDS, Assignment, Round, RoundKind, Source
from qualcase.model.protocols import Records


def assign(
    case: Records,
    coder: str,
    sources: str | Iterable[str],
    *,
    round: str = "independent",
    kind: RoundKind | None = None,
    blind: bool | None = None,
    done: bool | None = None,
) -> list[Assignment]:
    """Record that a coder is to code sources in a round, and, with `done=True`, that she is done with them.

    The first assignment opens the round. In a blind round a coder who opens the case with her name, `qc.open(path,
    coder="ani")`, sees only her own work on its sources until the round is closed; whoever gives no name sees none. A
    source that somebody is done with counts as read, also where there was nothing to code.

    Parameters
    ----------
    coder, sources
        Who, and the ids of one or more sources.
    round
        The round's name.
    kind
        "independent", or after "discussion"; by itself what the round is called, else independent. Only an
        independent round is reliability.
    blind
        Whether coders see nothing of each other until the round is closed; by itself not.
    done
        True: she is done with these sources; False: she is not, after all.

    Returns
    -------
    list of Assignment
        What is on record of her for these sources. Assigning the same again changes nothing.

    Raises
    ------
    NotFound
        There is no such source; the nearest spelling is given.
    OptionError
        The round is closed, or was opened otherwise.

    Examples
    --------
    >>> with qc.Case(coder="ani") as fresh:
    ...     _ = fresh.add("corpus/omah-kreteg")
    ...     fresh.assign("budi", ["YL-01", "SM-01"], round="pilot", blind=True)[0].round
    'pilot'
    """
    if case.read_only:
        raise StoreError(case.read_only)
    if not isinstance(coder, str) or not coder.strip():
        raise OptionError(f"name one coder: case.assign('ani', [...]), not {coder!r}.")
    if not isinstance(round, str) or not round.strip():
        raise OptionError(f"round={round!r} is no name of a round.")
    if kind is not None:
        option("kind", kind, ROUND_KINDS)
    listed = [source.id for source in case.rows(Source)]
    wanted = [known("source", name, listed, "this case") for name in dict.fromkeys(names(sources))]
    if not wanted:
        raise OptionError("there is no source in what is assigned. Give ids: case.assign('ani', ['YL-01']).")
    with case.record("assign", coder=case.coder, assigned=coder, sources=wanted, round=round, done=done) as change:
        there = change.get(Round, round)
        if there is None:
            own = next((one for one in ROUND_KINDS if one == round), ROUND_KINDS[0])
            there = Round(round, kind or own, bool(blind), now(), author=case.coder)
            change.put(there)
        _check(there, kind, blind)
        made = []
        for source in wanted:
            row = Assignment.of(round, coder, source, bool(done), now())
            old = change.get(Assignment, row.id)
            if old is not None:
                row = Assignment.of(round, coder, source, old.done if done is None else done, old.created)
            change.put(row)
            made.append(row)
    return made


def _check(there: Round, kind: RoundKind | None, blind: bool | None) -> None:
    if there.closed:
        raise OptionError(
            f"round {there.id!r} was closed on {there.closed[:10]}, and what stood then stands. Open another one: "
            f"round='{there.id}-2', or round='discussion'."
        )
    for name, given, has in (("kind", kind, there.kind), ("blind", blind, there.blind)):
        if given is not None and given != has:
            raise OptionError(f"round {there.id!r} was opened with {name}={has!r}. Give another round another name.")
