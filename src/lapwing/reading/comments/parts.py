"""The parts of one comment: who wrote it, when, and its words, without what a page prints around them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from lapwing.reading.comments.marks import has, lists, words_of

_BLOCKS = frozenset("p div br li ul ol blockquote pre dd dt tr table section article h1 h2 h3 h4 h5 h6 hr".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_SKIPPED = frozenset(
    "script style time button form img svg iframe select textarea input noscript template nav label".split()
)
_MONTH = r"(?:jan|feb|fév|mar|mär|mrz|apr|avr|abr|may|mai|mayo|jun|juin|jul|juil|aug|août|ago|sep|sept|oct|okt|nov|dec|dez|déc|dic|ene|gen|giu|lug|set|ott|mei)[a-zä-ÿ]*\.?"
_RELATIVE = (
    r"(?:about |over |vor |il y a |hace |fa )?(?:\d+\s?|(?:an?|une?|una?|eine[rm]?)\s)"
    r"(?:s|sec|second|sekunde|m|min|minute|minuto|h|hr|hour|stunde|heure|hora|d|day|tag|jour|día|dia|w|wk|week|woche|semaine|semana|mo|month|monat|mois|mes|y|yr|year|jahr|an|año)(?:s|n|e|en|es)?"
    r"(?: ago| her| fa)?"
)
_DATE_LIKE = re.compile(
    rf"^\W*(?:(?:posted|published|publié|signed|written|a écrit|écrit|escrito|eingetragen|am|on|le|el|at|um|à|vor|geschrieben)\W+)*(?:(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim|mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|sábado|domingo|lunes|martes|miércoles|jueves|viernes)[a-zé]*\W+)?"
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\.?\s(?:de )?{_MONTH}|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?)\b.{{0,28}}|\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}\b.{{0,24}}|\d{{1,2}}\.\d{{1,2}}\.(?!\d).{{0,16}}|{_RELATIVE}|\d{{1,2}}[:.h]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?(?: uhr)?|just now|yesterday|gestern|hier|ayer|today|heute.{{0,16}})\W*$",
    re.IGNORECASE,
)
_DATE_TAIL = re.compile(
    rf"[\s,|•·–—(-]+(?:on|am|le|el|at|vor|il y a|hace)?\s*(?:\d{{1,2}}\.?\s{_MONTH}|{_MONTH}\s\d{{1,2}}\b|\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}|\d+ (?:second|minute|hour|day|week|month|year|stunde|tag|jour|heure|hora|día)|\d{{1,2}}:\d\d).*$",
    re.IGNORECASE,
)
# Words that make a box no name, unless another word says that it is one: "username__text".
_OF_A_NAME = frozenset("text body content title level links".split())
_NO_NAMES = frozenset("on at am um le el by von par de à in to and und et y name from".split())
# Longest name of a commenter. Characters.
_MAX_NAME = 60


@dataclass(frozen=True, slots=True)
class Parts:
    """What was found in one comment. `is_named` says that a mark or phrase told the author, and no guess."""

    author: str | None
    text: str
    posted: str | None
    is_named: bool
    is_removed: bool


class Own:
    """The elements of an item without those of items nested in it. `nodes` are siblings in document order."""

    def __init__(self, nodes: Sequence[HtmlElement], nested: Collection[HtmlElement] = ()) -> None:
        self.nodes = nodes
        self.nested = nested
        self.elements = [node for root in nodes for node in _without(root, nested)]

    def chunks(self) -> Iterator[tuple[HtmlElement, str]]:
        """Pieces of text between two tags in document order, squeezed, each with the element that it stands in."""
        for root in self.nodes:
            yield from self._chunks_in(root)

    def _chunks_in(self, root: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
        out: set[HtmlElement] = set()
        for event, node in etree.iterwalk(root, events=("start", "end")):
            is_element = isinstance(node.tag, str)
            if event == "start" and is_element:
                if node in self.nested or node.tag in ("script", "style") or node.getparent() in out:
                    out.add(node)
                elif text := _squeeze(node.text):
                    yield node, text
            elif event == "end" and node is not root and node.getparent() not in out and (text := _squeeze(node.tail)):
                yield node.getparent(), text


def parts_of(own: Own, text_path: str | None = None, *, may_guess: bool = True) -> Parts:
    """Author, time and words of an item. `text_path` is a platform's XPath to its words; without `may_guess` an author is
    only taken from marks."""
    bodies = _bodies(own, text_path)
    inside = {node for body in bodies for node in body.iter()}
    time_node, posted = _posted(own, inside)
    author, author_node = _marked_author(own, inside)
    is_named = author is not None
    if author is None and may_guess:
        author, author_node, is_named = _guessed_author(own, inside)
    lines = [line for body in bodies for line in _lines((body,), own.nested, set())]
    if not bodies:
        skipped = {node for node in (author_node, time_node) if node is not None}
        lines = _trimmed(_without_name(_lines(own.nodes, own.nested, skipped), author))
    # A whole comment may read like a button ("Top!"): where the words are marked, that is what they are.
    text = "\n".join(_trimmed(lines) or lines)
    is_removed = len(text) < 160 and lists().removed.match(text) is not None
    return Parts(author, text, posted, is_named, is_removed)


def is_date_like(text: str) -> bool:
    """Whether a short piece of text is a date, a time or "3 hours ago", in one of a few languages.

    >>> is_date_like("18/02/2020 à 16:42"), is_date_like("vor 11 Wochen"), is_date_like("May be")
    (True, True, False)
    """
    return 2 <= len(text) <= 60 and _DATE_LIKE.match(text) is not None


def is_button(text: str) -> bool:
    """Whether a line is a button, a counter or another word of the page.

    >>> is_button("Antworten"), is_button("12 Likes"), is_button("I reply to nobody.")
    (True, True, False)
    """
    return len(text) <= 60 and lists().ui.fullmatch(text) is not None


# --- walking ---------------------------------------------------------------------------------------------


def _without(root: HtmlElement, nested: Collection[HtmlElement]) -> Iterator[HtmlElement]:
    if not nested:
        yield from (node for node in root.iter() if isinstance(node.tag, str))
        return
    stack = [root]
    while stack:
        node = stack.pop()
        if not isinstance(node.tag, str) or node in nested:
            continue
        yield node
        stack.extend(reversed(node))


def _squeeze(text: str | None) -> str:
    return " ".join(text.split()) if text else ""


# --- author ----------------------------------------------------------------------------------------------


def _marked_author(own: Own, inside: set[HtmlElement]) -> tuple[str | None, HtmlElement | None]:
    for node in own.nodes:
        for name in ("data-author", "data-username", "data-user-name", "data-comment-author"):
            if value := _name(node.get(name) or ""):
                return value, None
        label = node.get("aria-label")
        if label and (name := _by_phrase(re.sub(r"(?:(?<=\w\w)|(?<=\.))\.$", "", label))):
            return name, None
    taken: set[HtmlElement] = set()
    for node in own.elements:
        if node in inside or node in taken or not is_author_mark(node):
            continue
        if name := _name_in(node):
            return name, node
        taken.update(node.iterdescendants())
    return None, None


def is_author_mark(node: HtmlElement) -> bool:
    """Whether an element is marked as holding a writer's name."""
    words = words_of(node)
    table = lists().words
    if not words or words.isdisjoint(table["author"]) or node.tag in _SKIPPED:
        return False
    if _doubts(words) and "itemprop" not in node.attrib:
        return False
    size = sum(len(text) for text in node.itertext())
    return (0 < size <= 400 and len(_squeeze("".join(node.itertext()))) <= 140) or bool(node.get("content"))


