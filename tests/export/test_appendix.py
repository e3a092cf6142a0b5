"""The interview guide as an appendix."""

import json

from small_study import study

import qualcase as qc
from qualcase.export.appendix import guide


def test_the_guide_has_questions_codes_in_words_and_to_whom_they_are_put(tmp_path):
    folder = tmp_path / "s"
    study(folder, {"A": ("head", "community")}, [{"voice": "A"}])
    questions = [
        {"id": "g1", "text": {"id": "Percaya?", "en": "Trust?"}, "codes": ["trust", "visits"], "roles": ["head"]},
        {"id": "g2", "text": "And then?"},
    ]
    (folder / "guide.yaml").write_text(json.dumps({"questions": questions}), "utf-8")
    case = qc.Case()
    case.add(folder)
    assert [list(column.cells) for column in guide(case.snapshot, "id").columns] == [
        ["1", "2"],
        ["Percaya?", "And then?"],
        ["Kepercayaan\nKunjungan", ""],
        ["Peran head", "semua informan"],
    ]
    assert [column.head for column in guide(case.snapshot, "en").columns] == [
        "No.", "Question", "About the codes", "Put to"
    ]  # fmt: skip
