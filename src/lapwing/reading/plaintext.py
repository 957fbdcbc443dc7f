"""Plain text scraped earlier: header line, article, agency credit, and the readers' comments glued to its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.reading.article import Block, Found, build_article, make_comment
from lapwing.reading.dates import days_in_line, iso_day
from lapwing.reading.furniture import (
    Credit,
    find_byline,
    find_credit,
    find_dateline,
    is_caption,
    is_furniture,
    is_timestamp,
    known_agency,
)
from lapwing.records import Article, Comment, DateClaim, Page, ParagraphRole, Span
from lapwing.settings import Settings

_HEADER = re.compile(r"^\s*date:?\s+(\d{4}-\d\d-\d\d)\b(?:[ T]\d\d:\d\d(?::\d\d)?)?\s*", re.IGNORECASE)
_BARE_DATE = re.compile(r"^(\d{4}-\d\d-\d\d)(?:[ T]\d\d:\d\d(?::\d\d)?(?: ?[A-Z]{2,4})?)?$")
_POSTED = re.compile(r"^(?:posted|published|updated)\b[: ]", re.IGNORECASE)
_AGENCY_PREFIX = re.compile(r"^([A-Z][A-Za-z]{2,20}) \| ")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page without surrounding blanks, and where it stands in the decoded page."""

    text: str
    start: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.start + len(self.text))


def read_plaintext(text: str, page: Page, settings: Settings, warnings: tuple[str, ...]) -> Article:
    """The article of a plain-text page. Comments are found after the credit, or, without one, by how they read."""
    lines, claims = _split_header(_lines(text))
    kept = [line for line in lines if len(line.text) <= settings.max_line_chars]
    if len(kept) < len(lines):
        warnings += (f"{len(lines) - len(kept)} lines longer than {settings.max_line_chars:,} characters dropped",)
    body, tail, credit, confidence = _split_comments(kept)
    blocks, title, byline, agency, posted = _body_blocks(body)
    comments = _comments(tail) if confidence >= _CONFIDENT else ()
    covered = [c.source_span for c in comments]
    uncertain = tuple(
        line.text for line in tail if not is_furniture(line.text) and not any(s.covers(line.span) for s in covered)
    )
    found = Found(
        title=title,
        comments=comments,
        comments_status="found" if comments else "uncertain" if uncertain else "none",
        uncertain=uncertain,
        date_claims=claims + posted,
        agency=(credit.agency if credit else None) or agency,
        byline=byline,
        warnings=warnings,
    )
    return build_article(blocks, found, page)


# --- lines and header ------------------------------------------------------------------------------------


def _lines(text: str) -> list[Line]:
    """Lines without blanks around them; hard-wrapped paragraphs, told by blank lines between them, are joined."""
    blocks = [b for b in re.split(r"\n[ \t]*\n", text) if b.strip()]
    wrapped = [b for b in blocks if "\n" in b.strip()]
    is_wrapped = len(blocks) >= 3 and wrapped and all(len(row) <= 90 for b in wrapped for row in b.split("\n"))
    out, offset = [], 0
    for block in re.split(r"(\n[ \t]*\n)", text) if is_wrapped else [text]:
        rows = block.split("\n")
        paragraph = is_wrapped and len(rows) > 1 and not _starts_like_comment(rows)
        if paragraph:
            joined = " ".join(row.strip() for row in rows if row.strip())
            if joined:
                out.append(Line(joined, offset + len(block) - len(block.lstrip())))
        else:
            at = offset
            for row in rows:
                if row.strip():
                    out.append(Line(row.strip(), at + len(row) - len(row.lstrip())))
                at += len(row) + 1
        offset += len(block)
    return out


def _starts_like_comment(rows: Sequence[str]) -> bool:
    filled = [row.strip() for row in rows if row.strip()]
    return len(filled) > 1 and _is_name_like(filled[0]) and len(filled[0]) < 30


