import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.lang.names import names

SAID = [
    ("Kata [Setia] warga setia.", ["Setia"]),
    ("Bu [Setia] itu setia, pak [Budi] juga.", []),
    ("Pak RT [Karto] ke Desa [Harapan Jaya], Kec. [Pulomerak].", []),
    ("Pak Lurah datang, Bu Guru juga. Pak RW bilang gitu.", []),
    ("Mbak [Yati] Kita tunggu.", []),
    ("H. [Sanusi] dan Hj. [Siti Aminah] hadir.", []),
    ("di [Kampung Baru] dan Sungai [Ciujung]", ["Kampung Baru"]),
    ("bu saya bilang percaya", []),
    ("CDO percaya. Ibu PKK kumpul.", []),
]


@pytest.mark.parametrize(("marked", "register"), SAID)
def test_names_follow_the_register_and_forms_of_address(marked, register):
    text = marked.replace("[", "").replace("]", "")
    expected = [part.split("]")[0] for part in marked.split("[")[1:]]
    assert [text[a:b] for a, b in names(text, register=register)] == expected


PART = st.sampled_from(["Bu", "Pak", "Setia", "setia", "Desa", "Harapan", "Kita", "RT", ",", ".", "\n", "Yati"])


@given(
    st.lists(PART, max_size=10).map(" ".join), st.lists(st.sampled_from(["Yati", "Setia", "Bu Yati", ""]), max_size=3)
)
def test_names_lie_apart_in_order_and_the_register_wins(text, register):
    found = names(text, register=register)
    assert found.dtype == np.int64
    assert (found[:, 0] < found[:, 1]).all()
    assert (found[1:, 0] >= found[:-1, 1]).all()
    said = [text[a:b] for a, b in found]
    if "Yati" in register and "Bu Yati" not in register:
        assert said.count("Yati") == text.split().count("Yati")
    assert "setia" not in said
