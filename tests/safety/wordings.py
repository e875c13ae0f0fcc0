"""Ways to say one thing: patterns by language and topic, and numbers in figures or words."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from tests.safety.sentences import Place

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HAN = "零一二三四五六七八九"
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ZH_MONEY = ("{0}元", "{0}块钱", "{1}元", "人民币{0}元", "{1}块")
_EN_MONEY = ("{0} yuan", "¥{0}", "{0} RMB", "{1} yuan", "CNY {0}")
NUMBERED = ("paid_amount", "hours", "phone", "duration", "built", "height", "metro", "season")
OPPOSITES = {"free": "paid", "paid": "free", "paid_amount": "free", "closed_day": "open_day", "open": "closed",
             "hours": "closed_hours", "allowed": "forbidden", "forbidden": "allowed", "has": "has_not",
             "has_not": "has"}  # fmt: skip
_WRITTEN = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
NEGATIONS: Mapping[str, Sequence[tuple[str, str]]] = _WRITTEN["negations"]
ADDITIONS: Mapping[str, Sequence[str]] = _WRITTEN["additions"]


def topics(place: Place) -> Sequence[str]:
    """What can be said truly of a place."""
    always = [
        "hours",
        "hours",
        "closed_day",
        "closed_day",
        "open",
        "phone",
        "website",
        "duration",
        "built",
        "height",
        "metro",
        "season",
    ]
    pay = ["free", "free"] if place.price == 0 else ["paid", "paid_amount", "paid_amount"]
    return [*always, *pay, "allowed" if place.dogs else "forbidden", "has" if place.cafe else "has_not"]


def sentence(place: Place, lang: str, topic: str, chance: random.Random) -> str:
    """One wording of one topic, filled from the place."""
    pattern: str = chance.choice(_WRITTEN[lang][topic])
    return pattern.format(**(_chinese if lang == "zh" else _english)(place, chance))


def with_wrong_number(place: Place, topic: str, chance: random.Random) -> Place:
    """The place with the numbers of one topic changed to others that hold nowhere in it."""
    wrong = {
        "paid_amount": lambda: replace(place, price=_other(place.price, (15, 25, 30, 50, 65, 80, 90, 210), chance)),
        "hours": lambda: replace(
            place,
            opens=_other(place.opens, (360, 390, 600, 630, 660), chance),
            closes=_other(place.closes, (870, 900, 960, 1140, 1200, 1260), chance),
        ),
        "phone": lambda: replace(place, phone=place.phone[:-1] + str((int(place.phone[-1]) + 3) % 10)),
        "duration": lambda: replace(place, minutes=_other(place.minutes, (20, 40, 75, 210, 240, 300), chance)),
        "built": lambda: replace(place, built=place.built + chance.choice((-100, -10, -1, 1, 10, 100))),
        "height": lambda: replace(place, height=place.height + chance.choice((-9, -1, 1, 50))),
        "metro": lambda: replace(place, metres=_other(place.metres, (200, 400, 600, 900, 3500), chance)),
        "season": lambda: replace(place, month=place.month % 12 + 1),
    }  # fmt: skip
    return wrong[topic]()


def clock(minutes: int) -> str:
    """08:30."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def han(number: int) -> str:
    """120 as 一百二十."""
    if number < 10:
        return _HAN[number]
    if number < 100:
        tens = "十" if number < 20 else _HAN[number // 10] + "十"
        return tens + (_HAN[number % 10] if number % 10 else "")
    head, rest = divmod(number, 100)
    if not rest:
        return _HAN[head] + "百"
    return _HAN[head] + "百" + (("零" + _HAN[rest]) if rest < 10 else ("一" if rest < 20 else "") + han(rest))


def english(number: int) -> str:
    """120 as a hundred and twenty."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    head = "a hundred" if number < 200 else f"{_ONES[number // 100]} hundred"
    return head + (f" and {english(number % 100)}" if number % 100 else "")


def _chinese(place: Place, chance: random.Random) -> dict[str, str]:
    return {
        "name": place.zh, "phone": place.phone, "site": place.site, "year": str(place.built),
        "money": chance.choice(_ZH_MONEY).format(place.price, han(place.price)),
        "open": _zh_clock(place.opens, chance), "close": _zh_clock(place.closes, chance),
        "day": chance.choice(("周", "星期", "礼拜")) + "一二三四五六日"[place.closed],
        "day2": "一二三四五六日"[place.closed], "time": chance.choice(_zh_times(place.minutes)),
        "height": chance.choice((str(place.height), han(place.height))),
        "distance": chance.choice(_distances(place.metres, "米", "公里")),
        "month": chance.choice((f"{place.month}月", f"{han(place.month)}月")),
    }  # fmt: skip


def _english(place: Place, chance: random.Random) -> dict[str, str]:
    return {
        "name": place.en, "phone": chance.choice((place.phone, "+86 " + place.phone[1:].replace("-", " "))),
        "site": chance.choice((place.site, f"https://{place.site}/")), "year": str(place.built),
        "money": chance.choice(_EN_MONEY).format(place.price, english(place.price)),
        "open": _en_clock(place.opens, chance), "close": _en_clock(place.closes, chance), "day": WEEK[place.closed],
        "time": chance.choice(_en_times(place.minutes)),
        "height": chance.choice((str(place.height), english(place.height))),
        "distance": chance.choice(_distances(place.metres, " metres", " km")), "month": MONTHS[place.month - 1],
    }  # fmt: skip


def _zh_clock(minutes: int, chance: random.Random) -> str:
    hour, minute = divmod(minutes, 60)
    part = "上午" if hour < 12 else "下午"
    short = hour - 12 if hour > 12 else hour
    half = {0: "点", 30: "点半"}[minute]
    return chance.choice(
        (clock(minutes), f"{hour}:{minute:02d}", f"{part}{short}{half}", f"{part}{han(short)}{half}", f"{hour}{half}")
    )


def _en_clock(minutes: int, chance: random.Random) -> str:
    hour, minute = divmod(minutes, 60)
    part = "am" if hour < 12 else "pm"
    short = hour - 12 if hour > 12 else hour
    plain = f"{short} {part}" if not minute else f"{short}:{minute:02d} {part}"
    return chance.choice(
        (clock(minutes), f"{hour}:{minute:02d}", plain, plain.replace("am", "a.m.").replace("pm", "p.m."))
    )


def _zh_times(minutes: int) -> Sequence[str]:
    hours, rest = divmod(minutes, 60)
    out = [f"{minutes}分钟"]
    if minutes == 30:
        out += ["半小时", "半个小时"]
    elif rest == 0:
        out += [f"{hours}小时", f"{'两' if hours == 2 else han(hours)}个小时"]
    elif rest == 30:
        out += [f"{hours}.5小时", f"{'两' if hours == 2 else han(hours)}个半小时"]
    return out


def _en_times(minutes: int) -> Sequence[str]:
    hours, rest = divmod(minutes, 60)
    out = [f"{minutes} minutes", f"{english(minutes)} minutes"]
    if minutes == 30:
        out += ["half an hour"]
    elif rest == 0:
        out += [f"{hours} hour{'s' * (hours > 1)}", f"{english(hours)} hour{'s' * (hours > 1)}"]
    elif rest == 30:
        out += [f"{hours}.5 hours", "an hour and a half" if hours == 1 else f"{english(hours)} and a half hours"]
    return out


def _distances(metres: int, short: str, long: str) -> Sequence[str]:
    return [f"{metres}{short}", f"{metres / 1000:g}{long}"] if metres >= 1000 else [f"{metres}{short}"]


def _other(value: int, values: Sequence[int], chance: random.Random) -> int:
    return chance.choice([each for each in values if each != value])