def _split_header(lines: list[Line]) -> tuple[list[Line], tuple[DateClaim, ...]]:
    """The lines without the date line at the head (first, or right below the headline), and the day that it claims."""
    for i, line in enumerate(lines[:2]):
        match = _HEADER.match(line.text) if i == 0 else None
        match = match or _BARE_DATE.match(line.text)
        if match and (day := iso_day(match[1])):
            rest = line.text[match.end() :]
            kept = [Line(rest, line.start + match.end())] if rest else []
            return [*lines[:i], *kept, *lines[i + 1 :]], (DateClaim(day, "header", match[0].strip()),)
    return lines, ()


# --- where the article ends ------------------------------------------------------------------------------

# Below this, the lines after the doubtful boundary are neither coded nor called comments. One handle-like or repeated
# name and one comment that reads like opinion reach it; a row of subheads does not.
_CONFIDENT, _CERTAIN, _WORTH_DOUBT = 2.0, 10.0, 0.6
_OPINION = re.compile(
    r"\b(?:I|I'm|you|your|we|our|us|my|me|yeah|lol|imo|they always|sad|ridiculous|exactly|shame)\b|[!?]", re.IGNORECASE
)
_REPORTING = re.compile(
    r"\b(?:said|told|according to|announced|reported|added|ministry|spokes\w+|minister|police)\b", re.IGNORECASE
)
_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")
_HANDLE = re.compile(r"^(?=\S+$)(?:.*[\d_].*|[a-z]{2,}\S*|.*[a-z][A-Z].*|\[\w+\]|\w+-\w+)$")


_INITIALS = re.compile(r"(?:[A-Z]\.[ -]?){1,4}")
# A line that a site prints above its readers' comments.
_COMMENTS_HEADER = re.compile(r"^(?:\d+ )?(?:reader )?comments?(?: ?\(\d+\))?:?$", re.IGNORECASE)
# Boundaries further up than this many lines before the end are not looked for without a credit: a tail longer than that is
# an archive of comments, not a page. Lines.
_MAX_TAIL = 300


def _split_comments(lines: list[Line]) -> tuple[list[Line], list[Line], Credit | None, float]:
    """Body, tail, the credit between them, and how sure the boundary is (log-odds like; a header or credit is certain).

    The first credit after which the page ends or comments begin is the article's: a reader may write "(c) me" below it.
    """
    for i, line in enumerate(lines):
        if i and _COMMENTS_HEADER.match(line.text):
            return *_cut(lines, i), _CERTAIN
        credit = find_credit(line.text)
        if credit is not None and _ends_article(lines[i + 1 :]):
            before = line.text[: credit.start].rstrip()
            body = lines[:i] + ([Line(before, line.start)] if before else [])
            tail = lines[i + 1 :]
            return body, tail, credit, 0.0 if _is_about_the_author(tail) else _CERTAIN
        if credit is not None and credit.start == 0 and _is_short_tail(lines, i):
            return lines[:i], lines[i + 1 :], credit, 0.0  # nobody's lines after the end: kept, and not coded
    return _split_by_style(lines)


def _cut(lines: list[Line], i: int) -> tuple[list[Line], list[Line], Credit | None]:
    """Body and tail at a header line, with the credit that stands right before it, if any."""
    credit = find_credit(lines[i - 1].text)
    if credit is None:
        return lines[:i], lines[i + 1 :], None
    before = lines[i - 1].text[: credit.start].rstrip()
    return lines[: i - 1] + ([Line(before, lines[i - 1].start)] if before else []), lines[i + 1 :], credit


def _ends_article(after: Sequence[Line]) -> bool:
    """Whether what follows a credit is nothing, furniture, or a name with a comment."""
    following = next((line for line in after if not is_furniture(line.text)), None)
    return following is None or _is_name_like(following.text) or _NAME_COLON.match(following.text) is not None


# A line that is nothing but a credit ends the article when so little of the page follows. Share of characters.
_SHORT_TAIL = 0.35


def _is_short_tail(lines: Sequence[Line], i: int) -> bool:
    sizes = [len(line.text) for line in lines]
    return sum(sizes[i + 1 :]) <= _SHORT_TAIL * sum(sizes)