def _doubts(words: frozenset[str]) -> bool:
    """Whether a mark has words that speak against a name."""
    against = words & lists().words["not_author"]
    return bool(against if words.isdisjoint(lists().words["name"]) else against - _OF_A_NAME)


def _name_in(node: HtmlElement) -> str | None:
    """The name in a box: what is marked as a name, else the whole of a short box, else its first piece of text that is
    neither date nor button."""
    if node.get("content"):
        return _name(node.get("content"))
    marked = [n for n in node.iterdescendants("*") if has(n, "name") and not _doubts(words_of(n))]
    for inner in marked:
        if inner.get("content") and (name := _name(inner.get("content"))):
            return name
        if name := _name(_squeeze(inner.text_content()), is_marked=True):
            return name
    skipped = {
        d
        for n in node.iterdescendants()
        if isinstance(n.tag, str)
        and (n.tag in ("script", "style", "time") or (has(n, "not_author", "meta") and not has(n, "name")))
        for d in n.iter()
    }
    chunks = [(n, text) for n, text in Own((node,)).chunks() if n not in skipped]
    pieces = [text for _, text in chunks]
    whole = " ".join(pieces)
    if len(pieces) == 1 and has(node, "name"):
        return _by_phrase(whole) or _name(whole, is_marked=True)
    if found := _by_phrase(whole):
        return found
    is_link = bool(chunks) and chunks[0][0].tag == "a"
    if (
        len(whole) <= 40
        and len(pieces) <= (1 if is_link else 2)
        and not any(is_date_like(p) or is_button(p) or not re.search(r"\w", p) for p in pieces)
    ):
        return _name(whole)
    if pieces and lists().by_alone.fullmatch(pieces[0]):
        pieces = pieces[1:]
    return next((name for piece in pieces if (name := _by_phrase(piece) or _name(piece))), None)


def _by_phrase(text: str) -> str | None:
    for pattern in (lists().by, lists().says):
        if match := pattern.match(text):
            return _name(match[1])
    return None


