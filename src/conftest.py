"""Doctests of modules whose library is not installed are left out."""

from importlib.util import find_spec

_LIBRARY_BY_MODULE = {"lapwing/integrations/spacy.py": "spacy", "lapwing/integrations/mcp.py": "mcp"}
collect_ignore = [module for module, library in _LIBRARY_BY_MODULE.items() if find_spec(library) is None]
