from qualcase._kernel.remark import remark
from qualcase.ingest.speakers import account_of_prose, speakers, with_named
from qualcase.model.nouns import Voice
from qualcase.render.labels import said

KNOWN = (
    Voice("YL", "group-head", "community", ("Bu Yuli", "Y")),
    Voice("SM", "member", "community", ("Y",)),
    Voice("PW", "interviewer", "researcher", ("PW",)),
)


def test_a_label_is_the_voice_with_that_id_or_that_label_whatever_its_case() -> None:
    found = speakers(["bu yuli", "pw", "SM"], "x", KNOWN, (), ())
    assert found.voice == {"bu yuli": "YL", "pw": "PW", "SM": "SM"}
    assert (found.made, found.guesses) == ((), ())


def test_a_label_that_two_voices_share_is_the_one_whose_account_it_is() -> None:
    assert speakers(["Y"], "x", KNOWN, ("SM",), ()).voice == {"Y": "SM"}
    assert speakers(["Y"], "x", KNOWN, ("YL",), ()).voice == {"Y": "YL"}


def test_generic_labels_are_the_interviewer_and_the_one_whose_account_it_is() -> None:
    for asks, answers in (("I", "R"), ("Pewawancara", "Informan"), ("T", "J"), ("Q", "A")):
        found = speakers([asks, answers], "YL-01", KNOWN, ("YL",), ("PW",))
        assert found.voice == {asks: "PW", answers: "YL"}
        assert found.made == ()
        assert found.guesses == (
            remark("guess.interviewer", name=asks), remark("guess.account", name=answers, voice="YL"),
        )  # fmt: skip


def test_pw_is_the_pewawancara_where_nobody_on_record_is_called_so() -> None:
    assert speakers(["PW", "SM"], "x", KNOWN[:2], (), ()).voice == {"PW": "interviewer", "SM": "SM"}
    assert speakers(["pw"], "x", (Voice("PW", "member", "community"),), (), ()).voice == {"pw": "PW"}


def test_r_in_two_transcripts_is_two_persons() -> None:
    first = speakers(["I", "R"], "A", (), (), ())
    second = speakers(["I", "R"], "B", first.made, (), ())
    assert [first.voice, second.voice] == [{"I": "interviewer", "R": "A"}, {"I": "interviewer", "R": "B"}]
    assert [voice.id for voice in (*first.made, *second.made)] == ["interviewer", "A", "B"]


def test_an_unknown_label_makes_a_voice_without_a_role_and_says_so() -> None:
    found = speakers(["Pak Lurah", ""], "x", KNOWN, (), ())
    assert found.made == (Voice("Pak Lurah", speakers=("Pak Lurah",)),)
    assert "" not in found.voice
    assert found.guesses == (remark("guess.unlisted", name="Pak Lurah"),)


def test_a_note_is_its_only_observers_and_a_document_its_issuers() -> None:
    observer = Voice("OB", "observer", "researcher")
    assert account_of_prose("N-1", "observation", (*KNOWN, observer), ()).voice == {"": "OB"}
    assert account_of_prose("N-1", "observation", KNOWN, ()).made[0].role == "observer"
    assert account_of_prose("SK-1", "document", KNOWN, ()).made[0].id == "SK-1"
    assert account_of_prose("SK-1", "document", KNOWN, ("YL",)).voice == {"": "YL"}


def test_an_interview_in_which_no_speaker_was_found_is_one_voice_without_a_role() -> None:
    found = account_of_prose("W-1", "interview", KNOWN, ())
    assert found.made == (Voice("W-1"),)
    assert said(found.guesses, "en").startswith("no speakers were found")


def test_whoever_is_named_and_not_on_record_becomes_a_voice_and_the_nearest_name_is_shown() -> None:
    found = with_named(account_of_prose("SK-1", "document", KNOWN, ("PWW",)), KNOWN, ("PWW",), ("PW", "TH"))
    assert found.made == (Voice("PWW"), Voice("TH", "interviewer", "researcher"))
    assert said(found.guesses, "en") == ("“PWW” is on no list of informants: a voice without a role. Did you mean PW?")
