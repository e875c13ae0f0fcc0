"""Settings: `guide.toml`, then `GUIDE_*`, read once into one frozen value. Unknown keys are refused with the fix."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from guide.errors import SettingsError

DOMAIN_FILE = re.compile(r"[A-Za-z0-9_-]+\.txt")
"""What a file may be called that proves whose domain it is."""
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(?::\d{1,5})?")
LANGUAGES = ("zh-Hans", "zh-Hant", "en", "ja", "ko", "fr", "de", "es", "ru")


def _path(raw: str) -> Path:
    return Path(raw).expanduser()


def _flag(raw: str) -> bool:
    words = {"1": True, "on": True, "true": True, "yes": True, "0": False, "off": False, "false": False, "no": False}
    if raw.lower() not in words:
        raise ValueError("write on or off")
    return words[raw.lower()]


def _moment(raw: str) -> datetime:
    return datetime.fromisoformat(raw)


@dataclass(frozen=True, slots=True)
class Script:
    """A foreign script with the checksum (Subresource Integrity) without which a browser will not run it."""

    address: str
    integrity: str


_PINNED = re.compile(r"(https://res\.wx\.qq\.com/[\w./-]+\.js)\s+(sha(?:256|384|512)-[A-Za-z0-9+/]{43,86}={0,2})")


def _script(raw: str) -> Script:
    found = _PINNED.fullmatch(raw.strip())
    if found is None:
        raise ValueError('write "https://res.wx.qq.com/open/js/jweixin-1.6.0.js sha384-..."; docs/wechat.md tells how')
    return Script(found[1], found[2])


def _words(raw: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in raw.split(",") if part.strip())


def _origins(raw: str) -> tuple[str, ...]:
    found = tuple(each.rstrip("/") for each in _words(raw))
    wrong = next((each for each in found if not _ORIGIN.fullmatch(each)), None)
    if wrong:
        raise ValueError(f"{wrong} is no origin; write https://example.org, without a path")
    return found


def _domain_file(raw: str) -> tuple[str, str]:
    name, _, content = raw.partition(":")
    if not DOMAIN_FILE.fullmatch(name) or not content:
        raise ValueError("write name.txt:content, the name in letters, figures, - and _")
    return name, content


def _languages(raw: str) -> tuple[str, ...]:
    asked = _words(raw)
    if unknown := [each for each in asked if each not in LANGUAGES]:
        raise ValueError(f"{unknown[0]} is not one of {', '.join(LANGUAGES)}")
    return asked


def _or_none(raw: str) -> str | None:
    return None if raw.lower() == "off" else raw


def _template(raw: str) -> str:
    has_parts = all(each in raw for each in ("{z}", "{x}", "{y}"))
    if not has_parts or not re.fullmatch(r"https?://[A-Za-z0-9.{}:-]+/\S*", raw):
        raise ValueError("write an address like https://tiles.example.org/{z}/{x}/{y}.png")
    return raw


def _setting(default: Any, read: Callable[[str], Any], about: str) -> Any:
    return field(default=default, metadata={"read": read, "about": about})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, with its default. `about` in the metadata is what docs/settings.md prints."""

    data: Path = _setting(Path("guide-data"), _path, "Folder of the knowledge base, its index and its journal.")
    database_url: str | None = _setting(
        None, str, "SQLAlchemy URL of the knowledge base; empty: SQLite in the data folder."
    )
    embedder: str | None = _setting(
        None, str, "A sentence-transformers model by name or path; empty: the one fitted on the knowledge."
    )
    llm: str | None = _setting(
        None,
        str,
        "Empty: templates. A model name or path: transformers in process. A URL: an OpenAI-compatible server.",
    )
    llm_model: str | None = _setting(None, str, "Model name asked of the OpenAI-compatible server; empty: its first.")
    llm_key: str | None = _setting(None, str, "Key sent to the OpenAI-compatible server.")
    city: str | None = _setting(None, str, "City that ranks first when several are loaded.")
    clock: datetime | None = _setting(None, _moment, "A fixed ISO time, for tests and rehearsals.")
    allow_now: bool = _setting(False, _flag, "Let a request set the time by metadata.now.")
    limits: bool = _setting(True, _flag, "Visitor rate limits; off only for measuring.")
    speech: str | None = _setting(
        None, str, "URL of a server with the OpenAI audio routes; empty: espeak-ng where it is installed."
    )
    speech_key: str | None = _setting(None, str, "Key sent to the speech server.")
    speech_model: str = _setting("tts-1", str, "Model asked of the speech server to speak.")
    speech_voice: str = _setting("alloy", str, "Voice asked of the speech server.")
    speech_languages: tuple[str, ...] = _setting(
        (), _languages, "Languages the speech server speaks, espeak-ng speaks the others; empty: all."
    )
    hearing_model: str | None = _setting(
        "whisper-1", _or_none, "Model asked of the speech server to write down what is said; off: it only speaks."
    )
    producer: str = _setting("", str, "Who answers for generated sound, in its hidden label: a name or a code.")
    words: Path | None = _setting(
        None, _path, "File of words that questions, answers and imports may not hold; read anew when it changes."
    )
    feeds_private: bool = _setting(False, _flag, "Let feeds be read from private networks and this very machine.")
    review_months: int = _setting(12, int, "Age in months after which an answer says a fact was not confirmed since.")
    review: bool = _setting(
        False, _flag, "Editors hand their changes in and reviewers publish them; off: editors publish by themselves."
    )
    trusted_proxies: tuple[str, ...] = _setting((), _words, "Addresses whose forwarded headers are believed.")
    metrics_token: str | None = _setting(None, str, "Bearer token for /metrics from beyond loopback.")
    hub: str | None = _setting(None, str, "Mirror of the model hub for `guide models pull`.")
    tiles: str | None = _setting(
        None, _template, "Address template of map tiles, with {z} {x} {y}; empty: the map is the guide's own drawing."
    )
    tiles_credit: str | None = _setting(None, str, "Whose map the tiles are, as their licence wants it said.")
    tiles_gcj: bool = _setting(False, _flag, "The tiles are in GCJ-02, as those of maps made in China are.")
    wechat_script: Script | None = _setting(
        None, _script, "Address and checksum of WeChat's own script, for pages opened in WeChat; docs/wechat.md."
    )
    public_url: str | None = _setting(None, str, "Public https address; makes cookies Secure and links absolute.")
    contact: str | None = _setting(
        None, str, "Where faults of security are reported, mailto: or https:; shown in /.well-known/security.txt."
    )
    domain_file: tuple[str, str] | None = _setting(
        None,
        _domain_file,
        "A file that proves whose domain it is, `name.txt:content`; more lie in well-known/ of the data folder.",
    )
    embed_origins: tuple[str, ...] = _setting(
        (), _origins, "Sites that may show the guide in a frame, as https://example.org; empty: none."
    )


