"""Breaks part words: those of pages and columns, and the old carriage return, are line ends; a lone tab is a space."""

from __future__ import annotations

from brochure.importers.word.names import Element, local, replace, text_node, w

_DATES = ("dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong", "pgNum")


def settle(root: Element) -> None:
    for mark in list(root.iter(w("cr"), w("br"))):
        mark.tag = w("br")
        mark.attrib.clear()
    for tab in list(root.iter(w("tab"), w("ptab"))):
        if local(tab.getparent()) == "r":
            replace(tab, [text_node("\t")])
    for hyphen in list(root.iter(w("noBreakHyphen"))):
        replace(hyphen, [text_node("\u2011")])
    for hyphen in list(root.iter(w("softHyphen"))):
        replace(hyphen, [text_node("\u00ad")])
    for date in list(root.iter(*map(w, _DATES))):
        replace(date, [])
    for rule in list(root.iter(w("t"))):
        if rule.text and "\n" in rule.text:
            rule.text = rule.text.replace("\n", " ")
