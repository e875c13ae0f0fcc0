"""The pages as they are without a script."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from guide.types import Fact, Source
from tests.server.town import HOUSE, Town

ZH = {"accept": "text/html", "accept-language": "zh-CN,zh;q=0.9"}
EN = {"accept": "text/html", "accept-language": "en-GB"}
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def ask(client: TestClient, question: str, earlier: tuple[tuple[str, str], ...] = (), headers: Any = ZH) -> Any:
    talk = [pair for asked, said in earlier for pair in (("asked", asked), ("said", said))]
    fields = [*talk, ("q", question), ("conversation", "c1")]
    body = "&".join(f"{key}={_quoted(value)}" for key, value in fields)
    kind = {"content-type": "application/x-www-form-urlencoded"}
    return client.post("/", content=body, headers={**headers, **kind})


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode())


def test_the_first_screen_says_what_it_is_and_offers_six_questions(client: TestClient) -> None:
    page = client.get("/", headers=ZH)
    assert page.headers["content-language"] == "zh-Hans" and '<html lang="zh-Hans">' in page.text
    assert "今天想去灯城哪里走走" in page.text and "回答由 AI 生成" in page.text
    assert page.text.count('class="starter"') == 6 and "灯屋门票多少钱？" in page.text
    assert page.text.index("AI 生成") < page.text.index('role="log"')


@pytest.mark.parametrize(
    ("query", "accepted", "lang"),
    [
        ("", "zh-CN", "zh-Hans"),
        ("", "zh-TW,en;q=0.5", "zh-Hant"),
        ("", "fr-FR", "en"),
        ("", "", "en"),
        ("", "en;q=0.1, zh;q=0.9", "zh-Hans"),
        ("", "zh;q=0, en", "en"),
        ("", "zh;q=bogus", "en"),
        ("?lang=en", "zh-CN", "en"),
        ("?lang=zh-Hans", "en", "zh-Hans"),
        ("?lang=tlh", "zh-CN", "zh-Hans"),
    ],
)
def test_the_page_speaks_the_visitors_language(client: TestClient, query: str, accepted: str, lang: str) -> None:
    assert client.get(f"/{query}", headers={"accept-language": accepted}).headers["content-language"] == lang


def test_a_chosen_language_stays_in_the_links(client: TestClient) -> None:
    page = client.get("/?lang=en&q=x", headers=ZH).text
    assert 'href="/about?lang=en"' in page and 'action="/?lang=en"' in page
    assert 'href="/?q=x&amp;lang=zh-Hans"' in page


def test_a_question_in_the_address_stands_ready_in_the_form(client: TestClient, town: Town) -> None:
    page = client.get("/", params={"q": HOSTILE}, headers=ZH).text
    assert "<script>alert" not in page and "onerror=alert(2)>" not in unescape(page).split("<textarea")[0]
    assert "&lt;script&gt;alert(1)" in page
    assert town.guide.seen == []


def test_the_plain_form_answers_with_sources_dates_and_label(client: TestClient) -> None:
    page = ask(client, "灯屋门票多少钱？")
    assert page.status_code == 200
    assert "灯屋的成人票是 40 元。" in page.text
    assert '<a class="mark" href="#s1-1">1</a>' in page.text and 'id="s1-1"' in page.text
    assert "2018年的资料，此后未再核实" in page.text and "2026年5月3日已核实" in page.text
    assert '<span class="label">AI 生成</span>' in page.text
    assert 'href="/?q=%E6%9C%88%E6%A1%A5' in page.text
    assert "<li>一楼看油灯</li>" in page.text


def test_the_plain_form_speaks_english(client: TestClient) -> None:
    page = ask(client, "ticket", headers=EN).text
    assert "as of 2018, not confirmed since" in page and "checked 3 May 2026" in page


def test_the_plain_form_keeps_the_talk(client: TestClient, town: Town) -> None:
    first = ask(client, "灯屋门票多少钱？").text
    hidden = [unescape(each) for each in re.findall(r'name="(?:asked|said)" value="([^"]*)"', first)]
    second = ask(client, "几点开门？", ((hidden[0], hidden[1]),))
    heard, context = town.guide.seen[-1]
    assert [each.role for each in heard] == ["user", "assistant", "user"]
    assert heard[0].text == "灯屋门票多少钱？" and heard[-1].text == "几点开门？"
    assert context.conversation == "c1" and context.lang == "zh-Hans"
    assert second.text.count('<article class="said">') == 3  # Two answers, and the form the script would fill.


def test_the_plain_form_says_what_is_wrong_and_loses_nothing(client: TestClient) -> None:
    page = ask(client, "长" * 2001, (("灯屋门票？", "40 元。[1]"),))
    assert page.status_code == 400 and "问题太长" in page.text
    assert "长" * 2001 in page.text and "灯屋门票？" in page.text and "40 元。" in page.text
    broken = ask(client, "storage")
    assert broken.status_code == 503 and "资料库暂时不可用" in broken.text and ">storage</textarea>" in broken.text


@pytest.mark.parametrize("payload", [HOSTILE, "</textarea><script>1</script>", "{{7*7}}", "javascript:alert(1)"])
def test_nothing_a_visitor_sends_becomes_markup(client: TestClient, payload: str) -> None:
    page = ask(client, f"echo {payload}", ((payload, payload),)).text
    inside = page[page.index('id="log"') : page.index("<template")]
    assert "<script" not in inside and "<img" not in inside and "49" not in inside


def test_a_place_tells_its_facts_with_dates_and_sources(client: TestClient) -> None:
    page = client.get("/places/lamp-house", headers=ZH).text
    assert "<h1>灯屋</h1>" in page and '<span lang="en">Lamp House</span>' in page
    assert "成人40元" in page and "2018年的资料，此后未再核实" in page
    assert 'href="https://example.org/lamps?a=1&amp;b=2"' in page
    assert "某论坛" in page and "forum.example.net" not in page, "weak sources are named, never linked"
    assert "店主" in page and "存包、轮椅" in page and "请先确认" in page
    assert "<strong>三百盏</strong>" in page and "<script>alert" not in page
    assert "/?q=%E4%BB%8B%E7%BB%8D" in page


def test_a_place_without_a_text_in_this_language_says_so(client: TestClient) -> None:
    page = client.get("/places/moon-bridge", headers=EN).text
    assert "There is no English text yet" in page and '<div class="prose" lang="zh-Hans">' in page


def test_a_place_is_told_to_search_engines(client: TestClient) -> None:
    page = client.get("/places/lamp-house", headers=EN).text
    found = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
    assert found["@type"] == "Museum" and found["name"] == "Lamp House" and found["geo"]["latitude"] == 32.41
    assert found["description"] == "A house of three hundred lamps."


def test_a_place_that_is_not_there(client: TestClient) -> None:
    assert client.get("/places/nowhere", headers=ZH).status_code == 404
    assert client.get("/places/%3Cscript%3E", headers=ZH).status_code == 404


@pytest.mark.parametrize(
    ("llm", "model", "said"),
    [
        (None, "templates", "不使用大语言模型"),
        ("models/small", "small", "本机运行的语言模型“small”"),
        ("http://10.0.0.5:9000/v1", "secret-name", "运营者自己的语言模型服务"),
    ],
)
def test_about_says_which_model_answers(client: TestClient, town: Town, llm: str, model: str, said: str) -> None:
    object.__setattr__(town.settings, "llm", llm)
    town.model = model
    page = client.get("/about", headers=ZH).text
    assert said in page and "10.0.0.5" not in page and "12345" in page and "180" in page


def test_assets_may_be_kept_for_ever(client: TestClient) -> None:
    page = client.get("/").text
    for path in re.findall(r'(?:href|src)="(/static/[^"]+)"', page):
        response = client.get(path)
        assert response.status_code == 200, path
        assert "immutable" in response.headers["cache-control"]
    assert client.get("/static/nope/css/base.css").status_code == 404


def test_pages_hold_no_inline_script_or_style(client: TestClient) -> None:
    for path in ("/", "/about", "/places/lamp-house", "/nope"):
        page = client.get(path, headers=ZH).text
        assert not re.search(r"\sstyle=|\son\w+=|<style|javascript:", page)
        scripts = re.findall(r"<script([^>]*)>", page)
        assert all("src=" in each or "json" in each for each in scripts)
        assert not re.search(r'(?:src|<link[^>]* href)="(?:https?:)?//(?!testserver/)', page)


def test_an_answer_with_a_plan_leads_to_its_page_and_its_calendar_file(client: TestClient) -> None:
    page = ask(client, "an itinerary please", headers=EN).text
    assert 'href="/plans/abc"' in page and 'href="/plans/abc.ics"' in page and "打开行程页" in page


def test_a_place_shows_its_picture_with_what_it_shows_and_whose_it_is(client: TestClient, town: Town) -> None:
    folder = town.settings.data / "pictures"
    folder.mkdir(exist_ok=True)
    (folder / "lamp.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    fact = Fact("picture", "lamp.svg", note={"zh-Hans": "一盏<灯>", "en": "A lamp"}, source="own")
    house = replace(HOUSE, facts=(*HOUSE.facts, fact), sources={**HOUSE.sources, "own": Source("绘图：灯城")})
    town.index.put(house)
    page = client.get("/places/lamp-house", headers=ZH).text
    assert '<img src="/pictures/lamp.svg" alt="一盏&lt;灯&gt;"' in page and "绘图：灯城" in page
    assert "lamp.svg" not in re.sub("<[^>]*>", "", page), "a file name is nothing to read"
    served = client.get("/pictures/lamp.svg").headers
    assert served["content-type"] == "image/svg+xml" and "sandbox" in served["content-security-policy"]
    for lost in ("gone.svg", "..%2Fjournal.db", "lamp.html"):
        assert client.get(f"/pictures/{lost}").status_code == 404


def test_a_place_nobody_wrote_about_has_a_page_too(client: TestClient, town: Town) -> None:
    town.index.put(replace(HOUSE, texts={}))
    page = client.get("/places/lamp-house", headers=EN)
    assert page.status_code == 200 and '<meta name="description" content="Lamp House">' in page.text
