"""Cards of the made-up town: one of every kind, as rich as they come, by a word in the question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Card = Mapping[str, Any]

WAYS = [
    {"app": "amap", "title": "高德地图", "url": "https://uri.amap.com/marker?position=119.42,32.41"},
    {"app": "geo", "title": "手机地图", "url": "geo:32.41,119.42?q=Lamp"},
    {"app": "apple", "title": "Apple 地图", "url": "https://maps.apple.com/?q=Lamp&ll=32.41,119.42"},
    {"app": "google", "title": "Google 地图", "url": "https://www.google.com/maps/search/?api=1&query=32.41,119.42"},
]
PLAN: Card = {
    "kind": "itinerary", "title": "1天行程", "link": "/plans/abc", "calendar": "/plans/abc.ics",
    "open": "打开行程页", "save": "加入日历", "map": "/pictures/fishing-terrace.svg",
    "total": "门票合计40元（1人）。", "note": "路上时间是估算。",
    "days": [{"date": "2026-11-22", "stops": [
        {"begin": "09:00", "end": "11:00", "name": "灯屋", "entry": "lamp-house", "way": "",
         "about": ["成人票40元", "09:00–17:00开放"], "alternatives": ["回声塔"], "unsure": False},
        {"begin": "11:30", "end": "12:30", "name": "午饭", "entry": "", "way": "", "about": ["附近有茶码头"],
         "alternatives": [], "unsure": False},
        {"begin": "12:45", "end": "14:00", "name": "月桥", "entry": "moon-bridge", "way": "步行约15分钟",
         "about": ["免费"], "alternatives": ["纸巷"], "unsure": True},
    ]}],
}  # fmt: skip
PLANNED = (
    "11月22日，安排2处：\n09:00–11:00 灯屋：成人票40元[1]\n11:30–12:30 午饭：附近有茶码头\n"
    "12:45–14:00 月桥（步行约15分钟）：免费[2]\n门票合计40元（1人）。"
)
NOTICE = "灯屋今天16:00提前关门，灯城公告2026年11月20日说"


def _place(entry: str, title: str, **more: Any) -> Card:
    plain = {"picture": None, "status": None, "price": "", "reasons": [], "drawback": "", "distance": "",
             "lat": 32.41, "lon": 119.42, "page": f"/places/{entry}", "ways": WAYS}  # fmt: skip
    return {"kind": "place", "entry": entry, "title": title, **plain, **more}


HOUSE = _place(
    "lamp-house", "灯屋", picture={"address": "/pictures/ge-garden.svg", "alt": "灯屋的竹门"},
    status={"open": True, "text": "开放中，到17:00"}, price="成人40元", distance="步行8分钟",
    reasons=["清静，三百盏灯", "下雨也能看"],
    phone={"title": "打电话", "number": "0514-1234567", "url": "tel:05141234567"},
)  # fmt: skip
BRIDGE = _place(
    "moon-bridge", "月桥", picture={"address": "/pictures/five-pavilion-bridge.svg", "alt": "月桥"},
    status={"open": False, "text": "已关，明天06:30开"}, price="免费", distance="1.2公里",
    reasons=["免费", "拍照好看"], drawback="台阶多，轮椅上不去",
)  # fmt: skip
LANE = _place("paper-lane", "纸巷", status={"open": None, "text": "开放时间不详"}, reasons=["老手艺"])
EVENTS: Card = {
    "kind": "events", "calendar": "/api/events.ics", "page": "/events",
    "items": [
        {"entry": "lantern-fair", "title": "灯会", "when": f"2027年{month}月3日至8日", "first": f"2027-{month:02}-03",
         "last": f"2027-{month:02}-08", "rough": False, "confirmed": month < 3}
        for month in range(1, 9)
    ],
}  # fmt: skip
NEARBY: Card = {
    "kind": "nearby", "title": "厕所",
    "places": [
        {"entry": entry, "title": title, "metres": metres, "minutes": minutes, "about": rough, "lat": 32.4, "lon": 119}
        for entry, title, metres, minutes, rough in (
            ("fog-market", "雾市场", 240, 4, False),
            ("tea-landing", "茶码头", 900, 13, True),
            ("paper-lane", "纸巷", 30, None, True),
        )
    ],
}  # fmt: skip
SEARCH: Card = {
    "kind": "map-search", "title": "在地图上找厕所",
    "links": [{"title": "高德地图", "url": "https://uri.amap.com/search?keyword=x"},
              {"title": "手机地图", "url": "geo:32.4,119.4?q=x"}],
}  # fmt: skip
BILL: Card = {
    "kind": "bill", "entry": "lamp-house", "title": "灯屋", "on": "2026-11-21", "session": "day", "total": "100元",
    "lines": [{"who": "2位成人", "each": "40元", "amount": "80元", "rule": ""},
              {"who": "1位孩子", "each": "20元", "amount": "20元", "rule": "6至18岁半价"}],
}  # fmt: skip
PHONES: Card = {
    "kind": "phones",
    "items": [{"title": "急救", "number": "120", "url": "tel:120"},
              {"title": "报警", "number": "110", "url": "tel:110"},
              {"title": "灯屋", "number": "0514-1234567", "url": "tel:05141234567"}],
}  # fmt: skip
TOUR: Card = {
    "kind": "tour", "id": "lamp-walk", "name": "灯城一日", "page": "/routes/lamp-walk", "at": 1, "does": "move",
    "where": "第2站，共3站",
    "stops": [{"id": entry, "name": name, "page": f"/places/{entry}"}
              for entry, name in (("lamp-house", "灯屋"), ("moon-bridge", "月桥"), ("paper-lane", "纸巷"))],
    "asks": [{"does": "next", "text": "下一站：纸巷"}, {"does": "back", "text": "上一站"},
             {"does": "end", "text": "结束讲解"}],
}  # fmt: skip
LISTED: Card = {
    "kind": "list", "total": 2, "page": 0,
    "items": [{"id": "lamp-house", "name": "灯屋"}, {"id": "moon-bridge", "name": "月桥"}],
}  # fmt: skip

BY_WORD: Mapping[str, tuple[Card, ...]] = {
    "itinerary": (PLAN,), "picks": (HOUSE, BRIDGE, LANE), "onecard": (HOUSE,), "events": (EVENTS,),
    "nearby": (NEARBY, SEARCH), "bill": (BILL,), "listed": (LISTED,),
    "phones": (PHONES,), "emergency": (PHONES,), "tour": (TOUR,), "locate": ({"kind": "locate"},),
    "strange": ({"kind": "hologram"}, {"kind": "toString"}),
}  # fmt: skip


def cards(question: str) -> tuple[Card, ...]:
    """The cards of the first word that the question has."""
    return next((made for word, made in BY_WORD.items() if word in question), ())


def notices(question: str) -> tuple[Mapping[str, Any], ...]:
    """A notice, loud where somebody is in danger."""
    if "emergency" in question:
        return ({"entry": "lamp-house", "effect": "advice", "severity": "emergency", "text": "请马上拨打 120。"},)
    return ({"entry": "lamp-house", "effect": "closed", "text": f"{NOTICE}。"},) if "notice" in question else ()
