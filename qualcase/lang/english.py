"""English roots by light rules: plural, -ing, -ed, -ly, -ness, irregular verbs; enough to match a word's forms."""

import re

_IRREGULAR = {
    form: base
    for base, forms in {
        "be": "am is are was were been being", "become": "became", "begin": "began begun", "bring": "brought",
        "buy": "bought", "choose": "chose chosen", "come": "came", "do": "does did done",
        "fall": "fell fallen", "feel": "felt", "find": "found", "forget": "forgot forgotten",
        "get": "got gotten", "give": "gave given", "go": "goes went gone", "grow": "grew grown",
        "have": "has had", "hear": "heard", "hold": "held", "keep": "kept", "know": "knew known",
        "lead": "led", "leave": "left", "lie": "lying", "lose": "lost", "make": "made", "mean": "meant",
        "meet": "met", "pay": "paid", "person": "people", "say": "said", "see": "saw seen", "sell": "sold",
        "send": "sent", "show": "shown", "speak": "spoke spoken", "spend": "spent", "stand": "stood",
        "take": "took taken", "teach": "taught", "tell": "told", "think": "thought",
        "understand": "understood", "win": "won", "write": "wrote written", "child": "children", "man": "men",
        "woman": "women",
    }.items()
    for form in forms.split()
}  # fmt: skip
_WHOLE = frozenset(("always", "early", "news", "only", "perhaps", "series", "sometimes", "thanks", "towards"))
_SHORT = re.compile(r"[^aeiouy]*[aeiou][^aeiouwxy]")
_VOWEL = re.compile(r"[aeiouy]")


def root(form: str) -> str:
    """Give what the forms of an English word share; a root may lack its silent e ("promis")."""
    form = re.sub(r"'s?$", "", form)
    form = _IRREGULAR.get(form, form)
    if len(form) < 4 or form in _WHOLE or form in _IRREGULAR.values():
        return form
    for ending, instead in (("ness", ""), ("ly", "")):
        if form.endswith(ending) and len(form) > len(ending) + 3:
            form = form.removesuffix(ending) + instead
    form = _singular(form)
    form = _without_past(form)
    return form[:-1] if form.endswith("e") and not form.endswith("ee") and len(_VOWEL.findall(form)) > 2 else form


def _singular(form: str) -> str:
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    if re.search(r"(s|x|z|ch|sh)es$", form) and len(form) > 4:
        return form[:-2] if not form.endswith("ses") or form.endswith("sses") else form[:-1]
    return form[:-1] if form.endswith("s") and form[-2] not in "sui" else form


def _without_past(form: str) -> str:
    """Take -ing and -ed off, and mend the verb that remains: planned plan, making make, relied rely."""
    if form.endswith("ied") and len(form) > 4:
        return form[:-3] + "y"
    if form.endswith("eed"):
        return form[:-1] if len(form) > 4 else form
    for ending in ("ing", "ed"):
        stem = form.removesuffix(ending)
        if stem == form or len(stem) < 3 or not _VOWEL.search(stem):
            continue
        if stem[-1] == stem[-2] and stem[-1] not in "lsez":
            return stem[:-1]
        return stem + "e" if _SHORT.fullmatch(stem) else stem
    return form
