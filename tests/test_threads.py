"""A notebook's threads share one case: cells of subshells, widgets."""

from concurrent.futures import ThreadPoolExecutor

import qualcase as qc
from qualcase.model.nouns import Coding


def test_threads_that_code_read_and_suggest_at_once_lose_nothing(case: qc.Case) -> None:
    sentences = case.suggest(by="sentence")
    halves = [sentences[n::4] for n in range(4)]

    def work(n: int) -> int:
        done = 0
        for place in range(len(halves[n])):
            done += len(case.accept(halves[n][place : place + 1], coder=f"coder-{n}"))
            assert case.snapshot.rows.size
            if place % 4 == n:
                case.suggest(by="turn")
        return done

    with ThreadPoolExecutor(4) as pool:
        made = sum(pool.map(work, range(4)))
    on_record = {coding.id for coding in case.rows(Coding)}
    assert made == len(sentences)
    assert sum(coding.coder.startswith("coder-") for coding in case.rows(Coding)) == made
    assert set(case.snapshot.codings.ids.tolist()) == on_record
    assert not case.verify_chain()
