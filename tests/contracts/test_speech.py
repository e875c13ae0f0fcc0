"""What every Speaker and every Listener promises, whatever is behind it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from guide.errors import ModelUnavailable
from guide.models.speech.espeak import EspeakSpeaker
from guide.models.speech.remote import AudioServer, Choice, RemoteListener, RemoteSpeaker
from guide.ports import Listener, Speaker
from guide.settings import LANGUAGES
from guide.types import Speech
from tests.models import audio
from tests.models.voices import tongues

SHAPES = {"rest", "closed", "bite", "tongue", "teeth", "pucker", "open", "spread", "round", "back"}
SAID = {"zh-Hans": "宝塔湾的门票是 40 元。", "en": "The map of the boat pier.", "ko": "배를 타는 곳입니다.",
        "ja": "橋の前で待ってください。"}  # fmt: skip


@pytest.fixture(params=["espeak", "remote", "remote alone"])
def speaker(request: pytest.FixtureRequest) -> Iterator[Speaker]:
    own = EspeakSpeaker(tongues())
    if request.param == "espeak":
        yield own
    else:
        with audio.serving(audio.Audio()) as server:
            remote = RemoteSpeaker(
                AudioServer(server.url), Choice(LANGUAGES), own if request.param == "remote" else None
            )
            yield remote
            remote.close()
    own.close()


@pytest.mark.parametrize("lang", SAID)
def test_says_something_and_moves_the_mouth(speaker: Speaker, lang: str) -> None:
    assert lang in speaker.languages
    said = speaker.speak(SAID[lang], lang)
    assert len(said.sound) % 2 == 0 and said.rate >= 8000 and said.milliseconds > 300
    moments = [at for at, _ in said.track]
    assert moments[0] == 0 and moments == sorted(set(moments)) and abs(moments[-1] - said.milliseconds) <= 20
    shapes = [shape for _, shape in said.track]
    assert shapes[-1] == "rest" and len(set(shapes)) >= 2 and set(shapes) <= SHAPES


@pytest.mark.parametrize("text", ["", " ", "…", "\n\n", "\0", "😀", "\ud800".encode("utf-8", "replace").decode()])
def test_nothing_to_say_is_hardly_a_sound(speaker: Speaker, text: str) -> None:
    said = speaker.speak(text, "en")
    assert said.milliseconds < 1500 and said.track[-1][1] == "rest"


def alike(one: Speech, other: Speech) -> bool:
    """Whether two sounds are of the same words: a voice breathes otherwise each time, espeak-ng by up to 45 ms."""
    near = abs(one.milliseconds - other.milliseconds) < 90 and abs(len(one.track) - len(other.track)) <= 2
    return near and one.rate == other.rate


def test_the_same_words_sound_alike(speaker: Speaker) -> None:
    assert alike(speaker.speak("The same.", "en"), speaker.speak("The same.", "en"))


def test_several_may_ask_at_once(speaker: Speaker) -> None:
    texts = ["Lamp" + " and lamp" * number + "." for number in range(8)]
    """Each longer than the one before by far more than a breath."""
    alone = [speaker.speak(text, "en") for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: speaker.speak(text, "en"), texts))
    assert all(map(alike, together, alone))


def test_has_a_name(speaker: Speaker) -> None:
    assert speaker.name


@pytest.fixture
def listener() -> Iterator[Listener]:
    with audio.serving(audio.Audio()) as server:
        remote = RemoteListener(AudioServer(server.url))
        yield remote
        remote.close()


@pytest.mark.parametrize("lang", [None, "en", "zh-Hant"])
def test_writes_down(listener: Listener, lang: str | None) -> None:
    assert listener.hear(audio.wav(audio.hum("a b")), "audio/wav", lang) == "Where is the lamp house?"
    assert listener.name


def test_a_speaker_without_its_engine_speaks_no_language() -> None:
    for command in (("/no/such/program",), ("/bin/false",), ("/bin/echo", '{"error": "none"}')):
        speaker = EspeakSpeaker(tongues(), command=command)
        assert speaker.languages == ()
        with pytest.raises(ModelUnavailable):
            speaker.speak("hi", "en")
        speaker.close()
