"""Drawings from elsewhere: what is judged are parsed elements, and what the engine gets is written anew."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from brochure import bounds
from brochure.content.drawings import drawn, is_drawing, plain
from brochure.errors import BadInput

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 100">{}</svg>'
)
RECT = '<rect width="9" height="9"/>'
STOPS = '<stop offset="0"/><stop offset="1" stop-color="red"/>'


def written(text: str, encoding: str = "utf-8") -> str:
    return plain("x.svg", text.encode(encoding)).decode()


def refused(text: str | bytes) -> str:
    with pytest.raises(BadInput) as caught:
        plain("x.svg", text if isinstance(text, bytes) else text.encode())
    assert "'x.svg'" in caught.value.message
    assert caught.value.hint
    return caught.value.message


ILLUSTRATOR = """<?xml version="1.0" encoding="{}"?>
<!-- Generator: a drawing program, made by Jane Doe -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
<!ENTITY ns_svg "http://www.w3.org/2000/svg"><!ENTITY ns_ai "http://ns.example/ai/">]>
<svg xmlns="&ns_svg;" xmlns:i="&ns_ai;" i:editor="Jane Doe" viewBox="0 0 9 9" onload="alert(1)">
<?secret Jane Doe?><metadata>Jane Doe</metadata><title>Jane Doe</title><i:pgf>Jane Doe <script>1</script></i:pgf>
<rect width="5" height="5" style="fill:url(#a) !important;-inkscape-x:y;stroke:none" fill="blue"
 data-name="20240101123456" onclick="alert(1)"/>
<text>é<title>x</title>b</text><animate attributeName="x"/></svg>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_a_designers_file_is_written_anew_with_nothing_but_what_is_drawn(encoding: str) -> None:
    text = written(ILLUSTRATOR.format(encoding), encoding)
    root = ElementTree.fromstring(text)
    assert [element.tag.rpartition("}")[2] for element in root.iter()] == ["svg", "rect", "text"]
    assert root[0].attrib == {"width": "5", "height": "5", "fill": "url(#a)", "stroke": "none"}
    assert root[1].text == "éb"
    assert not [part for part in ("Jane", "DOCTYPE", "<!--", "<?", "alert", "ns.example", "style") if part in text]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1"])
@pytest.mark.parametrize("element", ["script", "s:script", "foreignObject", "IMAGE", "STYLE"])
def test_what_a_leaflet_must_not_carry_is_refused_by_element(encoding: str, element: str) -> None:
    declared = encoding[:6] if encoding.startswith("utf-16") else encoding
    marked = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}.get(encoding, "")
    text = f'{marked}<?xml version="1.0" encoding="{declared}"?>' + SVG.format(f"<{element} />").replace(
        "<svg ", '<svg xmlns:s="http://www.w3.org/2000/svg" '
    )
    assert f"<{element.rpartition(':')[2]}>" in refused(text.encode(encoding))


LEADS_ELSEWHERE = [
    '<use href="http://127.0.0.1/a.svg#b"/>',
    '<use xlink:href="file:///etc/passwd"/>',
    '<use style="href: other.svg"/>',
    '<rect fill="url(http://127.0.0.1/#a)"/>',
    '<rect style="fill: u\\72l(other.svg#a)"/>',
]


@pytest.mark.parametrize("body", LEADS_ELSEWHERE)
def test_nothing_leads_out_of_the_file(body: str) -> None:
    assert "leads elsewhere" in refused(SVG.format(body))


ENTITIES = [
    ("<!ENTITY a 'b'>" * 60).replace("a ", "a{} "),
    f"<!ENTITY a '{'b' * 300}'>",
    "<!ENTITY a '<rect/>'>",
    "<!ENTITY a 'b'><!ENTITY c '&a;&a;'>",
    "<!ENTITY % a '<!ENTITY b \"c\">'>%a;",
]


@pytest.mark.parametrize("entities", ENTITIES)
def test_own_entities_are_few_short_and_plain(entities: str) -> None:
    many = "".join(f"<!ENTITY a{at} 'b'>" for at in range(60)) if "{}" in entities else entities
    assert "entit" in refused(f"<!DOCTYPE svg [{many}]>" + SVG.format("<text>&a;</text>"))


def test_entities_from_elsewhere_are_not_fetched() -> None:
    doctype = '<!DOCTYPE svg SYSTEM "file:///etc/passwd" [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    assert "entity" in refused(doctype + SVG.format("<text>&a;</text>"))
    assert "'b'" in refused(doctype + SVG.format("<text>&b;</text>"))
    assert "passwd" not in written(doctype + SVG.format(RECT))


