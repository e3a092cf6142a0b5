"""English roots by light rules: plural, -ing, -ed, -ly, -ness, irregular forms; enough to match a word's forms."""

import re

_IRREGULAR = {
    form: base
    for base, forms in {
        "analysis": "analyses", "bad": "worse worst", "be": "am is are was were been being", "beat": "beaten",
        "become": "became", "begin": "began begun", "bend": "bent", "big": "bigger biggest", "bind": "bound",
        "bite": "bit bitten", "blow": "blew blown", "break": "broke broken", "breed": "bred", "bring": "brought",
        "build": "built", "bus": "buses", "buy": "bought", "catch": "caught", "child": "children",
        "choose": "chose chosen", "close": "closer closest", "come": "came", "crisis": "crises",
        "criterion": "criteria", "deal": "dealt", "die": "dying", "do": "does did done doing", "draw": "drew drawn",
        "drink": "drank drunk", "drive": "drove driven", "easy": "easier easiest", "eat": "ate eaten",
        "fall": "fell fallen", "feed": "fed", "feel": "felt", "fight": "fought", "find": "found",
        "fisherman": "fishermen", "fly": "flew flown", "foot": "feet", "forget": "forgot forgotten",
        "forgive": "forgave forgiven", "freeze": "froze frozen", "get": "got gotten", "give": "gave given",
        "go": "goes went gone going", "good": "better best", "great": "greater greatest", "grow": "grew grown",
        "half": "halves", "happy": "happier happiest", "hard": "harder hardest", "have": "has had", "hear": "heard",
        "hide": "hid hidden", "high": "higher highest", "hold": "held", "hypothesis": "hypotheses", "keep": "kept",
        "knife": "knives", "know": "knew known", "lead": "led", "leave": "left", "lend": "lent",
        "lie": "lying lay lain", "life": "lives", "lose": "lost", "low": "lower lowest", "make": "made", "man": "men",
        "mean": "meant", "meet": "met", "mistake": "mistook mistaken", "mouse": "mice", "old": "older oldest",
        "pay": "paid", "person": "people", "ride": "rode ridden", "ring": "rang rung", "rise": "rose risen",
        "run": "ran", "say": "said", "see": "saw seen", "seek": "sought", "self": "selves", "sell": "sold",
        "send": "sent", "shake": "shook shaken", "show": "shown", "sing": "sang sung", "sit": "sat",
        "sleep": "slept", "small": "smaller smallest", "speak": "spoke spoken", "spend": "spent", "stand": "stood",
        "steal": "stole stolen", "stick": "stuck", "strong": "stronger strongest", "swear": "swore sworn",
        "swim": "swam swum", "take": "took taken", "teach": "taught", "tell": "told", "thesis": "theses",
        "think": "thought", "throw": "threw thrown", "tie": "tying", "tooth": "teeth", "undergo": "underwent",
        "understand": "understood", "use": "used using", "wake": "woke woken", "wear": "wore worn", "wife": "wives",
        "win": "won", "withdraw": "withdrew withdrawn", "woman": "women", "write": "wrote written",
        "young": "younger youngest",
    }.items()
    for form in forms.split()
}  # fmt: skip
_WHOLE = frozenset(
    word
    for line in (
        "always anything apply assembly business ceiling daily during early elderly everything exceed family friendly",
        "hundred indeed lovely monthly morning multiply news nothing only perhaps proceed reply series sibling",
        "something sometimes species speed succeed supply thanks towards wedding weekly witness yearly",
    )
    for word in line.split()
)
_SHORT = re.compile(r"[^aeiouy]*[aeiou][^aeiouwxy]")
_VOWEL = re.compile(r"[aeiouy]")
# how a verb ends whose silent e came off before -ed or -ing: serv, reduc, rais, creat, decid, combin, prepar, handl
_LACKS_E = re.compile(
    r"[cuvz]$|(?<!s)s$(?<!cus)(?<!ias)|[^n]g$|[lnr]g$(?<!ing)(?<!ong)(?<!hang)|chang$"
    r"|cre?at$|[^aeou]at$|(?:ri|vi|ci)t$(?<!visit)|[^aeou]id$|[^ai]ud$|[^aeo]in$|[^aeo]ir$|sur$|[hplc]ar$|[tw]ast$"
    r"|[bcdfgkptz]l$|(?:typ|com|[ae]let|plet|[uvnm]ot|[ib]but|dul|[grtvsu]ad)$(?<!ead)"
)
_DOUBLED_L = re.compile(r"(?:contro|trave|cance|labe|mode|leve|enro|fulfi)ll")


def root(form: str) -> str:
    """Give the word that the forms of an English word share."""
    form = re.sub(r"'s?$", "", form)
    if form in _IRREGULAR:
        return _IRREGULAR[form]
    if len(form) < 4 or form in _WHOLE or form in _IRREGULAR.values():
        return form
    form = _singular(_plain(form))
    return _IRREGULAR.get(form) or _without_past(form)


def _plain(form: str) -> str:
    """Take -ness and -ly off: kindness kind, happily happy, responsibly responsible, basically basic."""
    for ending in ("ness", "ly"):
        if form.endswith(ending) and len(form) > len(ending) + 3:
            form = form.removesuffix(ending)
            form = f"{form[:-1]}y" if form.endswith("i") else form
            form = f"{form}le" if ending == "ly" and form.endswith(("b", "imp")) else form
            form = form.removesuffix("al") if form.endswith("ical") else form
    return form


def _singular(form: str) -> str:
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    if re.search(r"(foc|camp|stat|vir|bon|cens)uses$", form):
        return form[:-2]
    if re.search(r"(s|x|z|ch|sh)es$", form) and len(form) > 4:
        return form[:-2] if not form.endswith("ses") or form.endswith("sses") else form[:-1]
    return form[:-1] if form.endswith("s") and form[-2] not in "sui" else form


def _without_past(form: str) -> str:
    """Take -ing and -ed off, and mend the verb that remains: planned plan, making make, relied rely."""
    if form.endswith("ied") and len(form) > 4:
        return form[:-3] + "y"
    if form.endswith("eed"):
        return form[:-1] if len(form) > 4 and form not in _WHOLE else form
    for ending in ("ing", "ed"):
        stem = form.removesuffix(ending)
        if stem == form or len(stem) < 3 or not _VOWEL.search(stem):
            continue
        if stem[-1] == stem[-2] and (stem[-1] not in "lsezf" or _DOUBLED_L.fullmatch(stem)):
            return stem[:-1] if len(stem) > 3 else stem
        return stem + "e" if _SHORT.fullmatch(stem) or _LACKS_E.search(stem) else stem
    return form
