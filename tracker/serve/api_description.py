"""The API as an OpenAPI 3.1 document, made from the questions that there are; its schemas are the published ones."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from tracker.schema.published_schemas import published
from tracker.serve.questions import QUESTIONS, Parameter, Question

JsonObject: TypeAlias = dict[str, Any]

BASE: Final = "/api/v1"
_TEXT: Final = {"type": "string"}
_ERROR: Final[JsonObject] = {
    "description": "What is wrong, where, and what to do.",
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "properties": {"error": _TEXT, "where": _TEXT, "do": _TEXT},
                "required": ["error", "where", "do"],
            }
        }
    },
}


def openapi(version: str) -> JsonObject:
    """The document; ``version`` is that of the program."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "gazette-tracker",
            "version": version,
            "description": "A store of government gazettes, to be read: nothing can be changed here.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": {f"{BASE}/{one.name}": {"get": _operation(one)} for one in QUESTIONS.values()}
        | {f"{BASE}/schemas/{{name}}": {"get": _schemas()}},
    }


def _operation(question: Question) -> JsonObject:
    schema = {"$ref": f"{BASE}/schemas/{question.schema}"}
    return {
        "operationId": question.name,
        "summary": question.about,
        "parameters": [_parameter(one) for one in question.parameters],
        "responses": {
            "200": {"description": "The answer.", "content": {"application/json": {"schema": schema}}},
            "400": _ERROR,
            "404": _ERROR,
        },
    }


def _parameter(one: Parameter) -> JsonObject:
    return {
        "name": one.name,
        "in": "query",
        "required": one.is_required,
        "description": one.about,
        "schema": {"type": "string", "maxLength": 400},
    }


def _schemas() -> JsonObject:
    return {
        "operationId": "schema",
        "summary": "A published JSON Schema.",
        "parameters": [{"name": "name", "in": "path", "required": True, "schema": {"enum": list(published())}}],
        "responses": {
            "200": {"description": "The schema.", "content": {"application/schema+json": {}}},
            "404": _ERROR,
        },
    }