def test_utf_7_is_no_way_round() -> None:
    refused(b'<?xml version="1.0" encoding="utf-7"?>' + SVG.format("+ADw-script/+AD4-").encode())


def nested(levels: int, tag: str, link: str) -> str:
    """Each level has the one below ten times."""
    first = f'<{tag} id="a0">{RECT}</{tag}>'
    return first + "".join(f'<{tag} id="a{at + 1}">' + link.format(f"a{at}") * 10 + f"</{tag}>" for at in range(levels))


EXPANSIONS = {
    "use": "<defs>" + nested(7, "g", '<use href="#{}"/>') + '</defs><use href="#a7"/>',
    "use in style": "<defs>" + nested(7, "g", '<use style="href:#{}"/>') + '</defs><use href="#a7"/>',
    "pattern": nested(7, "pattern", '<rect fill="url(#{})" width="1" height="1"/>') + '<rect fill="url(#a7)"/>',
    "inherited": nested(7, "pattern", '<g fill="url(#{})"><path d="M0 0L1 1"/></g>')
    + '<g stroke="url(#a7)"><rect width="9"/></g>',
    "clip-path": nested(7, "clipPath", '<rect clip-path="url(#{})"/>') + '<g clip-path="url(#a7)"/>',
    "mask": nested(7, "mask", "<rect style='mask: url(\"#{}\")'/>") + '<g mask="url(#a7)"/>',
    "marker": f'<marker id="m">{RECT * 100}</marker><path marker-mid="url(#m)" d="M0 0' + "L1 1" * 2_000 + '"/>',
    "marker shorthand": f'<g style="marker:url(#m)"><marker id="n"/><polyline points="{"1 1 " * 2_000}"/></g>'
    f'<marker id="m">{RECT * 100}</marker>',
    "filter": f'<filter id="f">{"<feOffset/>" * 200}</filter>' + '<rect filter="url(#f)"/>' * 600,
    "missing": '<use href="#nothing"/>' * 4_500,
    "many names": "".join(f'<rect fill="url(#n{at})"/>' for at in range(4_500)),
    "letters": f"<text>{'a' * 120_000}</text>",
    "paths": f'<path d="M0 0{"l1 1" * 50_000}"/>' * 9,
}


@pytest.mark.parametrize("kind", EXPANSIONS)
def test_what_all_references_come_to_is_bounded(kind: str) -> None:
    said = refused(SVG.format(EXPANSIONS[kind]))
    assert "more than 100000 shapes by <" in said or "refers to more than" in said


CIRCLES = {
    "use": '<g id="a"><use href="#a"/></g>',
    "pattern": '<pattern id="a"><rect fill="url(#a)"/></pattern><rect fill="url(#a)"/>',
    "two patterns": '<pattern id="a"><rect fill="url(#b)"/></pattern><pattern id="b"><rect stroke="url(#a)"/></pattern>'
    '<rect fill="url(#b)"/>',
    "marker": '<g marker-end="url(#a)"><marker id="a"><path d="M0 0L1 1"/></marker><path d="M0 0L1 1"/></g>',
    "mask": '<mask id="a"><g mask="url(#a)"/></mask><g mask="url(#a)"/>',
    "gradient": '<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/><rect fill="url(#a)"/>',
}


@pytest.mark.parametrize("kind", CIRCLES)
def test_a_circle_of_references_is_refused_by_element(kind: str) -> None:
    said = refused(SVG.format(CIRCLES[kind]))
    assert "refers to itself" in said
    assert "<" in said


REPEATS = {
    "linear": '<linearGradient id="a" spreadMethod="repeat" x2="0.0000001">{}</linearGradient>',
    "reflect": '<linearGradient id="a" style="x" spreadMethod="reflect" x2="1e-9">{}</linearGradient>',
    "user space": '<linearGradient gradientUnits="userSpaceOnUse" id="a" spreadMethod="repeat" x2=".001">{}'
    "</linearGradient>",
    "transformed": '<linearGradient id="a" spreadMethod="repeat" gradientTransform="scale(.00001)">{}</linearGradient>',
    "no vector": '<linearGradient id="a" spreadMethod="repeat" x2="0">{}</linearGradient>',
    "radial": '<radialGradient id="a" spreadMethod="repeat" r="0.00001">{}</radialGradient>',
    "radial ring": '<radialGradient id="a" spreadMethod="reflect" fr="0.70710678">{}</radialGradient>',
    "by reference": '<linearGradient id="b" spreadMethod="repeat" x2="1e-7">{}</linearGradient>'
    '<linearGradient id="a" xlink:href="#b"/>',
}


@pytest.mark.parametrize("kind", REPEATS)
def test_repeats_of_a_gradient_are_bounded(kind: str) -> None:
    said = refused(SVG.format(REPEATS[kind].format(STOPS) + '<rect width="90" height="90" fill="url(#a)"/>'))
    assert 'Gradient id="a">' in said


