"""The words that the layouts print of their own, by language."""

from __future__ import annotations

from types import MappingProxyType

_ENGLISH = {
    "callout": "",
    "key-facts": "Key facts",
    "steps": "Step by step",
    "questions": "Questions to ask",
    "quote": "",
    "help": "When to get help",
    "contact": "Contact us",
    "post": "By post",
    "scan": "Scan to visit us online",
    "notes": "Notes and questions",
    "sources": "Sources",
    "reviewed": "Reviewed",
    "by": "by",
    "review_by": "next review",
    "version": "Version",
    "written_for": "Written for",
    "months": "January February March April May June July August September October November December",
    "date": "{month} {year}",
    "quotes": "“|”|‘|’",
}
_SPANISH = {
    "callout": "",
    "key-facts": "Lo esencial",
    "steps": "Paso a paso",
    "questions": "Preguntas para su consulta",
    "quote": "",
    "help": "Cuándo pedir ayuda",
    "contact": "Contacto",
    "post": "Por correo",
    "scan": "Escanee para visitar nuestra web",
    "notes": "Notas y preguntas",
    "sources": "Fuentes",
    "reviewed": "Revisado",
    "by": "por",
    "review_by": "próxima revisión",
    "version": "Versión",
    "written_for": "Escrito para",
    "months": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "date": "{month} de {year}",
    "quotes": "«|»|“|”",
}
_FRENCH = {
    "callout": "",
    "key-facts": "L’essentiel",
    "steps": "Étape par étape",
    "questions": "Questions à poser",
    "quote": "",
    "help": "Quand demander de l’aide",
    "contact": "Nous joindre",
    "post": "Par courrier",
    "scan": "Scannez pour visiter notre site",
    "notes": "Notes et questions",
    "sources": "Sources",
    "reviewed": "Relu",
    "by": "par",
    "review_by": "prochaine relecture",
    "version": "Version",
    "written_for": "Écrit pour",
    "months": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "date": "{month} {year}",
    "quotes": "«\u00a0|\u00a0»|“|”",
}
_LANGUAGES = {"en": _ENGLISH, "es": _SPANISH, "fr": _FRENCH}


def words(language: str) -> MappingProxyType[str, str]:
    """The words for a language tag such as 'en' or 'es-MX'; English where brochure does not speak it yet."""
    return MappingProxyType(_LANGUAGES.get(language.lower().split("-")[0], _ENGLISH))
