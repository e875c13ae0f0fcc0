"""Spreadsheets into entries and into the base: generous with headings, strict about what a row may claim."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide import documents
from guide.editing import files, headings, imports
from guide.editing.files import is_id
from guide.editing.imports import Defaults, Imported, ImportPlan
from guide.shipped import folder
from guide.types import City, Entry, Fact, Position, Revision, Source, Text, Value

HEADINGS = headings.load(folder("prompts"))
TOWN = Defaults(city="柳州", kind="attraction")


def _csv(folder_: Path, *lines: str, name: str = "places.csv") -> Path:
    path = folder_ / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return path


def _read(path: Path, defaults: Defaults = TOWN) -> Imported:
    return imports.read_file(path, HEADINGS, defaults)


def _one(folder_: Path, heads: str, cells: str, defaults: Defaults = TOWN) -> Entry:
    found = _read(_csv(folder_, heads, cells), defaults)
    assert len(found.entries) == 1, found.problems
    return found.entries[0]


def _codes(found: Imported | ImportPlan) -> list[tuple[str, int]]:
    return [(each.code, each.line) for each in found.problems]


def _values(entry: Entry) -> dict[str, Value]:
    return {fact.field: fact.value for fact in entry.facts}


@pytest.mark.parametrize(
    ("kind", "heads", "fields"),
    [
        ("attraction", "名称,具体地址,联系电话,票价,建议游玩时间,营业时间,附近餐馆,是否地铁直达,类型,最适合人群",
         "address phone price duration hours nearby_food metro category audience"),
        ("hotel", "名称,位置,价格,星级,类型,房型,停车场,酒店设施,周边景点,价位",
         "address room_price stars hotel_type rooms parking facilities nearby_sights price_range"),
        ("restaurant", "名称,地点,价格,口味,招牌菜,评价,类型,订座电话",
         "address spend cuisine dishes rating cuisine phone"),
        ("attraction", "Name,Street Address,TEL,Entrance Fee,openhours,Score,type,the most suitable people,wifi,zip",
         "address phone price hours rating category audience internet postcode"),
        ("hotel", "name,location,price,star,type,room_type,parking,amenities,fee_note",
         "address room_price stars hotel_type rooms parking facilities fee_note"),
        ("restaurant", "name,cost,food,signature,pricerange,nearby_attractions,metro-station",
         "spend cuisine dishes price_range nearby_sights metro"),
        ("attraction", "Nom,Adresse,Téléphone,Horaires d’ouverture,Tarif,Durée de visite,Note,Métro,Saison",
         "address phone hours price duration rating metro season"),
        ("attraction", "이름,주소,전화번호,입장료,영업시간,평점,주변 관광지,소요 시간,가까운 지하철역",
         "address phone price hours rating nearby_sights duration metro"),
        ("attraction", "名称,住所,電話番号,入場料,営業時間,所要時間,最寄り駅,駐車場,特徴",
         "address phone price hours duration metro parking features"),
        ("attraction", "名稱,地址,電話,門票,開放時間,最佳時間", "address phone price hours season"),
    ],
)  # fmt: skip
def test_headings_of_five_languages_become_fields(tmp_path: Path, kind: str, heads: str, fields: str) -> None:
    cells = ",".join(f"值{number}" for number in range(len(heads.split(","))))
    found = _read(_csv(tmp_path, heads, cells), Defaults(kind=kind, city="柳州"))
    assert list(found.columns.values())[1:] == fields.split()
    assert len(found.entries[0].facts) == len(fields.split())


@pytest.mark.parametrize(
    ("heading", "role", "field", "label"),
    [
        ("景区门票信息", "fact", "price", None), ("酒店电话 *", "fact", "phone", None), ("门店名称", "name", "", None),
        ("门票价格（元/人）", "fact", "price", None), ("Opening Hours (summer)", "fact", "hours", "summer"),
        ("How to get there?", "fact", "transport", None), ("闭馆日", "fact", "hours", "闭馆日"),
        ("GPS坐标", "position", "", None), ("Nearest subway station", "fact", "metro", None),
        ("推荐餐厅", "unknown", "推荐餐厅", None), ("主要景点", "unknown", "主要景点", None),
        ("the", "unknown", "the", None),
        ("省份", "unknown", "省份", None), ("wifi / parking", "unknown", "wifi / parking", None),
        ("名称 / Name", "name", "", None), ("nearby_sights", "fact", "nearby_sights", None),
    ],
)  # fmt: skip
def test_words_around_a_heading(heading: str, role: str, field: str, label: str | None) -> None:
    column = HEADINGS.column(heading, "attraction")
    assert (column.role, column.field, column.label) == (role, field, label)


def test_no_heading_means_two_things_and_every_field_exists() -> None:
    types = set(yaml.safe_load((folder("prompts") / "fields.yaml").read_text(encoding="utf-8")))
    for path in sorted(folder("prompts").glob("*/headings.yaml")):
        lexicon = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert {rule.partition("@")[0] for rule in lexicon["fields"]} <= types, path
        meanings: dict[str, set[str]] = {}
        for rule, words in [*lexicon["columns"].items(), *lexicon["fields"].items()]:
            for word in words if "@" not in rule else ():
                meanings.setdefault(headings.squash(word), set()).add(rule)
        assert not {word: rules for word, rules in meanings.items() if len(rules) > 1}, path


def test_a_row_becomes_an_entry(tmp_path: Path) -> None:
    entry = _one(
        tmp_path,
        "编号,名称,英文名,name_ja,别名,类别,城市,纬度,经度,来源,日期截至,简介,门票（元）,没听说过",
        "ly-1,柳园,Willow Garden,柳の庭,老柳园、柳家园,博物馆,柳州市,32.41,119.42,市志 https://x.example/a,2018年3月,一处园子。,60,值",
        Defaults(),
    )
    assert entry == Entry(
        id="ly-1", kind="museum", city="liuzhou", names={"zh-Hans": "柳园", "en": "Willow Garden", "ja": "柳の庭"},
        aliases=("老柳园", "柳家园"), position=Position(32.41, 119.42), texts={"zh-Hans": "一处园子。"},
        facts=(Fact("category", "博物馆", source="shizhi"), Fact("price", 60, source="shizhi"),
               Fact("没听说过", "值", source="shizhi")),
        sources={"shizhi": Source("市志", "https://x.example/a")}, as_of="2018-03",
    )  # fmt: skip


def test_city_ids_carry_the_name_of_the_file(tmp_path: Path) -> None:
    found = _read(_csv(tmp_path, "名称,城市", "柳园,柳州市", "石桥,New Town"), Defaults(kind="景点"))
    assert found.cities == {"liuzhou": {"zh-Hans": "柳州市"}, "new-town": {"en": "New Town"}}
    assert {entry.kind for entry in found.entries} == {"attraction"}


@pytest.mark.parametrize(
    ("word", "kind"),
    [("景点", "attraction"), ("Sight", "attraction"), ("餐馆", "restaurant"), ("美食", "food"), ("酒店", "hotel"),
     ("musée", "museum"), ("호텔", "hotel"), ("観光地", "attraction"), ("节庆", "event"), ("实用信息", "practical"),
     ("购物", "shop"), ("非遗", "culture"), ("剧场", "venue"), ("公园/景点", "attraction"), ("教堂", "jiaotang"),
     ("Night Market", "night-market"), ("교회", "교회")],
)  # fmt: skip
def test_kinds_in_the_words_of_editors(tmp_path: Path, word: str, kind: str) -> None:
    assert _one(tmp_path, "name,kind", f"A,{word}").kind == kind


def test_a_type_column_or_the_title_tells_the_kind_where_nothing_else_does(tmp_path: Path) -> None:
    town = Defaults(city="York")
    assert _one(tmp_path, "name,type", "A,museum", town).kind == "museum"
    found = _read(_csv(tmp_path, "name,price", "A,5", name="hotels.csv"), town)
    assert [entry.kind for entry in found.entries] == ["hotel"]
    assert found.entries[0].of("room_price")
    book = openpyxl.Workbook()
    book.active.title = "餐馆"
    for title in ("酒店", "统计", "说明"):
        book.create_sheet(title)
    for sheet in book:
        sheet.append(["名称" if sheet.title in ("餐馆", "酒店") else "列", "价格"])
        sheet.append([f"{sheet.title}一", 5])
    book.save(tmp_path / "all.xlsx")
    found = _read(tmp_path / "all.xlsx", town)
    assert [(entry.kind, entry.facts[0].field) for entry in found.entries] == [
        ("restaurant", "spend"), ("hotel", "room_price"),
    ]  # fmt: skip
    assert [(each.code, each.severity) for each in found.problems] == [("no-name-column", "warning")]


@pytest.mark.parametrize(
    ("cells", "lang"),
    [("柳园,东门", "zh-Hans"), ("柳園,東門", "zh-Hant"), ("버들 정원,동문로", "ko"), ("やなぎの庭,東門", "ja"),
     ("Willow Garden,East Gate", "en"), ("Сад,Улица", "ru"), ("柳园 Willow,东门", "zh-Hans")],
)  # fmt: skip
def test_the_language_of_a_row_is_its_script(tmp_path: Path, cells: str, lang: str) -> None:
    entry = _one(tmp_path, "name,address", cells)
    assert (entry.lang, list(entry.names)) == (lang, [lang])


def test_the_language_is_what_the_file_says(tmp_path: Path) -> None:
    assert _one(tmp_path, "nom,langue", "Jardin,français").lang == "fr"
    assert _one(tmp_path, "name,lang", "Jardin,zh").lang == "zh-Hans"
    assert _one(tmp_path, "name,address", "Jardin,Rue", replace(TOWN, lang="fr")).lang == "fr"
    found = _read(_csv(tmp_path, "name,lang", "Garden,Klingon!"))
    assert found.entries[0].lang == "en"
    assert _codes(found) == [("unknown-language-word", 2)]
    marked = _one(tmp_path, "name_fr,name_en,phone", "Jardin,Garden,110")
    assert (marked.lang, marked.names) == ("fr", {"fr": "Jardin", "en": "Garden"})


def test_one_field_in_several_languages_is_one_fact(tmp_path: Path) -> None:
    entry = _one(tmp_path, "名称,地址,地址（英文）,address_ja", "柳园,东门街1号,1 East Street,東門通り1")
    assert entry.facts == (
        Fact("address", {"zh-Hans": "东门街1号", "en": "1 East Street", "ja": "東門通り1"}),
    )  # fmt: skip
    assert _values(_one(tmp_path, "名称,address_en", "柳园,1 East Street")) == {"address": {"en": "1 East Street"}}


def test_two_columns_of_one_field_are_told_apart(tmp_path: Path) -> None:
    entry = _one(tmp_path, "name,phone,mobile,tickets (adult),tickets (child)", "A,1,2,60,30")
    assert [(fact.field, fact.value, (fact.label or {}).get("en")) for fact in entry.facts] == [
        ("phone", "1", None), ("phone", "2", "mobile"), ("price", 60, "adult"), ("price", 30, "child"),
    ]  # fmt: skip
    assert documents.read(documents.write(entry)) == entry


def test_json_objects_are_languages_rooms_or_points(tmp_path: Path) -> None:
    record = {
        "id": "a", "name": {"中文": "柳园", "en": "Willow"}, "kind": "hotel", "city": "York", "text": {"en": "Prose."},
        "address": {"zh": "东门", "en": "East"}, "price": {"single": 50, "double": "70 pounds"},
        "dishes": ["x"], "location": "North", "coordinates": {"lng": 119.42, "lat": 32.41}, "new": {"k": "v"},
    }  # fmt: skip
    path = tmp_path / "a.json"
    path.write_text(json.dumps([record]), encoding="utf-8")
    entry = _read(path, Defaults()).entries[0]
    assert entry.names == {"zh-Hans": "柳园", "en": "Willow"}
    assert entry.texts == {"en": "Prose."}
    assert entry.position == Position(32.41, 119.42)
    assert [(fact.field, fact.value) for fact in entry.facts if fact.field in ("address", "room_price", "new")] == [
        ("address", {"zh-Hans": "东门", "en": "East"}), ("address", "North"), ("room_price", 50),
        ("room_price", "70 pounds"), ("new", "v"),
    ]  # fmt: skip


def test_what_cannot_be_read_as_meant_stays_as_words(tmp_path: Path) -> None:
    found = _read(_csv(tmp_path, "name,坐标,as of,lat,lon", "A,near the gate,last year,95,119"))
    assert _codes(found) == [("unread-cell", 2)] * 3
    assert _values(found.entries[0]) == {"坐标": "near the gate", "as of": "last year", "lat": "95"}
    assert found.entries[0].position is None


def test_no_import_confirms_a_fact(tmp_path: Path) -> None:
    found = _read(_csv(tmp_path, "name,price,checked_on,核对人", "A,5,2026-01-01,Li", "B,6,2026-01-01,Li"))
    assert [each.code for each in found.problems] == ["refused-column"] * 2
    assert not [fact for entry in found.entries for fact in entry.facts if fact.checked_on or fact.checked_by]


def test_rows_that_cannot_load_are_named_and_the_others_load(tmp_path: Path) -> None:
    found = _read(_csv(tmp_path, "name,address", ",nowhere", "A,x", "A,y", "A,x"))
    assert _codes(found) == [("row-without-name", 2), ("repeated-name", 4), ("repeated-name", 5)]
    assert found.problems[1].message.startswith("'A' already stands on line 3")
    assert len({entry.id for entry in found.entries}) == 3
    assert _codes(_read(_csv(tmp_path, "name", "A"), Defaults(kind="hotel"))) == [("row-without-city", 2)]
    assert _codes(_read(_csv(tmp_path, "name", "A"), Defaults(city="York"))) == [("row-without-kind", 2)]
    found = _read(_csv(tmp_path, "id,name", "a,A", "b,B", "A,C"))
    assert _codes(found) == [("repeated-id", 4)]
    assert "line 2" in found.problems[0].message


@pytest.mark.parametrize(
    ("lines", "code"),
    [(("name,fee",), "no-rows"), (("地址,门票", "x,5"), "no-table"), ((), "empty-table")],
)
def test_files_without_places_say_so(tmp_path: Path, lines: tuple[str, ...], code: str) -> None:
    found = _read(_csv(tmp_path, *lines))
    assert found.entries == ()
    assert code in [each.code for each in found.problems]


def test_made_ids_are_stable_and_safe(tmp_path: Path) -> None:
    lines = ["柳园,东门", "各园,北门", "个园,南门", "Old Mill,x", "버들,y"]
    first = _read(_csv(tmp_path, "name,address", *lines))
    second = _read(_csv(tmp_path, "name,address", *reversed(lines)))
    ids = {entry.names[entry.lang]: entry.id for entry in first.entries}
    assert ids == {entry.names[entry.lang]: entry.id for entry in second.entries}
    assert ids["Old Mill"] == "liuzhou-attraction-old-mill"
    assert ids["柳园"].startswith("liuzhou-attraction-liuyuan-")
    assert len(set(ids.values())) == 5
    assert all(map(is_id, ids.values()))


def _base(*entries: Entry, number: int = 3) -> Callable[[str], Revision | None]:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    held = {entry.id: Revision(entry.id, number, None, 1, "x", at, "", entry) for entry in entries}
    return held.get


LAKE = Entry(
    id="lake", kind="attraction", city="liuzhou", names={"zh-Hans": "柳湖"}, as_of="2018",
    facts=(Fact("price", 60, checked_on="2026-01-02", checked_by="Li"), Fact("address", "东门"), Fact("phone", "110")),
    texts={"zh-Hans": "一片湖。"}, position=Position(32.0, 119.0, 50), sources={"shizhi": Source("市志")},
)  # fmt: skip


def _planned(folder_: Path, *lines: str, base: Entry = LAKE) -> ImportPlan:
    return imports.plan(_read(_csv(folder_, *lines), Defaults(city="柳州", kind="museum")), _base(base))


def _merged(plan: ImportPlan) -> Entry:
    (change,) = plan.changed
    assert change.base == 3
    assert change.entry
    return change.entry


def test_a_second_import_changes_nothing(tmp_path: Path) -> None:
    lines = ("id,name,price,address_en,coordinates,as of", 'w,柳园,60,East,"32.41,119.42",2018')
    entry = _read(_csv(tmp_path, *lines)).entries[0]
    again = _planned(tmp_path, *lines, base=entry)
    assert (again.new, again.changed, again.unchanged) == ((), (), ("w",))


def test_columns_of_the_file_replace_those_fields_only(tmp_path: Path) -> None:
    plan = _planned(tmp_path, "id,price,rating,phone", "lake,70,4.5,")
    assert plan.parts == {"lake": ("fact:price", "fact:address", "fact:phone", "fact:rating", "as_of")}
    merged = _merged(plan)
    assert merged.kind == "attraction"
    assert merged.facts == (
        Fact("price", 70), Fact("address", "东门", as_of="2018"), Fact("phone", "110", as_of="2018"),
        Fact("rating", 4.5),
    )  # fmt: skip
    assert (merged.texts, merged.position, merged.as_of) == (LAKE.texts, LAKE.position, None)


def test_a_value_told_again_keeps_its_confirmation_and_takes_the_new_date(tmp_path: Path) -> None:
    merged = _merged(_planned(tmp_path, "id,price,as_of,source", "lake,60,2025,市志"))
    assert merged.of("price") == (
        Fact("price", 60, source="shizhi", as_of="2025", checked_on="2026-01-02", checked_by="Li"),
    )  # fmt: skip
    assert merged.as_of == "2018"
    assert merged.of("phone") == LAKE.of("phone")


def test_a_source_never_takes_the_key_of_another(tmp_path: Path) -> None:
    merged = _merged(_planned(tmp_path, "id,rating,source,source url", "lake,5,市志,https://x.example"))
    (key,) = [fact.source for fact in merged.of("rating")]
    assert merged.sources == {"shizhi": Source("市志"), str(key): Source("市志", "https://x.example")}


def test_a_dash_empties_a_field_and_a_blank_does_not(tmp_path: Path) -> None:
    plan = _planned(tmp_path, "id,phone,price,text", "lake,-,,—")
    assert plan.parts == {"lake": ("fact:phone", "text:zh-Hans")}
    assert [fact.field for fact in _merged(plan).facts] == ["price", "address"]


def test_another_language_adds_translations(tmp_path: Path) -> None:
    plan = _planned(
        tmp_path,
        "id,name,lang,address,price,phone,transport,text",
        "lake,Willow Lake,en,East Gate,60,110,Bus 5,A lake.",
    )
    merged = _merged(plan)
    assert merged.lang == "zh-Hans"
    assert merged.names == {"zh-Hans": "柳湖", "en": "Willow Lake"}
    assert merged.texts == {"zh-Hans": "一片湖。", "en": "A lake."}
    assert _values(merged) == {
        "price": 60, "address": {"zh-Hans": "东门", "en": "East Gate"}, "phone": "110", "transport": {"en": "Bus 5"},
    }  # fmt: skip
    assert {fact.as_of for fact in merged.facts} == {"2018", None}
    assert merged.of("price")[0].checked_on == "2026-01-02"


def test_labelled_values_in_another_language_do_not_push_out_the_first(tmp_path: Path) -> None:
    base = replace(
        LAKE, facts=(Fact("price", 60, label={"zh-Hans": "成人"}), Fact("price", 30, label={"zh-Hans": "学生"}))
    )
    plan = _planned(tmp_path, "id,name,lang,price", "lake,Willow Lake,en,locals: 60; guests: 30", base=base)
    assert plan.parts == {"lake": ("name:en",)}
    assert _codes(plan) == [("kept-other-language", 2)]


def test_one_figure_for_several_lines_is_pointed_out(tmp_path: Path) -> None:
    base = replace(
        LAKE, facts=(Fact("price", 60, label={"zh-Hans": "成人"}), Fact("price", 30, label={"zh-Hans": "学生"}))
    )
    assert _codes(_planned(tmp_path, "编号,名称,门票", "lake,柳湖,50", base=base)) == [("fewer-rows", 2)]
    assert _codes(_planned(tmp_path, "编号,名称,门票", "lake,柳湖,成人：50；学生：25", base=base)) == []


@pytest.mark.parametrize(
    ("price", "codes"),
    [("电话问", ["no-amount"]), ("五十元", ["no-amount"]), ("ask at the gate", ["no-amount"]),
     ("成人：50；学生：面议", ["no-amount"]), ("免费", []), ("Free entry", []), ("60元", []), ("旺季45、淡季30", [])],
)  # fmt: skip
def test_words_where_an_amount_belongs_are_pointed_out(tmp_path: Path, price: str, codes: list[str]) -> None:
    found = _read(_csv(tmp_path, "编号,名称,门票", f"lake,柳湖,{price}"), Defaults(city="柳州", kind="museum"))
    assert [code for code, _ in _codes(found)] == codes
    assert found.entries[0].of("price"), "kept as words all the same"


def test_known_labels_are_the_same_in_any_language(tmp_path: Path) -> None:
    adult = Fact("price", 60, label={"zh-Hans": "成人"}, checked_on="2026-01-02", checked_by="Li")
    plan = _planned(
        tmp_path, "id,name,lang,price", "lake,Lake,en,adult: 60; student: 30", base=replace(LAKE, facts=(adult,))
    )
    first, second = _merged(plan).of("price")
    assert (first.value, first.checked_by, second.value, second.checked_by) == (60, "Li", 30, None)
    assert first.label
    assert (first.label["zh-Hans"], first.label["en"]) == ("成人", "adult")


def test_an_older_revision_is_a_conflict_and_skipped(tmp_path: Path) -> None:
    plan = _planned(tmp_path, "id,price,revision", "lake,70,2", "pond,5,1")
    assert [str(each) for each in plan.conflicts] == [
        "lake: based on revision 2, published is 3; compare both and save again"
    ]
    assert plan.changes == ()
    assert _codes(plan) == [("partial-new", 3)]
    assert _planned(tmp_path, "id,price,revision", "lake,70,3").changed


def test_new_and_withdrawn_entries(tmp_path: Path) -> None:
    found = _read(_csv(tmp_path, "id,name", "lake,柳湖", "pond,塘"))
    withdrawn = replace(_base(LAKE)("lake") or pytest.fail(), entry=None)
    plan = imports.plan(found, {"lake": withdrawn}.get)
    assert [(change.entry_id, change.base) for change in plan.new] == [("lake", 3), ("pond", None)]


def test_a_folder_replaces_whole_entries_and_heeds_revisions(tmp_path: Path) -> None:
    city = {"liuzhou": City("liuzhou", {"zh-Hans": "柳州"})}
    edited = replace(LAKE, facts=(Fact("price", 70),), as_of=None)
    files.write_folder([edited, replace(LAKE, id="pond")], tmp_path, {"lake": 3, "pond": 2}, city)
    found = imports.of_folder(files.read_folder(tmp_path))
    plan = imports.plan(found, _base(LAKE, replace(LAKE, id="pond", aliases=("池",))))
    assert [change.entry for change in plan.changed] == [edited]
    assert [each.entry_id for each in plan.conflicts] == ["pond"]
    assert found.cities == {"liuzhou": {"zh-Hans": "柳州"}}


_CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zs", "Zl", "Zp")), min_size=1, max_size=15
)
_HEADS = [
    "地址",
    "电话",
    "门票",
    "评分",
    "推荐菜",
    "周边景点",
    "address",
    "metro",
    "游玩时间",
    "没听说过",
    "hours",
    "text",
    "别名",
]


@given(st.lists(st.fixed_dictionaries({}, optional={each: _CELL for each in _HEADS}), min_size=1, max_size=4))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_cell_is_found_again(tmp_path: Path, lines: list[Mapping[str, str]]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, ["id", "name", *_HEADS])
    writer.writeheader()
    writer.writerows({"id": f"x{number}", "name": "名", **line} for number, line in enumerate(lines))
    path = tmp_path / "any.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    found = _read(path)
    assert len(found.entries) == len(lines)
    for entry, line in zip(found.entries, lines, strict=True):
        assert documents.read(documents.write(entry)) == entry
        for cell in line.values():
            assert _letters(cell) <= _letters(_everything(entry)) or _is_dash(cell) or _as_number(cell) in _all(entry)


def _everything(entry: Entry) -> str:
    said = [str(value) for value in _all(entry)]
    return "".join(
        [*said, *entry.texts.values(), *entry.aliases, *(w for f in entry.facts for w in (f.label or {}).values())]
    )


def _all(entry: Entry) -> list[Value]:
    flat: list[Value] = []
    for fact in entry.facts:
        value: Value | Text = fact.value
        flat += value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else [value]
    return flat


def _letters(text: str) -> set[str]:
    return set(text.casefold()) - set("、;；|:：,，/")


def _is_dash(cell: str) -> bool:
    return cell.casefold() in ("-", "--", "---", "—", "——", "–", "/", "\\", "nan", "null", "n/a")


def _as_number(cell: str) -> float | None:
    try:
        return float(cell.replace(",", "").rstrip("分점点星"))
    except ValueError:
        return None