def _guessed_author(own: Own, inside: set[HtmlElement]) -> tuple[str | None, HtmlElement | None, bool]:
    """A name by a phrase ("geschrieben von X am ..."), else the first short piece of text before the words, which stands alone."""
    outside = [(n, text) for n, text in own.chunks() if n not in inside and not is_button(text) and not _is_picture(n)]
    pieces = [(n, text) for i, (n, text) in enumerate(outside) if i == 0 or n.tag not in _HEADINGS]
    for i, (node, text) in enumerate(pieces[:8]):
        if len(text) <= 120 and (name := _by_phrase(text)):
            return name, node, True
        if (
            lists().by_alone.fullmatch(text)
            and i + 1 < len(pieces)
            and (name := _name(pieces[i + 1][1], is_marked=True))
        ):
            return name, pieces[i + 1][0], True
    for node, text in pieces[:6]:
        if len(text) > _MAX_NAME or is_button(text) or is_date_like(text):
            continue
        if (name := _name(text)) and (node not in own.nodes or node.tag in ("td", "dt")) and _stands_alone(node):
            return name, node, False
    return None, None, False


def _is_picture(node: HtmlElement) -> bool:
    """Whether text stands in for a picture: initials."""
    return any(
        words_of(n) & {"avatar", "initials"} or n.tag == "figure" for n in (node, *list(node.iterancestors())[:4])
    )


def _stands_alone(node: HtmlElement) -> bool:
    """Whether an element is no part of running text: its block holds little else."""
    block = node
    while block.tag not in _BLOCKS and block.getparent() is not None:
        block = block.getparent()
    return len(_squeeze(block.text_content())) <= 120 or block.tag in ("td", "tr")


