"""Reading aloud over HTTP: clips with what the mouth does, and refusals that say what to do."""

from __future__ import annotations

import io
import json
import wave

import pytest
from starlette.testclient import TestClient

SHAPES = {"rest", "closed", "bite", "tongue", "teeth", "pucker", "open", "spread", "round", "back"}


def test_a_sentence_is_spoken(client: TestClient) -> None:
    made = client.post("/api/speech", json={"text": "Welcome to the lamp house.", "lang": "en"}).json()
    sound = client.get(made["audio"])
    assert sound.status_code == 200 and sound.headers["content-type"] == "audio/wav"
    assert "immutable" in sound.headers["cache-control"]
    with wave.open(io.BytesIO(sound.content)) as file:
        assert abs(file.getnframes() * 1000 / file.getframerate() - made["milliseconds"]) < 2
    moments = [at for at, _ in made["visemes"]]
    assert moments[0] == 0 and moments == sorted(moments) and made["visemes"][-1][1] == "rest"
    assert {shape for _, shape in made["visemes"]} <= SHAPES
    assert "espeak" in made["voice"]


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "ja", "ko", "fr", "de", "es", "ru"])
def test_languages_with_a_voice(client: TestClient, lang: str) -> None:
    assert lang in client.get("/api/speech").json()["languages"]
    said = client.post("/api/speech", json={"text": "[1] 1, 2, 3", "lang": lang})
    assert said.status_code == 200 and said.json()["milliseconds"] > 300


def test_the_same_sentence_is_the_same_clip(client: TestClient) -> None:
    text = {"text": "灯屋周二到周日开放。", "lang": "zh-Hans"}
    first, again = (client.post("/api/speech", json=text).json() for _ in range(2))
    assert first == again


def test_the_notice_goes_first(client: TestClient) -> None:
    bare, whole = (
        client.post("/api/speech", json={"text": "你好。", "lang": "zh-Hans", "notice": notice}).json()
        for notice in (False, True)
    )
    assert whole["milliseconds"] > bare["milliseconds"] + 1500 and whole["audio"] != bare["audio"]


def test_the_file_says_that_a_machine_made_it(client: TestClient) -> None:
    made = client.post("/api/speech", json={"text": "Hello.", "lang": "en"}).json()
    file = client.get(made["audio"]).content
    at = file.index(b"ICMT") + 8
    about = json.loads(file[at : file.index(b"\0", at)])["AIGC"]
    assert about["Label"] == "1" and about["ProduceID"] in made["audio"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"lang": "en"}, 400, "bad_text"),
        ({"text": "a" * 601, "lang": "en"}, 400, "bad_text"),
        ({"text": " \n", "lang": "en"}, 400, "speech_empty"),
        ({"text": "hi"}, 400, "bad_choice"),
        ({"text": "hi", "lang": "tlh"}, 400, "bad_choice"),
        ({"text": "hi", "lang": "en", "notice": "yes"}, 400, "bad_choice"),
    ],
)
def test_what_cannot_be_spoken_is_refused(client: TestClient, body: dict[str, object], status: int, code: str) -> None:
    refused = client.post("/api/speech", json=body)
    assert refused.status_code == status and refused.json()["error"]["code"] == code


@pytest.mark.parametrize("key", ["0" * 32, "..%2f..%2fjournal", "x"])
def test_no_other_file_is_served(client: TestClient, key: str) -> None:
    assert client.get(f"/api/speech/{key}.wav").status_code == 404


@pytest.mark.parametrize("text", ["[1][2]", "https://example.org/x", "😀 …"])
def test_what_is_only_for_the_eye_is_not_spoken(client: TestClient, text: str) -> None:
    refused = client.post("/api/speech", json={"text": text, "lang": "en"})
    assert refused.status_code == 400 and refused.json()["error"]["code"] == "speech_empty"
