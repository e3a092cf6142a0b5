import pytest

from qualcase.lang.roots import root, roots

FORMS = """
manage managed managing | create created creating | treat treated treating | require required | measure measured |
decide decided deciding | avoid avoided | combine combined | join joined joining | limit limited | prepare prepared |
appear appeared | handle handled handling | argue argued arguing | reduce reduced | focus focused | raise raised |
miss missed | release released | belong belonging | arrange arranged | hang hanging | solve solved | tell told telling |
control controlled controlling | travel travelled travels | hope hoped hoping | hop hopped hopping | test tested |
taste tasted | include included | complete completed | schedule scheduled | add added adding | leave left |
be was were been is are | man men | life lives | bus buses | crisis crises | good better best | easy easier |
happy happily happier | responsible responsibly | simple simply | basic basically | kind kindness | satisfy satisfied
"""


@pytest.mark.parametrize("line", FORMS.replace("\n", " ").split("|"))
def test_the_forms_of_a_word_have_the_word_itself_as_their_root(line):
    base, *forms = line.split()
    assert roots(forms, lang="en") == [base] * len(forms)
    assert root(base, lang="en") == base


@pytest.mark.parametrize(
    "word", ["nothing", "morning", "family", "supply", "speed", "series", "business", "only", "bring", "thing"]
)
def test_words_that_only_look_inflected_stay(word):
    assert root(word, lang="en") == word
