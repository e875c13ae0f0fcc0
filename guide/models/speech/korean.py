"""Korean figures as they are counted: 3시 is 세 시 and 3분 삼 분, 6월 is 유월. The rest espeak-ng reads itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any


class Counting:
    """`table` is prompts/ko/readings.yaml: native numerals, what is counted with them, and months with names."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._ones, self._tens = table["ones"], table["tens"]
        self._before, self._months = table["before"], table["months"]
        counted = sorted(map(str, table["counted"]), key=len, reverse=True)
        self._counted = re.compile(rf"(?<![\d.,])(\d{{1,2}})\s?({'|'.join(counted)})")

    def read(self, text: str) -> str:
        """The text with native numerals where they belong."""
        text = re.sub(r"(?<!\d)\d{1,2}월", lambda match: str(self._months.get(match[0], match[0])), text)
        return self._counted.sub(lambda match: f"{self._said(int(match[1]), match[2])} {match[2]}", text)

    def _said(self, number: int, counted: str) -> str:
        """The hours after noon are not counted natively: 18시 is 십팔 시."""
        late = counted == "시" and number > 12
        return str(number) if late else self._native(number) or str(number)

    def _native(self, number: int) -> str:
        """스물한: of twenty and of the first four another form stands before what is counted; "" beyond 99."""
        tens, ones = divmod(number, 10)
        if not 0 < number < 100:
            return ""
        said = (self._tens[tens - 1] if tens else "") + (self._ones[ones - 1] if ones else "")
        ending = next((each for each in self._before if said.endswith(each)), None)
        return said.removesuffix(ending) + self._before[ending] if ending else said
