import os
import random
import signal
import time
from pathlib import Path

import pytest
from store.rows_made import coding, in_another_process, record

from qualcase.model.nouns import Coding, Memo
from qualcase.store.store import Store


@pytest.mark.slow
def test_whoever_is_killed_at_whatever_moment_loses_no_coding_that_was_recorded(tmp_path: Path) -> None:
    chance = random.Random(2)
    warm = Store.open(tmp_path / "warm.qualcase")
    record(warm, coding("a"))
    warm.close()
    path, recorded = tmp_path, set()
    for turn in range(200):
        if turn % 10 == 0:  # from time to time a new file, so that some are killed while they make it
            path, recorded = tmp_path / f"{turn}.qualcase", set()
        come, go = os.pipe()

        def work(path: Path = path, turn: int = turn, go: int = go) -> None:
            store = Store.open(path)
            for n in range(100_000):
                name = f"{turn}-{n}"
                memo = Memo(name, f"coding:{name}", text="x" * chance.randrange(9000))
                record(store, coding(name, turn, n + 1000), memo)
                os.write(go, f"{name}\n".encode())
                if n % 7 == 6:
                    store.undo("ani")
                    store.redo("ani")
                if n % 40 == 39:
                    store.close()
                    store = Store.open(path)

        child = in_another_process(work)
        os.close(go)
        with os.fdopen(come) as pipe:
            # killed while it opens or makes the file, or after so many codings, a moment more or less
            told = [pipe.readline() for _ in range(chance.choice([0, 0, 1, 2, 5, 10, 41]))]
            time.sleep(chance.random() * (0.004 if told else 0.03))
            os.kill(child, signal.SIGKILL)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
            recorded |= {line.strip() for line in (*told, *pipe) if line.endswith("\n")}
        store = Store.open(path)
        codings, memos = ({row.id for row in store.rows(noun)} for noun in (Coding, Memo))
        recorded -= taken_back(store)
        assert recorded <= codings
        assert codings == memos
        assert store.verify_chain() == []
        store.close()
        assert not list(tmp_path.glob(f"{path.name}-*"))


def taken_back(store: Store) -> set[str]:
    """Give the coding that was taken back, if the child was killed before it could do it again."""
    last = store.history()[-1:]
    return set(store.touched(last[0].seq - 1)[Coding]) if last and last[0].verb == "undo" else set()