def _is_about_the_author(tail: Sequence[Line]) -> bool:
    """Whether lines after the end tell who wrote the article: a name, then "NAME has covered the border since 2015"."""
    texts = [line.text for line in tail if not is_furniture(line.text)]
    return (
        len(texts) > 1
        and re.match(rf"{re.escape(texts[0])} (?:is|was|has|covers|reports|writes|joined)\b", texts[1]) is not None
    )


def _split_by_style(lines: list[Line]) -> tuple[list[Line], list[Line], Credit | None, float]:
    """The boundary by how the lines read: the first from which they surely are comments or stand under handles, else the
    one from which they read most like comments, if they do so enough to be doubtful."""
    best, best_score = len(lines), _WORTH_DOUBT
    for i in range(max(2, len(lines) - _MAX_TAIL), len(lines) - 1):
        if _is_name_like(lines[i].text) and not _is_name_like(lines[i - 1].text):
            score, under_handles = _tail_score(lines[i:])
            if score >= _CONFIDENT or under_handles:
                return lines[:i], lines[i:], None, score
            if score > best_score:
                best, best_score = i, score
    return lines[:best], lines[best:], None, best_score


def _tail_score(tail: Sequence[Line]) -> tuple[float, bool]:
    """How much lines read like comments, and whether all stand under names that are handles: those are doubtful at least,
    whatever they say, since readers write "the minister said", too."""
    comments = _comments(tail)
    if not comments or any(not c.text for c in comments):
        return 0.0, False
    names = [c.author or "" for c in comments]
    handles = sum(_HANDLE.match(n) is not None for n in set(names))
    score = 1.5 * (len(names) - len(set(names))) + 1.0 * handles
    for comment in comments:
        n_words = len(comment.text.split())
        own_words = _QUOTED.sub("", comment.text)  # an article quotes people who say "we"
        score += 0.7 * bool(_OPINION.search(own_words)) + 0.3 * (n_words < 9)
        score -= 1.2 * bool(_REPORTING.search(comment.text)) + 0.8 * (n_words > 60)
    return score, handles == len(set(names))


def _is_name_like(line: str) -> bool:
    """Whether a line could be a commenter's name: a handle, or up to five capitalised words without a full stop."""
    if not 1 < len(line) <= 40 or line[-1] in "!?…,;:" or line[0] in "\"“'‘>(-":
        return False
    words = line.split()
    if _INITIALS.fullmatch(line):
        return True
    if line[-1] == "." and not re.search(r"(?:^|\s)(?:[A-Z]|Jr|Sr|Dr)\.$", line):
        return False
    return len(words) <= 5 and (_HANDLE.match(line) is not None or all(not w[0].islower() for w in words))


# --- comments --------------------------------------------------------------------------------------------

_NAME_COLON = re.compile(r"^([^:\n]{2,30}): (\S.*)$")
_NAME_TIME = re.compile(
    r"^(.{1,40}?)[ ,|·-]+((?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}|\d{4}-\d\d-\d\d|\d+ (?:minute|hour|day)).*)$"
)


def _comments(tail: Sequence[Line]) -> tuple[Comment, ...]:
    """Comments of a tail: a name line, perhaps a time, then lines of text; or lines of "name: text"."""
    lines = [line for line in tail if not is_furniture(line.text)]
    if by_colon := _by_colon(lines):
        return by_colon
    lines = _names_apart(lines)
    out: list[Comment] = []
    author, posted, text, start = None, None, [], 0
    seen: set[str] = set()

    def close() -> None:
        if author is not None and text:
            end = text[-1].span.end
            out.append(
                make_comment(
                    author, "\n".join(t.text for t in text), len(out), posted=posted, source_span=Span(start, end)
                )
            )

    for i, line in enumerate(lines):
        is_first_of_comment = author is not None and not text
        if is_first_of_comment and posted is None and is_timestamp(line.text):
            posted = line.text
            continue
        is_named = i + 1 < len(lines) and (is_timestamp(lines[i + 1].text) or not is_first_of_comment)
        is_name = line.text in seen or (_is_name_like(line.text) and is_named)
        if author is None or (is_name and not is_first_of_comment):
            close()
            author, posted, text, start = line.text, None, [], line.start
            seen.add(line.text)
        else:
            text.append(line)
    close()
    return tuple(out)


