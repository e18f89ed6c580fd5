"""Names become mentions with entities: resolution within one document, pure and deterministic."""

from flows.text.names.annotate import annotate_fields
from flows.text.naming import RESOLVER_VERSION, Context

__all__ = ["RESOLVER_VERSION", "Context", "annotate_fields"]
