import sys

import pytest

from qualcase.errors import MissingPackage, OptionError
from qualcase.lang.roots import root, roots
from qualcase.lang.stemmers import stemmer


@pytest.fixture(autouse=True)
def _afresh():
    stemmer.cache_clear()
    yield
    stemmer.cache_clear()


@pytest.mark.parametrize(
    ("using", "module", "form", "lang", "found"),
    [
        ("sastrawi", "Sastrawi", "kepercayaan", "id", "percaya"),
        ("simplemma", "simplemma", "kepercayaan", "id", "percaya"),
        ("simplemma", "simplemma", "promised", "en", "promise"),
        ("snowball", "snowballstemmer", "promised", "en", "promis"),
        ("snowball", "snowballstemmer", "bantuan", "id", "bantu"),
    ],
)
def test_another_stemmer_is_used_by_name(using, module, form, lang, found):
    pytest.importorskip(module)
    assert root(form, lang=lang, using=using) == found
    assert roots([form, form.upper()], lang=lang, using=using) == [found, found]


@pytest.mark.parametrize("using", ["sastrawi", "simplemma", "snowball"])
def test_what_is_not_installed_is_named_with_the_line_that_installs_it(using, monkeypatch):
    for module in ("Sastrawi.Stemmer.StemmerFactory", "simplemma", "snowballstemmer"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingPackage, match=r'pip install "qualcase\[id\]"'):
        root("percaya", using=using)


@pytest.mark.parametrize(("using", "lang"), [("porter", "id"), ("sastrawi", "en")])
def test_an_unknown_stemmer_is_refused(using, lang):
    with pytest.raises(OptionError, match=f"using='{using}' is no option"):
        root("percaya", lang=lang, using=using)
