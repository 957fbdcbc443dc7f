"""Known names: the longest entry of a table that starts at a token."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from lapwing.annotating.tokens import Token, tokenize

_SURNAME_KINDS = frozenset(("surname", "common_surname"))


class Names:
    """An index over surfaces ("Japan", "foreign minister") and their kinds. `is_place` says of a name that no surface holds whether there is
    a place of that name."""

    def __init__(
        self, kinds_by_surface: Mapping[str, Iterable[str]], is_place: Callable[[str], bool] = lambda name: False
    ) -> None:
        self.is_place = is_place
        self._cased: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
        self._uncased: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
        self._surnames: frozenset[str] = frozenset(s for s, kinds in kinds_by_surface.items() if "surname" in kinds)
        self._common: frozenset[str] = frozenset(
            s for s, kinds in kinds_by_surface.items() if "common_surname" in kinds
        )
        for surface, kinds in kinds_by_surface.items():
            if kinds & _SURNAME_KINDS:
                continue
            roles = frozenset(kinds) & {"agent", "title"}
            proper = frozenset(kinds) - roles
            if proper:
                self._add(self._cased, tuple(_plain(t.text) for t in tokenize(surface, 0, len(surface))), proper)
            if roles:
                self._add(self._uncased, tuple(t.lower for t in tokenize(surface, 0, len(surface))), roles)
        for index in (self._cased, self._uncased):
            for rows in index.values():
                rows.sort(key=lambda row: -len(row[0]))

    @staticmethod
    def _add(index: dict, words: tuple[str, ...], kinds: frozenset[str]) -> None:
        if words:
            index.setdefault(words[0], []).append((words, kinds))

    def is_surname(self, word: str, *, is_first: bool) -> bool:
        """Whether a capitalised word is a surname that everybody knows. At the start of a sentence one that is also a word ("Rice") is not
        taken for a name."""
        return word in self._surnames or (not is_first and word in self._common)

    def longest(self, tokens: Sequence[Token], i: int) -> tuple[int, frozenset[str]] | None:
        """The end of the longest proper name that starts at token `i`, and its kinds."""
        for words, kinds in self._cased.get(_plain(tokens[i].text), ()):
            if len(words) <= len(tokens) - i and all(_plain(tokens[i + k].text) == w for k, w in enumerate(words)):
                return i + len(words), kinds
        return None

    def longest_agent(self, tokens: Sequence[Token], i: int) -> tuple[int, frozenset[str]] | None:
        """The end of the longest agent noun or title that starts at token `i`, in any case."""
        for words, kinds in self._uncased.get(tokens[i].lower, ()):
            if len(words) <= len(tokens) - i and all(tokens[i + k].lower == w for k, w in enumerate(words)):
                return i + len(words), kinds
        return None


def _plain(word: str) -> str:
    """With a straight apostrophe, as the tables write it."""
    return word.replace("’", "'")
