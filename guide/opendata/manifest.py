"""What the files are, told to programs: a plain list, DCAT 3 (W3C), Croissant 1.0 (MLCommons)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from guide.opendata.deflate import Made
from guide.opendata.dumps import Dump
from guide.opendata.formats import FORMATS, Format
from guide.opendata.records import Record, tagged
from guide.opendata.terms import Terms
from guide.types import Lang

FILES = "/api/open/v1/dumps"
_GZIP = "application/gzip"
_IANA = "https://www.iana.org/assignments/media-types/"
_NUMBERS = frozenset({"lat", "lon"})
_WHOLE = frozenset({"precision", "revision"})


@dataclass(frozen=True, slots=True)
class About:
    """What a catalogue says of the whole. `address` makes a path one that holds everywhere."""

    title: Mapping[Lang, str]
    description: Mapping[Lang, str]
    publisher: str
    address: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The files of one state on their terms."""

    dump: Dump
    terms: Terms
    about: About

    def listed(self) -> Record:
        """The plain list."""
        terms = self.terms.about
        return {
            "version": self.dump.state.version, "made": self.dump.made_at, "seconds": self.dump.seconds,
            "licence": {"id": terms.id, "title": terms.title, "url": terms.url},
            "attribution": self.about.publisher,
            "files": [self._file(kind, made) for kind, made in self._files()],
        }  # fmt: skip

    def dcat(self) -> Record:
        """A dcat:Dataset with its distributions."""
        return {
            "@context": {
                "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/",
                "foaf": "http://xmlns.com/foaf/0.1/", "spdx": "http://spdx.org/rdf/terms#",
                "xsd": "http://www.w3.org/2001/XMLSchema#",
            },
            "@type": "dcat:Dataset", "@id": self.about.address("/data"),
            "dct:title": tagged(self.about.title), "dct:description": tagged(self.about.description),
            "dct:license": {"@id": self.terms.about.url}, "dcat:version": str(self.dump.state.version),
            "dct:modified": {"@type": "xsd:dateTime", "@value": self.dump.made_at},
            "dct:publisher": {"@type": "foaf:Agent", "foaf:name": self.about.publisher},
            "dcat:landingPage": {"@id": self.about.address("/data")},
            "dcat:distribution": [self._distribution(kind, made) for kind, made in self._files()],
        }  # fmt: skip

    def croissant(self) -> Record:
        """A Croissant description: the files, and the columns of the tables."""
        return {
            "@context": _CROISSANT, "@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.0",
            "name": "city-guide-open-data", "description": next(iter(self.about.description.values()), ""),
            "license": self.terms.about.url, "url": self.about.address("/data"),
            "creator": {"@type": "sc:Organization", "name": self.about.publisher},
            "version": f"{self.dump.state.version}.0.0", "datePublished": self.dump.made_at[:10],
            "distribution": [self._object(kind, made) for kind, made in self._files()],
            "recordSet": [_records(kind) for kind in FORMATS if kind.columns],
        }  # fmt: skip

    def _files(self) -> list[tuple[Format, Made]]:
        return [(kind, self.dump.files[kind.name]) for kind in FORMATS]

    def _address(self, kind: Format) -> str:
        return self.about.address(f"{FILES}/{kind.name}.gz")

    def _file(self, kind: Format, made: Made) -> Record:
        told = {
            "name": f"{kind.name}.gz", "url": self._address(kind), "media_type": kind.media, "packed": "gzip",
            "rows": made.rows, "bytes": made.bytes, "unpacked_bytes": made.size, "sha256": made.sha256,
        }  # fmt: skip
        return {**told, "columns": list(kind.columns)} if kind.columns else told

    def _distribution(self, kind: Format, made: Made) -> Record:
        media = kind.media.partition(";")[0]
        checksum = {"@type": "spdx:Checksum", "spdx:checksumValue": made.sha256,
                    "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"}}  # fmt: skip
        return {
            "@type": "dcat:Distribution", "dct:title": kind.name, "dcat:downloadURL": {"@id": self._address(kind)},
            "dcat:mediaType": {"@id": f"{_IANA}{media}"}, "dcat:compressFormat": {"@id": f"{_IANA}{_GZIP}"},
            "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(made.bytes)}, "spdx:checksum": checksum,
            "dct:license": {"@id": self.terms.about.url},
        }  # fmt: skip

    def _object(self, kind: Format, made: Made) -> Record:
        return {
            "@type": "cr:FileObject", "@id": kind.name, "name": kind.name, "contentUrl": self._address(kind),
            "encodingFormat": [kind.media.partition(";")[0], _GZIP], "contentSize": f"{made.bytes} B",
            "sha256": made.sha256,
        }  # fmt: skip


def _records(kind: Format) -> Record:
    name = kind.name.partition(".")[0]
    fields = [
        {
            "@type": "cr:Field", "@id": f"{name}/{column}", "name": column, "dataType": _type(column),
            "source": {"fileObject": {"@id": kind.name}, "extract": {"column": column}},
        }
        for column in kind.columns
    ]  # fmt: skip
    return {"@type": "cr:RecordSet", "@id": name, "name": name, "field": fields}


def _type(column: str) -> str:
    return "sc:Float" if column in _NUMBERS else "sc:Integer" if column in _WHOLE else "sc:Text"


_CROISSANT = {
    "@language": "en", "@vocab": "https://schema.org/", "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/", "dct": "http://purl.org/dc/terms/", "citeAs": "cr:citeAs",
    "column": "cr:column", "conformsTo": "dct:conformsTo", "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"}, "extract": "cr:extract", "field": "cr:field",
    "fileObject": "cr:fileObject", "fileProperty": "cr:fileProperty", "fileSet": "cr:fileSet", "format": "cr:format",
    "includes": "cr:includes", "isLiveDataset": "cr:isLiveDataset", "jsonPath": "cr:jsonPath", "key": "cr:key",
    "md5": "cr:md5", "parentField": "cr:parentField", "path": "cr:path", "recordSet": "cr:recordSet",
    "references": "cr:references", "regex": "cr:regex", "repeated": "cr:repeated", "replace": "cr:replace",
    "separator": "cr:separator", "source": "cr:source", "subField": "cr:subField", "transform": "cr:transform",
}  # fmt: skip
"""As the specification asks for it, word for word."""
