"""The prose that ships: every entry told in Chinese and English, the forty of Yangzhou in Japanese and Korean too, and
no figure in it that no fact bears out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest

from guide import documents, shipped
from guide.editing import files
from guide.retrieval.links import ties
from guide.types import FEATURED, Entry, Lang

LENGTHS = {True: (120, 400), False: (60, 200)}
"""Of featured entries and of the rest: Chinese in characters, English in words."""
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_BODY = re.compile(r"(?m)^#.*$")


@pytest.fixture(scope="module")
def entries() -> Mapping[str, Entry]:
    return {entry.id: entry for entry in files.read_folder(shipped.folder("knowledge")).entries}


def test_every_entry_is_told_in_chinese_and_english(entries: Mapping[str, Entry]) -> None:
    assert [entry.id for entry in entries.values() if not {"zh-Hans", "en"} <= set(entry.texts)] == []


def test_forty_are_told_in_japanese_and_korean_too(entries: Mapping[str, Entry]) -> None:
    featured = [entry for entry in entries.values() if FEATURED in entry.tags]
    assert len(featured) == 40 and {entry.city for entry in featured} == {"yangzhou"}
    assert [entry.id for entry in featured if not {"ja", "ko"} <= set(entry.texts)] == []


def test_prose_is_as_long_as_a_visitor_reads(entries: Mapping[str, Entry]) -> None:
    wrong = []
    for entry in entries.values():
        least, most = LENGTHS[FEATURED in entry.tags]
        for lang in ("zh-Hans", "en"):
            size = _size(entry.texts.get(lang, ""), lang)
            if not least <= size <= most and entry.kind != "route":
                wrong.append((entry.id, lang, size))
    assert wrong == []


def test_all_languages_have_the_same_sections(entries: Mapping[str, Entry]) -> None:
    heads = {
        entry.id: {len(re.findall(r"(?m)^## ", text)) for text in entry.texts.values()} for entry in entries.values()
    }
    assert {entry_id: counts for entry_id, counts in heads.items() if len(counts) > 1} == {}


def test_no_figure_stands_in_prose_that_no_fact_bears_out(entries: Mapping[str, Entry]) -> None:
    strange = [(entry.id, lang, each) for entry in entries.values() for lang, each in _strange(entry, entries)]
    assert strange == []


def test_no_sign_of_a_brochure(entries: Mapping[str, Entry]) -> None:
    signs = (
        "nestled",
        "must-see",
        "must-visit",
        "breathtaking",
        "hidden gem",
        "闻名遐迩",
        "流连忘返",
        "美不胜收",
        "打卡",
        "!",
        "！",
    )
    found = [
        (entry.id, sign)
        for entry in entries.values()
        for text in entry.texts.values()
        for sign in signs
        if sign in text
    ]
    assert found == []


def _size(text: str, lang: Lang) -> int:
    body = _BODY.sub("", text)
    return len(re.findall("[一-鿿]", body) if lang == "zh-Hans" else re.findall(r"[A-Za-z0-9'’-]+", body))


def _strange(entry: Entry, entries: Mapping[str, Entry]) -> Iterator[tuple[Lang, str]]:
    """Figures of two digits and more in none of the facts of the entry and its neighbours; 万 moves the point."""
    known = _figures(_told(entry)).union(*(_figures(_told(tie.other)) for tie in ties(entry, entries)))
    known |= {f"{int(figure)}0000" for figure in known if figure.isdigit()}
    large = [figure for figure in known if figure.isdigit() and len(figure) > 4]
    known |= {part for figure in large for part in (figure[:-4], str(int(figure[-4:])))}
    for lang, text in entry.texts.items():
        for match in _FIGURE.findall(text):
            if len(match) > 1 and not _figures(match) & known and not _figures(match + "0000") & known:
                yield lang, match


def _told(entry: Entry) -> str:
    document = documents.write(entry)
    return f"{document.get('facts')} {document.get('names')} {document.get('aliases')}"


def _figures(text: str) -> set[str]:
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    return {str(int(part)) for figure in _FIGURE.findall(plain) for part in re.split("[.:,]", figure)} | set(
        _FIGURE.findall(plain)
    )
