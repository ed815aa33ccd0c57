"""A result as a page: everything is on it, the same each time, and nothing that anybody wrote is taken for markup."""

import csv
import json
import re
import warnings
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from wenze.experiments.cli import main
from wenze.experiments.page.again import command_line
from wenze.experiments.page.blocks import Page, Paragraph, Section, Table
from wenze.experiments.page.inline import inline
from wenze.experiments.page.writing import html
from wenze.experiments.runs.inventory import check_replaceable
from wenze.experiments.sweeps import sensitivity

SMALL = ["world.scale.counties=1", "world.scale.townships=2", "world.scale.posts=5", "world.scale.departments=3"]
SECTIONS = {
    "en": [
        "What was asked",
        "What came out",
        "How soon, and what stays",
        "The numbers that went in",
        "How to repeat it",
    ],
    "zh": ["问了什么", "结果", "多快显现，是否持续", "所用参数", "如何重现"],
}
EVIL = '</title></style><script>window.owned=1</script><img src=x onerror="window.owned=1">'
PICTURE = "data:image/png;base64,"
VOID = {"meta", "link", "img", "br", "hr", "input", "path", "use"}


class Read(HTMLParser):
    """What a browser would make of a page: elements with their attributes, texts, and names that stand twice."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def words(self) -> str:
        """All texts."""
        return " ".join(" ".join(self.texts).split())


def assert_harmless(text: str) -> Read:
    """A page runs nothing, asks nobody, and every name in it is there once."""
    read = Read(text)
    assert not read.open
    tags = {tag for tag, _ in read.elements}
    assert not tags & {"script", "img", "iframe", "object", "embed", "form", "base", "audio", "video", "foreignobject"}
    assert "default-src 'none'" in str(read.of("meta")[1]["content"])
    for _, attributes in read.elements:
        assert not [key for key in attributes if key.startswith("on")]
        for key in ("src", "href", "xlink:href", "action", "data", "srcset"):
            address = attributes.get(key)
            assert address is None or address.startswith(("#", PICTURE)) or address == "data:,", address
        assert not re.search(r"url\((?!#)", attributes.get("style") or "")
    style = text[text.index("<style>") : text.index("</style>")]
    assert "url(" not in style and "@import" not in style
    names = [attributes["id"] for _, attributes in read.elements if attributes.get("id")]
    assert len(names) == len(set(names))
    named = set(names)
    for _, attributes in read.elements:
        for value in attributes.values():
            for name in re.findall(r"url\(#([^)]*)\)", value or ""):
                assert name in named
        address = attributes.get("xlink:href") or attributes.get("href")
        assert address is None or address.startswith("data:") or address.removeprefix("#") in named, address
    return read


@pytest.fixture(scope="module")
def made(engine: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a comparison whose regimes have hostile names, a single run, a case, a sweep and claims."""
    folder = tmp_path_factory.mktemp("made")
    own = folder / "own"
    own.mkdir()
    words = json.dumps(EVIL)
    (own / "evil.yaml").write_text(
        f"title: {words}\nabout: {words}\nfamily: {{name: mine, title: {words}}}\npolicy: {{oversight: {{audits: 0.4}}}}\n"
        "timeline: [{month: 12, until: 24, policy: {accountability: {strictness_work: 0.9}}}]\n",
        encoding="utf-8",
    )
    measures = own / "measures"
    measures.mkdir()
    (measures / "evil_measure.yaml").write_text(
        f"title: {words}\nunit: {words}\nnumerator: [erred]\ndenominator: [months_work]\n", encoding="utf-8"
    )
    (own / "claims").mkdir()
    (own / "claims" / "evil_claim.yaml").write_text(
        f"title: {words}\nsays: {words}\nsource: {words}\nmeasure: effort\narms: [evil, blanket_punishment]\nexpected: higher\n",
        encoding="utf-8",
    )
    few = [*SMALL, "replications=3", "spin_up=12", "figures=false"]
    scenarios = "scenarios=[evil,full_reform,crackdown]"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for words_typed in (
            ["compare", scenarios, "months=60", f"folder={own}", *few, f"out={folder / 'first'}"],
            ["compare", scenarios, "months=60", "parts=true", "lang=zh", f"folder={own}", *few, f"out={folder / 'parts'}"],
            ["run", "scenario=evil", "months=36", f"folder={own}", *few, f"out={folder / 'alone'}"],
            ["case", "scenarios=[evil,full_reform]", "months=40", f"folder={own}", "plants=1", *few, f"out={folder / 'case'}"],
            ["claims", "claims=[evil_claim]", f"folder={own}", "worlds=default", "months=24", *few, f"out={folder / 'claims'}"],
            [
                "sweep", "world.learning.horizon=3,12", "world.problems.arrival=0.1,0.2", "scenarios=[evil]", f"folder={own}", "months=12",
                *few, f"out={folder / 'sweep'}",
            ],
        ):  # fmt: skip
            assert main(words_typed) == 0, words_typed
    return folder


