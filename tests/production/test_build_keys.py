"""Each key of brochure.toml makes those products stale that were made from it, and no others."""

from __future__ import annotations

from tests.production.conftest import CONFIG, Small

ALL = CONFIG.replace('"email"', '"office", "email", "large-print", "press"')
OFFICE, PRESS = "one-trifold-letter-office", "one-trifold-letter-press"
EVERY = {OFFICE, PRESS, "one-email", "one-large-print"}

#: What brochure.toml says instead or more, and which products that makes stale.
CASES = [
    (f"{ALL}[mail]\nhost = 'smtp.example'\n", "host", set()),
    (f"{ALL}[printer]\nink_limit = 250\n", "ink_limit", {PRESS}),
    (f"{ALL}[printer]\nslug = true\n", "slug", {PRESS}),
    (f"{ALL}[printer]\nfold_allowance = '2mm'\n", "fold_allowance", {OFFICE, PRESS}),
    (f"{ALL}[printer]\nstock = 'cover'\n", "stock", {OFFICE, PRESS}),
    (f"{ALL}[brand.colours]\nprimary = '#123456'\n", "primary", EVERY),
    (f"{ALL}[brand.fonts]\nheading = 'Source Serif 4'\n", "heading", EVERY),
    (f"{ALL}large_print = 20\n", "large_print", {"one-large-print"}),
    (f"{ALL}references = false\n", "references", EVERY),
    (ALL.replace("555 0100", "555 0199"), "phone", EVERY),
    (ALL.replace("Test Clinic", "Another Clinic"), "name", EVERY),
]


def test_keys(small: Small) -> None:
    small.config("one", text=ALL)
    assert set(small.built()) == EVERY
    for text, key, stale in CASES:
        small.config("one", text=text)
        standing = small.standing()
        assert {name for name, (freshness, *_) in standing.items() if freshness != "fresh"} == stale, text
        assert all(standing[name] == ("stale", f"{key} in brochure.toml changed") for name in stale)
    small.config("one", text=ALL)
    assert {freshness for freshness, *_ in small.standing().values()} == {"fresh"}


def test_words_in_another_language_are_of_no_concern_to_leaflets_in_the_clinics_own(small: Small) -> None:
    small.desk.article("Unas palabras.", name="dos", front="title: Dos\nlanguage: es")
    spanish = "[clinic.translations.es]\ntagline = '{}'\n"
    small.config("one", "dos", more=spanish.format("Hola"))
    small.built()
    small.config("one", "dos", more=spanish.format("Buenos días"))
    assert small.built() == {"dos-email": ("translations in brochure.toml changed",)}


def test_an_unknown_leaflet_more_leaves_the_others(small: Small) -> None:
    small.built()
    small.desk.article("New words.", name="two")
    small.config("one", "two")
    assert small.built() == {"two-email": ("it was never made",)}
    small.config("two")
    assert small.built() == {}