def test_a_gradient_that_repeats_as_designers_do_is_drawn() -> None:
    stripes = '<linearGradient id="a" spreadMethod="repeat" gradientUnits="userSpaceOnUse" x2="2">{}</linearGradient>'
    shapes = '<path d="m1 1l90 0l0 90z" fill="url(#a)"/><circle cx="50" cy="50" r="40" stroke="url(#a)"/>'
    assert 'spreadMethod="repeat"' in written(SVG.format(stripes.format(STOPS) + shapes))


NONSENSE = [
    SVG.format("<g>" * 70 + "</g>" * 70),
    SVG.format(RECT * 31_000),
    SVG.format(f'<path d="M0 0{" " * 300_000}"/>'),
    SVG.format('<rect width="1e300"/>'),
    SVG.format('<rect x="nan" width="1"/>'),
    SVG.format('<g transform="translate(-inf 1)"/>'),
    SVG.format('<path d="M0 0L9999999999999 1"/>'),
    SVG.format('<path stroke-dasharray="0.00001" d="M0 0L1 1"/>'),
    SVG.replace("0 0 100 100", "0 0 0 100").format(RECT),
    SVG.replace("0 0 100 100", "0 0 nan 100").format(RECT),
    SVG.replace("0 0 100 100", "0 0 1e999 100").format(RECT),
    SVG.replace("<svg ", '<svg width="a%" ').format(RECT),
    SVG.replace("<svg ", '<svg width="-5" ').format(RECT),
]


@pytest.mark.parametrize("text", NONSENSE)
def test_sizes_beyond_all_drawings_are_refused(text: str) -> None:
    refused(text)


def test_names_and_colours_are_no_numbers() -> None:
    body = '<g id="e99"><text font-family="Infinity, nan">1</text><rect fill="#1e9999" stroke="#12345678901"/></g>'
    assert 'id="e99"' in written(SVG.format(body))


def test_a_remark_without_end_is_not_unpacked() -> None:
    refused(SVG.format(f'<rect class="{"a" * (4 * bounds.LONGEST_ATTRIBUTE + 200_000)}"/>'))


def test_a_map_of_a_town_is_accepted() -> None:
    streets = "".join(f'<path d="M{at} 1{"l1 1.25" * 30}z" style="fill:#eee;stroke:#{at:06x}"/>' for at in range(3_000))
    assert written(SVG.format(f"<g>{streets}</g>")).count("<path") == 3_000


@pytest.mark.parametrize("name", ["a.svg", "a.png", "a.css", "a"])
def test_whatever_begins_as_markup_is_judged_as_a_drawing(name: str) -> None:
    assert is_drawing(name, b" " * 500 + SVG.encode())
    assert is_drawing(name, SVG.encode("utf-16"))
    assert is_drawing(name, b"p { color: red }") == (name == "a.svg")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<image width="9" height="9" href="data:image/svg+xml;base64,PHN2Zy8+"/>', "of a kind that is not read"),
        ('<image width="9" height="9" href="data:image/png;base64,iVBORw0KGgo="/>', "damaged"),
        ('<image width="9" height="9" href="/etc/passwd"/>', "leads elsewhere"),
        ("<style>@import url(http://127.0.0.1/a.css)</style>", "leads elsewhere"),
        ("<style>.a { fill: url(http://127.0.0.1/a.svg#b) }</style><rect class='a'/>", "leads elsewhere"),
        ("<style>rect:nth-child(2) { fill: red }</style><rect/>", "a style rule of a kind that is not read"),
    ],
)
def test_what_a_drawing_brings_along_stays_in_the_file(body: str, said: str) -> None:
    assert said in refused(SVG.format(body))


def test_a_drawing_that_would_take_all_memory_is_refused_and_takes_nobody_along() -> None:
    huge = '<pattern id="p" width="100000" height="100000" patternUnits="userSpaceOnUse"><rect width="1" height="1"/>'
    svg = SVG.format(f'{huge}</pattern><rect width="100" height="100" fill="url(#p)"/>')
    with pytest.raises(BadInput, match="takes more than 20 seconds or 1500 MB"):
        drawn("x.svg", svg.encode(), lambda _: ())


def test_a_drawing_of_too_many_layers_is_refused() -> None:
    layers = '<g style="mix-blend-mode:multiply"><rect width="9" height="9"/></g>' * (bounds.MOST_LAYERS + 1)
    with pytest.raises(BadInput, match="masks, filters and faded groups"):
        drawn("x.svg", SVG.format(layers).encode(), lambda _: ())