def page(made: Path, *words: str, result: str = "first", out: str = "out") -> str:
    """The page that the command writes."""
    folder = made / out
    assert main(["report", str(made / result), *words, f"out={folder}"]) == 0
    assert check_replaceable(folder, folder)  # by its provenance everything is ours
    return (folder / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_everything_is_on_the_page_and_hostile_names_are_words(made: Path, lang: str) -> None:
    beside = [f"{key}={made / key}" for key in ("claims", "case", "sweep")]
    read = assert_harmless(page(made, f"lang={lang}", *beside, f"title={EVIL}"))
    titles = [text.strip() for text in read.texts]
    for title in SECTIONS[lang]:
        assert title in titles
    assert EVIL in read.words  # the title, as it was typed
    assert len(read.of("section")) == 8 and len(read.of("svg")) >= 7
    assert all(attributes["aria-label"] for attributes in read.of("svg"))
    assert read.of("html")[0]["lang"] == {"en": "en", "zh": "zh-CN"}[lang]
    assert "wenze compare config=" in read.words and "strictness_work" in read.words
    assert {"en": "Claims judged", "zh": "主张"}[lang] in " ".join(str(item["aria-label"]) for item in read.of("svg"))


def test_the_page_of_one_regime_and_that_of_parts(made: Path) -> None:
    alone = assert_harmless(page(made, result="alone"))
    assert len(alone.of("svg")) == 2 and "How soon" not in alone.words
    assert not (made / "out" / "event_study.csv").exists()
    parts = assert_harmless(page(made, result="parts"))
    assert (
        len(parts.of("svg")) == 6
        and "in two parts" in " ".join(str(item["aria-label"]) for item in parts.of("svg")) + parts.words
    )


def test_a_sensitivity_analysis_is_read_again_as_it_was_found(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[sensitivity.Sensitivity] = []

    def kept(*asked: Any) -> sensitivity.Sensitivity:
        found.append(real(*asked))
        return found[0]

    real = sensitivity.sensitivity
    monkeypatch.setattr(sensitivity, "sensitivity", kept)
    moved = ["world.people.prize=interval(50,200)", "world.problems.arrival=interval(0.06,0.24)"]
    asked = ["measure=effort", "scenarios=[full_reform]", *moved, "trajectories=4", "blocks=8", "most=2", "months=24"]
    out = made / "sensitivity"
    assert main(["sensitivity", *asked, *SMALL, "spin_up=12", "replications=3", "figures=false", f"out={out}"]) == 0
    again = sensitivity.found_in(out)
    assert repr(again.effects) == repr(found[0].effects) and repr(again.indices) == repr(found[0].indices)
    assert (again.measure, again.settings, again.chance) == (found[0].measure, found[0].settings, found[0].chance)
    assert "world.people.prize" in assert_harmless(page(made, f"sweep={out}", out="hangs")).words


def test_the_same_result_gives_the_same_bytes(made: Path) -> None:
    first, again = page(made, out="once"), page(made, out="twice")
    assert first == again
    assert (made / "once" / "event_study.csv").read_bytes() == (made / "twice" / "event_study.csv").read_bytes()
    assert page(made, "from=12", out="late") != first


def test_what_came_after_a_change_is_in_a_table(made: Path) -> None:
    page(made)
    with (made / "out" / "event_study.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(row["scenario"], row["phase"]) for row in rows} == {
        ("evil", "change"), ("full_reform", "change"), ("crackdown", "change"),
    }  # fmt: skip
    assert all(row["outcome"] for row in rows)


# --- what is refused ----------------------------------------------------------------------------------------------------


def refused(words: Sequence[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What the command says when it refuses: one line, on the error stream, with status 2."""
    capsys.readouterr()
    assert main(["report", *words]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1
    return said.err


def test_what_is_no_result_is_refused_in_one_line_and_nothing_is_left(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first, nowhere = str(made / "first"), str(tmp_path / "nowhere")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "plan.yaml").write_text("title: mine\n", encoding="utf-8")
    (broken / "story.json").write_text('{"case": 1}', encoding="utf-8")
    (broken / "config.yaml").write_bytes((made / "case" / "config.yaml").read_bytes())
    (broken / "screening.csv").write_text("parameter,x\n", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    for words, wanted in (
        ([], "report needs the folder of a result"),
        ([nowhere], "config.yaml"),
        ([first, f"claims={nowhere}"], "there is no such folder"),
        ([first, f"claims={made / 'case'}"], "holds no run of claims"),
        ([first, f"case={made / 'sweep'}"], "is no result of wenze case"),
        ([first, f"sweep={made / 'case'}"], "is no result of wenze sweep or wenze sensitivity"),
        ([first, f"claims={broken}"], "plan.yaml"),
        ([first, f"case={broken}"], "story.json: is not as wenze wrote it"),
        ([first, f"sweep={broken}"], "screening.csv: is not as wenze wrote it"),
        ([first, "from=60"], "from=60"),
        ([first, "title=" + "x" * 301], "must have at most 300 characters"),
        ([first, "language=fr"], "knows no key language="),
        ([first, "lang=fr"], "expected en"),
        ([first, first], "takes one word at most"),
        ([first, f"out={made / 'first'}"], "is what is read from"),
        ([first, f"case={made / 'case'}", f"out={made / 'first' / '..' / 'case'}"], "is what is read from"),
    ):
        assert wanted in refused(
            [*words, *([] if any(word.startswith("out=") for word in words) else ["out=page"])], capsys
        ), words
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_with_chinese_letters_and_blanks(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["report", str(made / "first"), "out=研究 报告/第 一"]) == 0
    assert (tmp_path / "研究 报告" / "第 一" / "report.html").stat().st_size > 100_000


def test_a_page_with_a_file_of_ones_own_is_not_replaced(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, out = str(made / "first"), tmp_path / "page"
    assert main(["report", first, f"out={out}"]) == 0
    assert main(["report", first, f"out={out}", "lang=zh"]) == 0
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    assert "notes.txt" in refused([first, f"out={out}"], capsys)


# --- how it is made -----------------------------------------------------------------------------------------------------


def test_every_text_of_a_page_is_escaped_wherever_it_stands() -> None:
    table = Table([EVIL, EVIL], [[EVIL, EVIL]], "lr", EVIL)
    text = html(
        Page("en", EVIL, EVIL, EVIL, EVIL, [Section("one", EVIL, [Paragraph(EVIL), Paragraph(EVIL, note=True), table])])
    )
    assert "<script" not in text and "<img" not in text and text.count("&lt;script&gt;") >= 10
    assert_harmless(text)


def test_pictures_of_one_page_share_no_names() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="5pt" height="5pt" viewBox="0 0 5 5">'
        "<metadata>m</metadata><style>*{stroke-linejoin: round}</style><defs><path id='a' d='M 0 0'/></defs>"
        "<use xlink:href='#a'/><g clip-path='url(#a)'/></svg>"
    )
    drawn = inline(svg, "p1-", "&quot;name")
    assert 'id="p1-a"' in drawn.svg and 'href="#p1-a"' in drawn.svg and "url(#p1-a)" in drawn.svg
    assert "metadata" not in drawn.svg and "<style" not in drawn.svg and "pt" not in drawn.svg
    assert drawn.label == "&quot;name"


def test_a_provenance_that_anybody_wrote_does_no_harm() -> None:
    assert command_line({"command": ["wenze", "a b", ""]}) == "wenze 'a b' ''"
    for command in (None, 5, "x", [1], {"a": 1}):
        assert command_line({"command": command}) == ""
    assert len(command_line({"command": ["x" * 100_000]})) <= 4000
