"""Templates get plain values, call what is on a short list, and end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from jinja2 import Undefined
from markupsafe import Markup

from brochure.errors import BadInput
from brochure.storage.files import Files
from brochure.storage.shipped import SHIPPED
from brochure.typeset import filters, merge, sandbox, templates
from brochure.typeset.sandbox import Refused, Sandbox
from brochure.typeset.values import DayValue, Value, declared
from tests.conftest import Desk

PLAIN = (str, int, float, type(None))
#: Of what is not plain in a context, all that there may be.
CALLABLE = {"range", "motif", "set_title"}

Context = tuple[str, Sandbox, Mapping[str, Any]]


#: Made once; the tests that look at them run in one worker.
_CONTEXTS: list[Context] = []
_TOGETHER = pytest.mark.xdist_group("template-contexts")


@pytest.fixture
def contexts(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[Context]:
    """Every template that a build and a message render, with all that it is given."""
    from brochure.mail import letter, preview

    if _CONTEXTS:
        return _CONTEXTS
    seen: list[Context] = []

    def rendered(environment: Sandbox, name: str, values: Mapping[str, Any]) -> str:
        seen.append((name, environment, values))
        return templates.render(environment, name, values)

    for module in (merge, letter, preview):
        monkeypatch.setattr(module, "render", rendered)
    front = "title: A test\nreviewed: 2026-09-14\nreferences: [One]\nsummary: Short."
    desk.article("Words.\n\n" + "## Part\n\nMore.\n\n" * 4, front)
    done = desk.build("test", "--edition", "office", "--edition", "email", "--edition", "large-print", "--jobs", "1")
    assert done.code == 0, done.err
    assert desk.brochure("send", "test", "--to", "a@b.example", "--dry-run").code == 0
    _CONTEXTS.extend(seen)
    return seen


def reachable(value: object, way: str, depth: int = 6) -> Iterator[tuple[str, object]]:
    """What a template can get at, as the sandbox lets it, and by which way."""
    yield way, value
    if depth == 0:
        return
    inner: list[tuple[str, object]] = []
    if isinstance(value, Value):
        inner = [(name, getattr(value, name)) for name in declared(type(value))]
    elif isinstance(value, Mapping):
        inner = [(str(name), part) for name, part in value.items()]
    elif isinstance(value, tuple):
        inner = [(str(at), part) for at, part in enumerate(value)]
    for name, part in inner:
        yield from reachable(part, f"{way}.{name}", depth - 1)


@_TOGETHER
def test_nothing_that_templates_reach_can_be_called(contexts: list[Context]) -> None:
    names = {name for name, _, _ in contexts}
    assert {"trifold/leaflet.html", "trifold/outside.svg", "email/leaflet.html", "large-print/leaflet.html"} <= names
    assert {"mail/message.html", "mail/message.txt", "mail/subject.txt", "mail/picture.html"} <= names
    for name, environment, values in contexts:
        assert set(environment.globals) <= CALLABLE
        for way, value in reachable(values, name):
            plain = (*PLAIN, Markup, tuple, dict, MappingProxyType, Value)
            assert isinstance(value, plain), f"{way} is a {type(value)}"
            assert not hasattr(value, "__dict__") or isinstance(value, Markup | dict), f"{way} can hold anything"
            for attribute in (*dir(value), "__class__", "__globals__", "func", "model_dump", "parse_raw"):
                assert not callable(asked(environment, value, attribute)), f"{way}.{attribute}"


def asked(environment: Sandbox, value: object, name: str) -> object:
    try:
        found = environment.getattr(value, name)
    except Refused:
        return None
    return None if isinstance(found, Undefined) else found


@_TOGETHER
def test_the_filters_are_those_of_the_guide(contexts: list[Context]) -> None:
    guide = (SHIPPED / "layouts" / "README.md").read_text("utf-8")
    listed = set(re.findall(r"`(\w+)(?:\([^`]*\))?`", guide.partition("Filters of ours")[2].partition("##")[0]))
    assert listed - {"clinic"} == set(filters.FILTERS)
    assert {name for name in contexts[0][1].filters if name.isidentifier()} == set(filters.FILTERS)
    for _, _, values in contexts:
        for name in values:
            if not any("mail/" in at for at, _, given in contexts if given is values):
                assert f"`{name}`" in guide, name
        for _, value in reachable(values, ""):
            for field in declared(type(value)) if isinstance(value, Value) else ():
                assert f"`.{field}`" in guide or field in {"words", "language", "body", "heading", "panel", "address"}


Render = Callable[..., str]


@pytest.fixture
def render(tmp_path: Path) -> Render:
    """Renders a text as the template of a layout, with a few values and a function."""

    def rendered(text: str, **files: str) -> str:
        folder = tmp_path / "layouts"
        for name, content in {"t.html": text, **{f"{name}.html": more for name, more in files.items()}}.items():
            folder.mkdir(exist_ok=True)
            (folder / name).write_text(content, "utf-8")
        environment = templates.environment(Files(tmp_path), (folder,), {"motif": lambda name: f"<{name}>"})
        values = {
            "day": DayValue(2026, 9, 14),
            "words": MappingProxyType({"why": "You asked {clinic}.", "html": "<b>"}),
            "name": "Ann & <Bob>",
            "parts": ("a", "b", "c"),
            "copy": Markup("<p>{clinic}</p>"),
        }
        return templates.render(environment, "t.html", values)

    return rendered


WORKS = [
    ("{{ day.year }}-{{ day['month'] }}", "2026-9"),
    ("{% for part in parts %}{{ loop.index }}{{ part }}{% if not loop.last %}, {% endif %}{% endfor %}", "1a, 2b, 3c"),
    ("{% for part in parts %}{{ loop.cycle('x', 'y') }}{% endfor %}", "xyx"),
    (
        "{% macro m(x, y=2) %}{{ x }}{{ y }}{% if caller is defined %}{{ caller() }}{% endif %}{% endmacro %}"
        "{{ m(1) }}{% call m(1) %}!{% endcall %}",
        "1212!",
    ),
    ("{{ words.why | fill(clinic=name) }}", "You asked Ann &amp; &lt;Bob&gt;."),
    ("{{ copy | fill(clinic=name) }}", "<p>Ann &amp; &lt;Bob&gt;</p>"),
    ("{{ parts | join(', ') }}{{ parts | map('upper') | join }}{{ parts[1] }}{{ parts[-1:] | first }}", "a, b, cABCbc"),
    ("{{ motif('m') }}", "&lt;m&gt;"),
    ("{{ name ~ '!' }}{{ 'a' + 'b' }}{{ [1] + [2] }}", "Ann &amp; &lt;Bob&gt;!ab[1, 2]"),
    ("{{ (3.14159 | round(2)) * 2 }} {{ 2 ** 10 }} {{ 7 % 4 }} {{ range(3) | list }}", "6.28 1024 3 [0, 1, 2]"),
    (
        "{% set x %}{{ name }}{% endset %}{{ x }}{% filter upper %}{{ day.day }}a{% endfilter %}",
        "Ann &amp; &lt;Bob&gt;14A",
    ),
    ("{{ 'abab' | replace('a', 'c') }}{{ nothing is defined }}{{ nothing | default('x') }}", "cbcbFalsex"),
    ("{% for a in [[1, [2]], [3, []]] recursive %}{{ a if a is number else loop(a) }}{% endfor %}", "123"),
    ("{% block b %}x{% endblock %}{{ self.b() }}", "xx"),
    ("{% for a, b in [(1, 2), (3, 4)] %}{{ b }}{% endfor %}{% set c, d = 5, 6 %}{{ d }}{{ {'e': 7}['e'] }}", "2467"),
    ("{{ '7' | int }}{{ '2.9' | int }}{{ 'x' | int(8) }}{{ (1, 'a', ['b']) }}", "728(1, &#39;a&#39;, [&#39;b&#39;])"),
]


@pytest.mark.parametrize(("text", "expected"), WORKS)
def test_what_layouts_do(render: Render, text: str, expected: str) -> None:
    assert render(text) == expected


REFUSED = [
    "{{ day.model_dump() }}",
    "{{ day.__class__ }}",
    "{{ day['__class__'] }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ day.parse_file('/etc/passwd') }}",
    "{{ name.format(day) }}",
    "{{ '{0.__class__}'.format(day) }}",
    "{{ name.upper() }}",
    "{{ parts.index('a') }}",
    "{{ words.items() }}",
    "{{ words.get('why') }}",
    "{{ motif.__globals__ }}",
    "{{ motif.__call__('x') }}",
    "{{ motif.func }}",
    "{{ range.__init__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ self.__init__.__globals__ }}",
    "{% macro m() %}{% endmacro %}{{ m._func }}",
    "{% macro m() %}{% endmacro %}{{ m.name }}",
    "{% for x in [1] %}{{ loop._iterable }}{% endfor %}",
    "{% for x in [1] %}{{ loop.cycle.__self__ }}{% endfor %}",
    "{{ lipsum() }}",
    "{{ cycler('a') }}",
    "{{ namespace(a=1) }}",
    "{{ dict(a=1) }}",
    "{{ name | attr('upper') }}",
    "{{ '%s' % name }}",
    "{{ '%99999999d' | format(1) }}",
    "{{ parts | map(attribute='__class__') | list }}",
    "{{ [day] | map(attribute='__class__.__base__') | list }}",
    "{{ [day] | selectattr('__class__') | list }}",
    "{{ parts(1) }}",
    "{{ words('why') }}",
    "{{ day() }}",
    "{{ name() }}",
    "{% import 't2.html' as t %}{{ t.__dict__ }}",
    "{% import 't2.html' as t %}{{ t._body_stream }}",
    "{{ day }}",
    "{{ range }}",
    "{{ motif }}",
    "{{ self }}",
    "{{ parts | map('upper') }}",
    "{{ [motif] }}",
    "{{ motif ~ 'x' }}",
    "{{ motif | string }}",
    "{{ [motif] | join }}",
    "{{ motif | upper }}",
    "{{ '{a}' | fill(a=motif) }}",
    "{% macro m() %}{% endmacro %}{{ m }}",
    "{% include '../.brochure/mail.sqlite' %}",
    "{% include '/etc/passwd' %}",
    "{% include '.git/config' %}",
    "{% include 't2\\\\..\\\\x' %}",
    "{% import 'x\\0y' as t %}",
]


@pytest.mark.parametrize("text", REFUSED)
def test_what_templates_may_not(render: Render, text: str) -> None:
    with pytest.raises(BadInput) as refused:
        render(text, t2="x")
    assert "\n" not in str(refused.value)
    assert "object at 0x" not in str(refused.value)


ENDLESS = [
    '{{ "x" * 10**10 }}',
    "{{ parts * 10**9 }}",
    "{{ 10**10**10 }}",
    "{{ 9**999999999 }}",
    "{% for a in range(10**12) %}{% endfor %}",
    "{{ range(10000000) | list }}",
    "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    "{% for a in [range(9999)] recursive %}{{ loop([range(9999)]) }}{% endfor %}",
    "{% macro f(x, n) %}{% if n %}{{ f(x ~ x, n - 1) }}{% endif %}{% endmacro %}{{ f('xxxxxxxx', 60) }}",
    "{% macro f(x, n) %}{% if n %}{{ f(x + x, n - 1) }}{% endif %}{% endmacro %}{{ f('xxxxxxxx', 60) }}",
    "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}",
    "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    "{% set a = 'x' * 1 if false else 'xxxxxxxxxx' %}" + "{% set a %}{{ a }}{{ a }}{{ a }}{{ a }}{% endset %}" * 40,
    "{% set a = 'xxxxxxxxxx' %}" + "{% set a = a ~ a ~ a ~ a %}" * 40,
    "{% set a = [1, 2, 3] %}" + "{% set a = a + a %}" * 40,
    "{% set a = 'xxxxxxxxxx' %}" + "{% set a = [a, a, a] | join(a) %}" * 40,
    "{% set a = 'xxxxxxxxxx' %}" + "{% set a = a | replace('x', a) %}" * 40,
    "{% set a = 'xxxxxxxxxx' %}" + "{% set a = '{a}{a}{a}' | fill(a=a) %}" * 40,
    "{% for a in range(9999) %}{% for b in range(9) %}{{ copy }}{{ name }}" + "x" * 2000 + "{% endfor %}{% endfor %}",
    "{% set a = [1] %}{% set b = [1] %}" + "{% set a = [a, a] %}{% set b = [b, b] %}" * 40 + "{{ a == b }}",
    "{% set a = [1] %}" + "{% set a = [a, a, a, a] %}" * 39 + "{{ a }}",
    "{% set a = (1, 2) %}" + "{% set a = (a, a) %}" * 40 + "{{ [a] | unique | list | length }}",
    "{% set a = {1: 2} %}" + "{% set a = {1: a, 2: a} %}" * 40 + "{{ a == a }}",
    "{% macro f(n) %}{% if n %}{{ f(n - 1, varargs, varargs) }}{% endif %}{{ varargs == varargs }}{% endmacro %}"
    "{{ f(60, 1) }}",
    "{% set s = 'f' %}" + "{% set s = s ~ s %}" * 22 + "{% set a = s | int(0, 16) %}{{ (a // 3) > 1 }}",
    "{% include 't2.html' %}{% include 't2.html' %}",
    "{% include 't.html' %}",
    "{{ 'x' | center(10**10) }}",
    "{{ 'x' | indent(10**10) }}",
    "{{ parts | batch(10**10, 'x') | list }}",
    "{{ 1.5 | round(10**10, 'ceil') }}",
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "{{ " + "-" * 20000 + "1 }}",
    "{{ " + "9" * 9000 + " }}",
    "x" * 600_000,
]


@pytest.mark.parametrize("text", ENDLESS, ids=range(len(ENDLESS)))
def test_templates_end(render: Render, text: str) -> None:
    twice = "{% include 't3.html' %}{% include 't3.html' %}"
    more = {f"t{number}": twice.replace("t3", f"t{number + 1}") for number in range(2, 30)}
    with pytest.raises(BadInput) as refused:
        render(text, **more, t30="x")
    assert "\n" not in str(refused.value)


def test_the_refusal_says_what_does_the_same(render: Render) -> None:
    for text, hint in (
        ("{{ words.why.format(clinic=name) }}", "| fill("),
        ("{{ day.strftime('%B') }}", "| month(words)"),
        ("\n\n{{ name.upper() }}", "| upper"),
        ("{{ words('cover') }}", "piece.panel.NAME"),
    ):
        with pytest.raises(BadInput, match=re.escape(hint)) as refused:
            render(text)
        assert refused.value.place
        assert refused.value.place.line == text.count("\n") + 1


@_TOGETHER
def test_a_document_takes_few_of_its_rounds(contexts: list[Context]) -> None:
    assert 100 < max(environment._steps for _, environment, _ in contexts) < sandbox.MOST_STEPS / 20
