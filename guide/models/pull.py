"""Fetches a model from a hub or its mirror: the licence is shown first, the revision is pinned, a broken fetch resumes.

Only weights and text files are taken. Code that a repository carries is never fetched and never run.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from guide.errors import GuideError, ModelUnavailable, SettingsError

RECORD = "pulled.json"
_TEXT = ("*.json", "*.txt", "*.model", "*.jinja", "*.md", "LICENSE*")
_SAFE, _OLD = ("*.safetensors",), ("pytorch_model*.bin",)
_LEAVE = ("onnx/*", "openvino/*", "coreml/*", "*/onnx/*", "imgs/*")


@dataclass(frozen=True, slots=True)
class Offer:
    """What would be fetched: shown before anything is."""

    name: str
    revision: str
    """The commit, even when a branch or tag was asked for."""
    licence: str
    """As the model card states it; "unknown" when it does not."""
    size: int
    """Bytes."""
    files: tuple[str, ...]


def look(name: str, revision: str | None = None, hub: str | None = None) -> Offer:
    """What the hub offers. Raises SettingsError for a wrong name, ModelUnavailable for a hub out of reach."""
    from huggingface_hub import HfApi

    info = _asked(lambda: HfApi(endpoint=hub).model_info(name, revision=revision, files_metadata=True), name, hub)
    sizes = {each.rfilename: each.size or 0 for each in info.siblings or ()}
    files = tuple(_wanted(sizes))
    if not any(fnmatch(file, pattern) for file in files for pattern in (*_SAFE, *_OLD)):
        raise SettingsError(
            f"{name} has no weights that transformers reads; choose its original, not a GGUF or ONNX one"
        )
    return Offer(name, str(info.sha), _licence(info), sum(sizes[file] for file in files), files)


def pull(
    name: str,
    folder: Path,
    revision: str | None = None,
    hub: str | None = None,
    agree: Callable[[Offer], bool] = lambda offer: True,
) -> Path | None:
    """Fetch a model into a folder and return it; None when `agree` refuses the licence and size it is shown.

    Files that are whole already are kept, half ones go on where they stopped. Raises SettingsError or ModelUnavailable.
    """
    from huggingface_hub import snapshot_download

    offer = look(name, revision, hub)
    if not agree(offer):
        return None
    _asked(
        lambda: snapshot_download(
            name,
            revision=offer.revision,
            local_dir=folder,
            allow_patterns=list(offer.files),
            endpoint=hub,
            max_workers=2,
        ),
        name,
        hub,
    )
    (folder / RECORD).write_text(json.dumps(asdict(offer), indent=1) + "\n", "utf-8")
    return folder


def pulled(folder: Path) -> Offer | None:
    """What was fetched into a folder, None when it was not fetched by `pull`."""
    try:
        read = json.loads((folder / RECORD).read_text("utf-8"))
        return Offer(**{**read, "files": tuple(read["files"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _wanted(files: Iterable[str]) -> list[str]:
    listed = [file for file in files if not any(fnmatch(file, pattern) for pattern in _LEAVE)]
    safe = any(fnmatch(file, pattern) for file in listed for pattern in _SAFE)
    patterns = (*_TEXT, *(_SAFE if safe else _OLD))
    return [file for file in listed if any(fnmatch(file, pattern) for pattern in patterns)]


def _licence(info: Any) -> str:
    card = info.card_data.to_dict() if info.card_data else {}
    tagged = [tag.removeprefix("license:") for tag in info.tags or () if tag.startswith("license:")]
    return str(card.get("license_name") or card.get("license") or next(iter(tagged), "unknown"))


def _asked(ask: Callable[[], Any], name: str, hub: str | None) -> Any:
    """Ask the hub, its many errors made two: a name to correct, or a hub to try later."""
    import httpx2
    from huggingface_hub import errors

    wrong = (
        errors.RepositoryNotFoundError,
        errors.RevisionNotFoundError,
        errors.HFValidationError,
        errors.GatedRepoError,
    )
    try:
        return ask()
    except wrong as error:
        raise _named(
            SettingsError, name, error, "correct the name or revision; guide models list suggests some"
        ) from error
    except (errors.HfHubHTTPError, httpx2.HTTPError, OSError, ValueError) as error:
        fix = f"try again: it goes on where it stopped; a mirror can be set as GUIDE_HUB (now {hub or 'the default'})"
        raise _named(ModelUnavailable, name, error, fix) from error


def _named(kind: type[GuideError], name: str, error: Exception, fix: str) -> GuideError:
    reason = (str(error).strip() or type(error).__name__).splitlines()[0]
    return kind(f"{name} cannot be fetched ({reason}): {fix}")