def _name(text: str, *, is_marked: bool = False) -> str | None:
    """A name as it is printed, without date, colon and "says"; None when nothing of a name is left. Somebody may be called
    "to" where a mark says that this is the name."""
    text = _squeeze(text)
    text = _DATE_TAIL.sub("", text)
    text = re.sub(r"\s+(?:says|said|wrote|sagt|schrieb|dit|a écrit|dice|dijo)\s*:?$", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^(?:posted |written |comment |submitted )?by\s+", "", text, flags=re.IGNORECASE)
    text = re.sub(
        r"\s*\((?:\s*\d+\s*|not verified|unverified|non vérifié|nicht überprüft|no verificado|guest|gast)\)$",
        "",
        text,
        flags=re.IGNORECASE,
    )
    text = text.strip(" ,:;|•·–—").strip()
    if not is_marked and text.lower() in _NO_NAMES:
        return None
    if not text or len(text) > _MAX_NAME or is_date_like(text) or is_button(text) or not re.search(r"\w", text):
        return None
    return text


# --- time ------------------------------------------------------------------------------------------------


def _posted(own: Own, inside: set[HtmlElement]) -> tuple[HtmlElement | None, str | None]:
    for node in own.elements:
        if node in inside:
            continue
        if node.tag == "time":
            return node, node.get("datetime") or _squeeze(node.text_content()) or None
        if (node.get("itemprop") or "") in ("dateCreated", "datePublished", "commentTime"):
            return node, node.get("content") or node.get("datetime") or _squeeze(node.text_content()) or None
    for node, text in own.chunks():
        if node not in inside and is_date_like(text):
            return node, text
    for node in own.elements:
        if node not in inside and words_of(node) & {"date", "time", "datum", "timestamp", "datetime"}:
            text = _squeeze(node.text_content())
            if 0 < len(text) <= 60:
                return node, text
    return None, None


# --- words -----------------------------------------------------------------------------------------------


def _bodies(own: Own, text_path: str | None) -> list[HtmlElement]:
    """The elements that hold the words: those of the platform's path, else those marked as text that hold no author."""
    if text_path:
        found = [n for node in own.nodes for n in node.xpath(text_path) if n in set(own.elements)]
        if found:
            return found[:1]
    marked: list[HtmlElement] = []
    taken: set[HtmlElement] = set()
    roots = set(own.nodes)
    for node in own.elements:
        if node in taken or node in roots or node.tag in _SKIPPED:
            continue
        words = words_of(node)
        if (
            words.isdisjoint(lists().words["text"])
            or not words.isdisjoint(lists().words["meta"])
            or is_author_mark(node)
        ):
            continue
        inner = [n for n in _without(node, own.nested) if n is not node]
        if _is_wrapper(node, inner, own.nested):
            continue
        if any((is_author_mark(n) and _name_in(n)) or n.tag == "time" for n in inner) or any(
            n in own.nested for n in node.iter()
        ):
            continue
        marked.append(node)
        taken.update(node.iter())
    filled = [node for node in marked if _lines((node,), own.nested, set())]
    if len(filled) > 1 and any(n.get("itemprop") in ("text", "commentText", "description") for n in filled):
        return [n for n in filled if n.get("itemprop") in ("text", "commentText", "description")][:1]
    return filled


def _is_wrapper(node: HtmlElement, inner: list[HtmlElement], nested: Collection[HtmlElement]) -> bool:
    """Whether a box marked as text holds one that is marked so too, and little besides it."""
    table = lists().words
    marked = [n for n in inner if not words_of(n).isdisjoint(table["text"]) and words_of(n).isdisjoint(table["meta"])]
    if not marked:
        return False
    longest = max(sum(map(len, _lines((n,), nested, set()))) for n in marked)
    return longest >= 0.6 * sum(map(len, _lines((node,), nested, set())))


def _lines(nodes: Sequence[HtmlElement], nested: Collection[HtmlElement], skipped: set[HtmlElement]) -> list[str]:
    """The text of elements, a line for each block, without headings, buttons, times and quoted comments."""
    lines = [""]
    roots = set(nodes)
    for root in nodes:
        out: set[HtmlElement] = set()
        for event, node in etree.iterwalk(root, events=("start", "end")):
            if not isinstance(node.tag, str):
                if event == "end" and node not in roots and node.getparent() not in out:
                    lines[-1] += node.tail or ""
                continue
            if event == "start":
                if (
                    (node.getparent() in out and node is not root)
                    or node in nested
                    or node in skipped
                    or (node is not root and _is_around(node))
                ):
                    out.add(node)
                if node.tag in _BLOCKS:
                    lines.append("")
                if node not in out:
                    lines[-1] += node.text or ""
            elif node is not root:
                if node.tag in _BLOCKS:
                    lines.append("")
                if node.getparent() not in out:
                    lines[-1] += node.tail or ""
        lines.append("")
    return [squeezed for line in lines if (squeezed := _squeeze(line))]


def _is_around(node: HtmlElement) -> bool:
    """Whether an element stands around the words of a comment: name, time, buttons, a box with a quoted comment."""
    if node.tag in _SKIPPED or node.tag in _HEADINGS:
        return True
    if node.tag == "blockquote" and is_quote_box(node):
        return True
    words = words_of(node)
    if not words:
        return node.tag in _BLOCKS and _is_row_of_buttons(node)
    table = lists().words
    if not words.isdisjoint(table["meta"]):
        return True
    if not words.isdisjoint(table["weak_meta"]) and words.isdisjoint(table["text"]):
        return True
    if not words.isdisjoint(table["quote"]) and words.isdisjoint(table["text"]):
        return True
    if node.tag in _BLOCKS and _is_row_of_buttons(node):
        return True
    return is_author_mark(node) and words.isdisjoint(table["text"]) and node.tag not in ("a",)


def is_quote_box(node: HtmlElement) -> bool:
    """Whether a quotation was made by the platform, out of another comment, and not typed by the reader."""
    if any(node.get(name) for name in ("cite", "data-quote", "data-source", "data-name")) or has(node, "quote"):
        return True
    return next(node.iter("cite"), None) is not None


def _is_row_of_buttons(node: HtmlElement) -> bool:
    """Whether a box holds links and nothing else, and each is a button: "Reply Report"."""
    links = list(node.iter("a"))
    if not links or len(links) > 8:
        return False
    words = [_squeeze(a.text_content()) for a in links]
    whole = _squeeze(node.text_content())
    return (
        len(whole) <= 160
        and all(not w or is_button(w) for w in words)
        and len(re.sub(r"\W+", "", whole)) == len(re.sub(r"\W+", "", "".join(words)))
    )


def _without_name(lines: list[str], author: str | None) -> list[str]:
    if author and lines and lines[0].startswith(author):
        rest = lines[0][len(author) :].strip(" ,:|•·–—-")
        if not rest or is_date_like(rest) or is_button(rest) or _DATE_TAIL.fullmatch(lines[0][len(author) :]):
            return lines[1:]
    return lines


def _trimmed(lines: list[str]) -> list[str]:
    """Lines without the buttons and dates before and after the words."""
    first, last = 0, len(lines)
    while first < last and _is_edge(lines[first]):
        first += 1
    while last > first and _is_edge(lines[last - 1]):
        last -= 1
    return lines[first:last]


def _is_edge(line: str) -> bool:
    if re.match(r"[·|•]\s", line) or (re.search(r"\s[·|•]$", line) and len(line) <= 120):
        return True
    pieces = [p.strip() for p in re.split(r"[·|•]", line)]
    if len(pieces) > 1 and all(not p or is_button(p) or is_date_like(p) for p in pieces):
        return True
    return (
        is_date_like(line)
        or is_button(line)
        or (lists().by.fullmatch(line) is not None and _DATE_TAIL.search(line) is not None)
    )
