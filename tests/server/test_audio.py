"""OpenAI's audio routes, asked by the official SDK and by hand, with a speech server behind the guide and without."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator
from pathlib import Path

import openai
import pytest
from starlette.testclient import TestClient

from guide.models.speech.espeak import EspeakSpeaker
from guide.models.speech.remote import AudioServer, Choice, RemoteListener, RemoteSpeaker
from guide.models.speech.shelf import Shelf
from guide.models.speech.voice import Voice
from guide.server import visitors
from tests.models import audio
from tests.models.voices import tongues, words
from tests.server import town as made_up
from tests.server.serving import serving

WAV = audio.wav(audio.hum("where is it"))


@pytest.fixture
def studio() -> Iterator[audio.Audio]:
    """The speech server behind the guide."""
    with audio.serving(audio.Audio()) as server:
        yield server


@pytest.fixture
def sdk(tmp_path: Path, studio: audio.Audio) -> Iterator[openai.OpenAI]:
    """The official SDK, talking to a guide with a speech server."""
    town = made_up.build(tmp_path)
    server = AudioServer(studio.url)
    speaker = RemoteSpeaker(server, Choice(("en", "ja"), voice="lamplighter"), EspeakSpeaker(tongues()))
    town.voice = Voice((speaker,), RemoteListener(server), words(), Shelf(tmp_path / "speech", 10_000_000))
    with (
        serving(visitors(town)) as address,
        openai.OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0) as found,
    ):
        yield found
    town.close()


def frames(file: bytes) -> int:
    with wave.open(io.BytesIO(file)) as opened:
        return int(opened.getnframes() * 1000 // opened.getframerate())


def test_the_official_sdk_speaks(sdk: openai.OpenAI, studio: audio.Audio) -> None:
    said = sdk.audio.speech.create(model="guide", voice="alloy", input="Two words", response_format="wav", speed=1.5)
    assert said.response.headers["content-type"] == "audio/wav"
    rhythm = 60 * 12
    assert abs(frames(said.content) - (2 * 500 + 300 + rhythm)) < 80
    assert b"AIGC" in said.content
    (asked,) = studio.asked
    assert asked == {
        "model": "tts-1", "voice": "lamplighter", "input": "Two words.", "response_format": "wav", "speed": 1.5,
    }  # fmt: skip


def test_a_format_that_the_speech_server_makes_begins_with_the_spoken_notice(
    sdk: openai.OpenAI, studio: audio.Audio
) -> None:
    said = sdk.audio.speech.create(model="guide", voice="alloy", input="Two words", response_format="mp3")
    assert said.response.headers["content-type"] == "audio/mpeg"
    assert "AI" in studio.asked[0]["input"] and studio.asked[0]["input"].endswith("Two words.")
    with pytest.raises(openai.BadRequestError):
        sdk.audio.speech.create(model="guide", voice="alloy", input="Two words", response_format="pcm")


def test_the_official_sdk_is_listened_to(sdk: openai.OpenAI, studio: audio.Audio) -> None:
    heard = sdk.audio.transcriptions.create(model="guide", file=("q.wav", WAV), language="en")
    assert heard.text == "Where is the lamp house?"
    (form,) = studio.forms
    assert WAV in form and b'filename="speech.wav"' in form and b"audio/wav" in form and b"\r\nen\r\n" in form
    text = sdk.audio.transcriptions.create(model="guide", file=("q.wav", WAV), response_format="text")
    assert text == "Where is the lamp house?"


def test_a_language_the_server_does_not_speak_has_no_voice(sdk: openai.OpenAI) -> None:
    with pytest.raises(openai.APIStatusError) as refused:
        sdk.audio.speech.create(model="guide", voice="alloy", input="两个字", response_format="wav")
    assert refused.value.status_code == 503 and refused.value.code == "speech_no_voice"


@pytest.mark.parametrize("answer", [(500, b""), (200, b"RIFF"), (200, b"not a sound"), (200, audio.wav(b"")[:30])])
def test_a_speech_server_that_fails(sdk: openai.OpenAI, studio: audio.Audio, answer: tuple[int, bytes]) -> None:
    studio.speak = lambda asked: answer
    with pytest.raises(openai.APIStatusError) as refused:
        sdk.audio.speech.create(model="guide", voice="alloy", input="Two words", response_format="wav")
    assert refused.value.status_code == 503 and refused.value.code == "speech_failed"
    assert "retry-after" in refused.value.response.headers


@pytest.mark.parametrize(
    ("status", "heard"), [(500, b"{}"), (200, b"nonsense"), (200, b'{"text": 3}'), (200, b"[]"), (404, b"{}")]
)
def test_a_speech_server_that_does_not_hear(sdk: openai.OpenAI, studio: audio.Audio, status: int, heard: bytes) -> None:
    studio.status, studio.heard = status, heard
    with pytest.raises(openai.APIStatusError) as refused:
        sdk.audio.transcriptions.create(model="guide", file=("q.wav", WAV))
    assert refused.value.status_code == 503 and refused.value.code == "speech_unheard"


@pytest.mark.parametrize(
    ("file", "status", "code"),
    [
        (b"", 400, "speech_no_file"),
        (b"<html>" * 50, 415, "speech_kind"),
        (b"RIFF1234WAVE", 415, "speech_kind"),
        (audio.wav(bytes(24_000 * 2 * 61)), 413, "speech_too_long"),
        (b"OggS" + bytes(4_000_000), 413, "too_large"),
        (b"OggS" + bytes(4_200_000), 413, "too_large"),
    ],
    ids=["none", "html", "no sound", "long", "large", "larger"],
)
def test_what_is_no_recording_is_refused(sdk: openai.OpenAI, file: bytes, status: int, code: str) -> None:
    with pytest.raises(openai.APIStatusError) as refused:
        sdk.audio.transcriptions.create(model="guide", file=("q.wav", file))
    assert (refused.value.status_code, refused.value.code) == (status, code)


def test_a_form_that_is_none_is_refused(sdk: openai.OpenAI) -> None:
    address = f"{sdk.base_url}audio/transcriptions"
    assert sdk._client.post(address, content=b"{}", headers={"content-type": "application/json"}).status_code == 415
    broken = {"content-type": "multipart/form-data; boundary=x"}
    for body in (b"", b"--x\r\n", b"--y\r\nz", b"\xff" * 100):
        assert sdk._client.post(address, content=body, headers=broken).status_code == 400
    nameless = {"content-type": "multipart/form-data"}
    assert sdk._client.post(address, content=b"x", headers=nameless).status_code == 400


def test_without_a_speech_server_nobody_listens(client: TestClient) -> None:
    assert client.get("/api/speech").json()["transcribes"] is False
    refused = client.post("/v1/audio/transcriptions", files={"file": ("q.wav", WAV)})
    assert refused.status_code == 501 and refused.json()["error"]["code"] == "speech_no_listener"


def test_without_a_speech_server_the_guide_speaks_wav(client: TestClient) -> None:
    said = client.post("/v1/audio/speech", json={"model": "guide", "voice": "x", "input": "灯屋周二开放。"})
    assert said.status_code == 200 and frames(said.content) > 1500
    refused = client.post("/v1/audio/speech", json={"input": "Hello", "response_format": "mp3"})
    assert refused.status_code == 400 and refused.json()["error"]["code"] == "speech_format"


@pytest.mark.parametrize("speed", [0.1, 5, "fast", True, None])
def test_a_speed_that_is_none_is_refused(client: TestClient, speed: object) -> None:
    refused = client.post("/v1/audio/speech", json={"input": "Hello", "speed": speed})
    assert refused.status_code == 400 and refused.json()["error"]["code"] == "speech_speed"
