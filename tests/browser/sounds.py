"""Stand-ins for what makes and hears sound: a server's voice, a browser's, a browser's recognition."""

from __future__ import annotations

import io
import json
import math
import struct
import wave
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, Route

LANGUAGES = ["zh-Hans", "zh-Hant", "en", "ja", "ko"]

LISTEN = """async () => {
  const home = document.querySelector("script[src$='/voice.js']").src;
  const { hear, tell } = await import(home.replace("voice.js", "bus.js"));
  window.told = [];
  window.tell = tell;
  for (const name of ["said", "speaking", "silent", "listening"]) {
    hear(name, ({ text, on, lang, track, audio, clock }) => {
      if (audio) window.player = audio;
      if (clock) window.clock = clock;
      window.told.push({ name, text, on, lang, track, at: performance.now() });
    });
  }
}"""
"""Writes down in `window.told` what the voice tells on the bus."""

DEVICE = """
window.uttered = [];
class SpeechSynthesisUtterance { constructor(text) { this.text = text; } }
const voices = VOICES.map(([lang, localService, mute]) => ({ lang, localService, mute, name: lang, default: false }));
let said = null;
const synth = {
  getVoices: () => (performance.now() > LATE ? voices : []),
  addEventListener(name, told) { setTimeout(told, LATE + 50); },
  cancel() { clearTimeout(synth.timer); said = null; synth.speaking = false; },
  speak(made) {
    if (!made.text.trim()) return;
    said = made;
    synth.speaking = true;
    window.uttered.push([made.text, made.voice.lang]);
    if (made.voice.mute) return;
    setTimeout(() => said === made && made.onstart && made.onstart(), 30);
    synth.timer = setTimeout(() => { synth.speaking = false; made.onend && made.onend(); }, LASTS);
  },
};
Object.defineProperty(window, "speechSynthesis", { value: synth });
Object.defineProperty(window, "SpeechSynthesisUtterance", { value: SpeechSynthesisUtterance });
"""


RECOGNITION = """
window.recognition = null;
class Recognition {
  start() {
    window.recognition = this;
    setTimeout(() => { this.onstart && this.onstart(); this.onaudiostart && this.onaudiostart(); });
  }
  stop() { setTimeout(() => this.onend && this.onend()); }
  abort() { window.recognition = null; }
}
window.SpeechRecognition = window.webkitSpeechRecognition = Recognition;
window.hears = (text) => window.recognition.onresult({ results: [[{ transcript: text }]] });
window.fails = (error) => {
  const failed = window.recognition;
  window.recognition = null;
  failed.onerror({ error });
  failed.onend();
};
"""
"""A browser's recognition that hears what `hears(text)` says, or fails."""


def device(*voices: tuple[str, bool, bool], lasts: int = 300, late: int = 0) -> str:
    """A script that gives a browser voices: (language, on the device, never starts); they last so many ms."""
    return (
        DEVICE.replace("VOICES", json.dumps(voices)).replace("LASTS", str(lasts)).replace("LATE", str(late))
    )  # fmt: skip


def beep(seconds: float = 1.0) -> bytes:
    """A WAV file of a tone."""
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(
            b"".join(struct.pack("<h", int(9000 * math.sin(each / 4))) for each in range(int(8000 * seconds)))
        )
    return made.getvalue()


@dataclass
class Speaker:
    """The server's voice and ear, at a page's network."""

    page: Page
    languages: list[str] = field(default_factory=lambda: list(LANGUAGES))
    transcribes: bool = True
    seconds: float = 0.6
    heard: str = "个园几点开门？"
    is_lost: bool = False
    asked: list[dict[str, Any]] = field(default_factory=list)
    recordings: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.route("**/api/speech", self._speak)
        self.page.route("**/api/speech/*.wav", lambda route: self._sound(route))
        self.page.route("**/v1/audio/transcriptions", self._write)

    def _speak(self, route: Route) -> None:
        if route.request.method == "GET":
            route.fulfill(json={"languages": self.languages, "transcribes": self.transcribes})
            return
        self.asked.append(dict(route.request.post_data_json or {}))
        track = [[0, "rest"], [80, "open"], [int(self.seconds * 1000) - 60, "rest"]]
        route.fulfill(
            json={
                "audio": f"/api/speech/{len(self.asked)}.wav",
                "milliseconds": int(self.seconds * 1000),
                "visemes": track,
                "voice": "test",
            }
        )

    def _sound(self, route: Route) -> None:
        route.fulfill(body=beep(self.seconds), content_type="audio/wav")

    def _write(self, route: Route) -> None:
        if self.is_lost:
            route.abort()
            return
        self.recordings.append(route.request.post_data_buffer or b"")
        route.fulfill(json={"text": self.heard})
