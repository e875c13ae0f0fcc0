"""A guide wired over a data folder: new, empty, imported into, fitted anew while it serves; refused with the fix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from guide import wiring
from guide.app import App
from guide.cli import cli
from guide.errors import GuideError, SettingsError, StorageError
from guide.knowledge_base import INDEX, SMALL, Base
from guide.settings import Settings, load
from guide.types import Change, Context, Entry, Fact, Message, Reply
from tests import guides
from tests.guides import ENTRIES, GE, HE, NOW

CSV = "名称,类别,门票,电话,吉祥物\n望江亭,attraction,12,000-7788,白鹭\n听雨斋,attraction,免费,,\n"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[App, list[str]]]:
    """The guide as it is after its very first start, and what it said then."""
    said: list[str] = []
    app = wiring.build(Settings(data=tmp_path_factory.mktemp("shipped") / "new" / "data", clock=NOW), say=said.append)
    yield app, said
    app.close()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Base]:
    """A base with the small entries and the shipped embedder."""
    base = Base(Settings(data=tmp_path, clock=NOW))
    base.add_cities((guides.YANGZHOU, guides.CHANGZHOU))
    base.publish([Change(entry.id, entry, None) for entry in ENTRIES], "test", "")
    yield base
    base.close()


def test_a_city_comes_back_as_it_was_remembered(tmp_path: Path) -> None:
    city = replace(guides.YANGZHOU, prose=("zh-Hans",), water=(("upper", "lower"), ("pier",)))
    base = Base(Settings(data=tmp_path))
    base.add_cities([city])
    assert base.cities == {city.id: city}
    base.close()


def ask(app: App, *texts: str) -> Reply:
    messages = [Message("user" if number % 2 == 0 else "assistant", text) for number, text in enumerate(texts)]
    *_, reply = app.guide.answer(messages, Context(now=NOW))
    assert isinstance(reply, Reply)
    return reply


def test_a_new_folder_gets_the_shipped_knowledge_and_says_so(shipped: tuple[App, list[str]]) -> None:
    app, said = shipped
    assert any("new" in line for line in said) and any("entries loaded" in line for line in said)
    assert app.base.revisions.content_version() == 1 and app.city is not None and app.city.id == "yangzhou"
    assert app.model == "templates" and app.base.embedder().key
    entries = list(app.index.current().entries())
    assert len(entries) > 300 and {entry.city for entry in entries} > {"yangzhou", "nanjing"}


@pytest.mark.parametrize(
    ("question", "part"),
    [("个园门票多少钱？", "元"), ("How much is Ge Garden?", "yuan"), ("何园在哪里？", "徐凝门"), ("你好", "扬州")],
)
def test_the_shipped_knowledge_answers(shipped: tuple[App, list[str]], question: str, part: str) -> None:
    reply = ask(shipped[0], question)
    assert reply.answered and part in reply.text


def test_every_shipped_passage_can_be_found_by_meaning(shipped: tuple[App, list[str]]) -> None:
    snapshot = shipped[0].index.current()
    assert sorted(snapshot.vectors.ids.tolist()) == sorted(snapshot.passages)


def test_warming_up_answers_nobody(shipped: tuple[App, list[str]]) -> None:
    shipped[0].warm()
    assert shipped[0].journal.unanswered(5) == []


def test_a_second_start_loads_nothing_again(tmp_path: Path, small_embedder: Path) -> None:
    with guides.base(tmp_path, small_embedder):
        pass
    said: list[str] = []
    app = wiring.build(guides.settings(tmp_path, small_embedder), say=said.append, keep_index=True)
    assert said == [] and app.revisions.content_version() == 1
    app.close()
    assert list((tmp_path / INDEX).glob("*.faiss"))
    again = wiring.build(guides.settings(tmp_path, small_embedder), keep_index=True)
    assert "45元" in ask(again, "个园门票多少钱").text
    again.close()


def test_an_empty_base_is_filled_by_an_import_and_answers(tmp_path: Path) -> None:
    run = CliRunner()
    data, table = str(tmp_path / "data"), tmp_path / "sights.csv"
    table.write_text(CSV, encoding="utf-8")
    made = run.invoke(cli, ["init", "--empty", "--data", data])
    assert made.exit_code == 0 and (tmp_path / "data" / "starter").is_dir()
    app = wiring.build(Settings(data=Path(data), clock=NOW))
    assert not ask(app, "望江亭门票多少钱").answered and ask(app, "你好").text.strip()
    done = run.invoke(cli, ["import", str(table), "--city", "lampton", "--data", data])
    assert done.exit_code == 0, done.output
    assert "12元" in ask(app, "望江亭门票多少钱").text, "imported by another process, answered by this one"
    assert "白鹭" in ask(app, "望江亭的吉祥物").text and "免费" in ask(app, "听雨斋要门票吗").text
    app.close()


def test_a_refused_model_that_never_saw_the_base(small: Base, small_embedder: Path) -> None:
    with pytest.raises(SettingsError, match="guide index"):
        wiring.build(replace(small.settings, embedder=str(small_embedder)))


def test_index_embeds_the_base_with_a_named_model(small: Base, small_embedder: Path) -> None:
    named = replace(small.settings, embedder=str(small_embedder))
    base = Base(named)
    assert base.refit() == base.embedder().key
    base.close()
    app = wiring.build(named)
    assert sorted(app.index.current().vectors.ids.tolist()) == sorted(app.index.current().passages)
    app.close()


def test_a_fit_swaps_generations_under_a_running_guide(small: Base) -> None:
    app = wiring.build(small.settings)
    before, shipped_key = app.index.current(), small.embedder().key
    assert small.refit() != shipped_key
    after = app.index.current()
    assert after is not before and after.version == before.version + 1
    assert sorted(after.vectors.ids.tolist()) == sorted(after.passages) == sorted(before.passages)
    assert after.query_vector("个园").shape == (small.embedder().dimension,)
    assert "45元" in ask(app, "个园门票多少钱").text
    app.publisher.publish([Change(HE.id, replace(HE, facts=(Fact("price", 41),)), 1)], "lin", "")
    last = app.index.current()
    assert sorted(last.vectors.ids.tolist()) == sorted(last.passages), "an editor's change is embedded with the new one"
    assert "41元" in ask(app, "何园门票多少钱").text
    small.refit()
    assert [path.name for path in (small.settings.data / "embedder").iterdir()] == ["2"]
    assert sorted(app.index.current().vectors.ids.tolist()) == sorted(app.index.current().passages)
    app.close()


def test_the_same_base_is_fitted_the_same(small: Base) -> None:
    assert small.refit() == small.refit()


def test_a_base_that_grows_gets_its_own_embedder_for_all_of_it(small: Base) -> None:
    shipped_key = small.embedder().key
    many = [numbered(number) for number in range(SMALL // 2)]
    small.publish([Change(entry.id, entry, None) for entry in many], "test", "")
    assert small.embedder().key != shipped_key
    ids = [passage.id for passage in small.passages.all()]
    assert sorted(small.passages.vectors_of(small.embedder().key, ids)) == sorted(ids)
    assert small.late_share() < 1


def test_a_base_that_grew_since_the_fit_says_so(small: Base) -> None:
    small.refit()
    assert small.late_share() == 0
    small.publish([Change(entry.id, entry, None) for entry in map(numbered, range(30))], "test", "")
    assert small.late_share() > 0.2
    small.refit()
    assert small.late_share() == 0


def test_the_visitors_clock_may_be_fixed_and_records_are_kept_in_real_time(small: Base) -> None:
    assert small.clock() == NOW
    revision = small.revisions.current(GE.id)
    assert revision is not None and abs((datetime.now(UTC) - revision.at).total_seconds()) < 600


@pytest.mark.parametrize(
    ("wanted", "chosen"), [(None, "yangzhou"), ("changzhou", "changzhou"), ("nowhere", "yangzhou")]
)
def test_the_city_of_the_guide(small: Base, wanted: str | None, chosen: str) -> None:
    app = wiring.build(replace(small.settings, city=wanted))
    assert app.city is not None and app.city.id == chosen
    price = "80元" if chosen == "changzhou" else "8元"
    assert price in ask(app, "天宁寺门票多少").text, "its own of two places with one name"
    app.close()


@pytest.mark.parametrize(
    ("environ", "part"),
    [
        ({"GUIDE_DATTA": "x"}, "did you mean data"),
        ({"GUIDE_SOMETHING": "x"}, "remove it"),
        ({"GUIDE_LIMITS": "maybe"}, "on or off"),
        ({"GUIDE_CLOCK": "tomorrow"}, "GUIDE_CLOCK"),
        ({"GUIDE_REVIEW_MONTHS": "soon"}, "GUIDE_REVIEW_MONTHS"),
    ],
)
def test_a_setting_that_cannot_be_used_names_itself_and_the_fix(
    environ: dict[str, str], part: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match=part):
        load(environ, tmp_path / "guide.toml")


@pytest.mark.parametrize(("content", "part"), [("data = ", "TOML"), ("dat = 'x'", "did you mean data")])
def test_a_settings_file_that_cannot_be_used(tmp_path: Path, content: str, part: str) -> None:
    (tmp_path / "guide.toml").write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=part):
        load({}, tmp_path / "guide.toml")


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "guide.toml").write_text("data = 'a'\nlimits = false\ntrusted_proxies = ['x', 'y']\n", encoding="utf-8")
    read = load({"GUIDE_DATA": "b", "GUIDE_CITY": "", "PATH": "/bin"}, tmp_path / "guide.toml")
    assert (read.data, read.limits, read.trusted_proxies, read.city) == (Path("b"), False, ("x", "y"), None)


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("GUIDE_EMBEDDER", "/no/such/model", SettingsError),
        ("GUIDE_DATABASE_URL", "mysql://x", StorageError),
        ("GUIDE_LLM", "/no/such/model", GuideError),
    ],
)
def test_a_start_that_cannot_work_is_refused_at_once(
    tmp_path: Path, name: str, value: str, kind: type[GuideError]
) -> None:
    with pytest.raises(kind):
        wiring.build(load({"GUIDE_DATA": str(tmp_path), name: value}, tmp_path / "guide.toml"))


def test_a_data_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    with pytest.raises(StorageError, match="--data"):
        wiring.build(Settings(data=tmp_path / "data"))


def numbered(number: int) -> Entry:
    names = {"zh-Hans": f"柳影楼第{number}座", "en": f"Willow Tower {number}"}
    return Entry(f"tower-{number}", "attraction", "yangzhou", names=names, facts=(Fact("price", number + 1),))