def load(environ: Mapping[str, str] | None = None, file: Path = Path("guide.toml")) -> Settings:
    """Read settings. Raises SettingsError naming the key and the fix."""
    environ = os.environ if environ is None else environ
    raw = {key: (str(value), f"{file}: {key}") for key, value in _from_file(file).items()}
    for name, value in environ.items():
        if name.startswith("GUIDE_") and value != "":
            raw[name.removeprefix("GUIDE_").lower()] = (value, name)
    known = {each.name: each for each in fields(Settings)}
    values = {}
    for key, (text, origin) in raw.items():
        if key not in known:
            near = get_close_matches(key, known, n=1)
            fix = f"did you mean {near[0]}?" if near else "remove it; docs/settings.md lists all"
            raise SettingsError(f"{origin} is not a setting: {fix}")
        try:
            values[key] = known[key].metadata["read"](text)
        except ValueError as error:
            raise SettingsError(f"{origin}={text!r} cannot be read: {error}") from error
    return Settings(**values)


def save(key: str, value: str, file: Path = Path("guide.toml")) -> None:
    """Set one key of the settings file and keep the rest of it as it stands. Raises SettingsError for no such key."""
    if key not in {each.name for each in fields(Settings)}:
        raise SettingsError(f"{key} is not a setting: docs/settings.md lists all")
    line = f"{key} = {json.dumps(value, ensure_ascii=False)}"
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    kept = [each for each in lines if each.partition("=")[0].strip() != key]
    file.write_text("\n".join([line, *kept]) + "\n", encoding="utf-8")


def _from_file(file: Path) -> dict[str, Any]:
    if not file.is_file():
        return {}
    try:
        with file.open("rb") as stream:
            read = tomllib.load(stream)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file} is not valid TOML: {error}") from error
    return {key: ",".join(map(str, value)) if isinstance(value, list) else value for key, value in read.items()}