def _by_colon(lines: Sequence[Line]) -> tuple[Comment, ...]:
    """Comments written as "name: text", each with the lines after it up to the next; empty when they are not written so."""
    found = [_NAME_COLON.match(line.text) for line in lines]
    starts = [i for i, m in enumerate(found) if m and _is_name_like(m[1])]
    if len(starts) > 1:  # where names stand so, "gasket case" is one, too
        starts = [i for i, m in enumerate(found) if m and (_is_name_like(m[1]) or _is_phrase(m[1]))]
    is_whole = bool(lines) and len(starts) == len(lines)
    if not starts or starts[0] != 0 or not (is_whole or len(starts) > 1):
        return ()
    out: list[Comment] = []
    for i, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        match = _NAME_COLON.match(lines[i].text)
        text = " ".join([match[2], *(line.text for line in lines[i + 1 : end])])
        out.append(make_comment(match[1], text, len(out), source_span=Span(lines[i].start, lines[end - 1].span.end)))
    return tuple(out)


def _is_phrase(words: str) -> bool:
    return len(words.split()) <= 4 and re.search(r"[.!?,](?:\s|$)", words) is None


def _names_apart(lines: Sequence[Line]) -> list[Line]:
    """Lines with "name timestamp" cut in two, when at least two are written so, or one is the first."""
    cut = [_NAME_TIME.match(line.text) for line in lines]
    named = [m is not None and is_timestamp(m[2]) and _is_name_like(m[1]) for m in cut]
    if not (named and named[0]):
        return list(lines)
    out: list[Line] = []
    for line, match, is_named in zip(lines, cut, named, strict=True):
        if is_named:
            out += [Line(match[1], line.start), Line(match[2], line.start + match.start(2))]
        else:
            out.append(line)
    return out


# --- the article's own lines -----------------------------------------------------------------------------


def _body_blocks(
    lines: Sequence[Line],
) -> tuple[list[Block], str | None, str | None, str | None, tuple[DateClaim, ...]]:
    """Blocks of the article, title, byline, agency and claimed days, out of the lines before the comments."""
    blocks: list[Block] = []
    title = byline = agency = None
    claims: list[DateClaim] = []
    for i, line in enumerate(lines):
        text = line.text
        following = lines[i + 1].text if i + 1 < len(lines) else ""
        if found := find_byline(text):
            byline = byline or found
        elif _POSTED.match(text) and len(text) < 120:
            claims.extend(DateClaim(day, "header", text) for day in days_in_line(text))
        elif is_furniture(text) or (find_credit(text) and len(text) < 200) or _is_pull_quote(text, following):
            continue
        elif not blocks and title is None and _is_headline(text, following):
            title = text
        elif is_caption(text):
            blocks.append(Block(text, ParagraphRole.CAPTION))
        elif blocks and _is_subhead(text, following):
            blocks.append(Block(text, ParagraphRole.SUBHEAD))
        else:
            if match := _AGENCY_PREFIX.match(text):
                agency = known_agency(match[1])
                text = text[match.end() :] if agency else text
            blocks.append(Block(text))
    return blocks, title, byline, agency, tuple(claims)


def _is_headline(line: str, following: str) -> bool:
    ends_open = line[-1] not in ".!?\"”'’" and find_dateline(line) is None
    is_followed = (
        len(following) > len(line) or _POSTED.match(following) or _BARE_DATE.match(following) or is_caption(following)
    )
    return bool(ends_open and len(line) <= 130 and is_followed)


def _is_subhead(line: str, following: str) -> bool:
    return len(line) <= 70 and line[-1] not in ".!?\"”'’:," and len(following) > 40 and len(line.split()) <= 9


def _is_pull_quote(line: str, following: str) -> bool:
    quoted = line.strip('"“”')
    return line[0] in '"“' and line[-1] in '"”' and len(quoted) > 10 and quoted in following
