from __future__ import annotations

from datetime import date

from lapwing.reading import guard, read_page
from lapwing.records import Page, ParagraphRole, SkipReason, SourceRef
from lapwing.settings import Settings

BODY = "".join(f"<p>{p}</p>" for p in (
    "Ministers of Chile and Peru met in Arica on Monday to reopen a railway that closed forty years ago.",
    "The line carried copper to the coast until a flood took two of its bridges, officials of both sides said.",
    "Engineers will begin to survey the bridges in May, the Chilean transport minister, Ines Caro, told reporters.",
))  # fmt: skip
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>Railway to reopen - The Gazette</title>
<meta property="og:title" content="Railway to reopen"><link rel="canonical" href="https://news.example/a/1">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Railway to reopen", "datePublished": "2025-03-03T09:00:00Z",
"author": {{"name": "Jo Bell"}}}}</script></head><body><nav><a href="/">Home</a></nav><article><h1>Railway to reopen</h1>{BODY}</article>
<div id="comments" class="comments-area"><ol><li><div class="comment"><b class="fn">stormglass</b> <time datetime="2025-03-03T10:00">10:00</time>
<div class="comment-content"><p>Sold for scrap, bought back for gold.</p></div></div>
<ol class="children"><li><div class="comment"><b class="fn">Old Nord</b><div class="comment-content"><p>Look it up.</p></div></div></li></ol></li></ol></div>
</body></html>"""


def read(html: str | bytes):
    content = html if isinstance(html, bytes) else html.encode()
    return read_page(Page(content, SourceRef("t.html")), Settings())


def test_article_metadata_and_comments():
    """One page: text without headline and comments, what it declares, and the comments with their thread."""
    article = read(PAGE)
    assert article.text.count("\n") == 2
    assert "Railway to reopen" not in article.text
    assert (article.title, article.url, article.byline, article.language) == (
        "Railway to reopen",
        "https://news.example/a/1",
        "Jo Bell",
        "en",
    )
    assert article.header_date == date(2025, 3, 3)
    assert [(c.author, c.text) for c in article.comments] == [
        ("stormglass", "Sold for scrap, bought back for gold."),
        ("Old Nord", "Look it up."),
    ]
    assert article.comments[1].parent == article.comments[0].id
    assert article.comments[0].posted == "2025-03-03T10:00"
    assert "scrap" not in article.text


def test_comments_by_script_are_told_apart_from_none():
    page = (
        PAGE[: PAGE.index('<div id="comments"')]
        + '<div id="disqus_thread"></div><script src="https://x.disqus.com/embed.js"></script></body></html>'
    )
    assert read(page).comments_status == "not_in_file"


def test_hostile_markup_is_only_text():
    """Scripts and javascript: addresses leave nothing behind; a name that looks like markup stays a name."""
    page = PAGE.replace("https://news.example/a/1", "javascript:alert(3)").replace(
        "on Monday", 'on Monday<script>document.write("HACK")</script>'
    )
    page = page.replace("stormglass", "&gt;&lt;script&gt;alert(4)&lt;/script&gt;")
    article = read(page)
    assert article.url is None
    assert "HACK" not in article.text
    assert article.comments[0].author == "><script>alert(4)</script>"


def test_headings_are_subheads():
    page = PAGE.replace("<p>Engineers", "<h2>What comes next?</h2><p>Engineers")
    roles = {p.role for p in read(page).paragraphs}
    assert roles == {ParagraphRole.BODY, ParagraphRole.SUBHEAD}


def test_deeply_nested_article_is_not_lost():
    """lxml drops what lies below depth 256 unless told not to."""
    article = read("<html><body>" + "<div>" * 400 + BODY + "</div>" * 400 + "</body></html>")
    assert "Ministers of Chile" in article.text


def test_odd_pages_are_skipped_not_raised():
    """Nothing but a doctype, a null graph, three thousand nested elements in a comment."""
    assert read("<!DOCTYPE html>").reason is SkipReason.NO_ARTICLE
    assert (
        read(PAGE.replace('{"@type": "NewsArticle"', '{"@graph": null, "@type": "NewsArticle"')).title
        == "Railway to reopen"
    )
    nested = '<div class="comments">' + "<div>" * 3000 + '<b class="author">Nemo</b><p>Yes.</p>' + "</div>" * 3001
    assert "Ministers of Chile" in read(f"<html><body><article>{BODY * 9}</article>{nested}</body></html>").text


def test_short_article_open_to_comments_is_kept():
    """A class that says that an article has comments does not make it one."""
    article = read(f'<html><body><div class="post comments-open"><h2>Railway</h2>{BODY}</div></body></html>')
    assert "Ministers of Chile" in article.text


def test_page_without_article():
    skipped = read("<html><body><nav><a href='/'>Home</a></nav><p>Page not found</p></body></html>")
    assert skipped.reason is SkipReason.NO_ARTICLE


def test_broken_json_ld_is_passed_over():
    assert read(PAGE.replace('"@type"', '"@type')).title == "Railway to reopen"


def test_references_to_characters():
    """Those of letters and quotes are read; those of characters that no tree can hold are dropped."""
    article = read(PAGE.replace("told reporters", "told &#8220;reporters&#8221;&#1;&#x1F;&#xe9;"))
    assert "told “reporters”é." in article.text


def test_stub_behind_a_wall_and_list_of_links_are_skipped():
    """A page that says it is closed and shows a few words, and one that is all links, are no articles."""
    closed = PAGE.replace('"headline"', '"isAccessibleForFree": false, "headline"')
    assert read(closed).reason is SkipReason.PAYWALL
    assert "Ministers of Chile" in read(closed.replace(BODY, BODY * 4)).text
    links = "".join(
        f'<li><a href="/{n}">Ministers of state number {n} meet in Lima to talk of trade</a></li>' for n in range(40)
    )
    assert (
        read(f"<html><body><h1>News</h1><p>All of today.</p><ul>{links}</ul></body></html>").reason
        is SkipReason.LINK_LIST
    )


def test_page_with_too_many_tags_is_refused(monkeypatch):
    monkeypatch.setattr(guard, "MAX_TAGS", 1_000)
    html = "<html><body>" + "<div>" * 300 + "<p>x</p>" * 700 + "</body></html>"
    assert read(html).reason is SkipReason.TOO_DEEP


def test_live_blog_entries_keep_their_times():
    """Each line of an entry has the time of its entry."""
    entries = "".join(
        f'<div class="liveblog-entry"><time datetime="2025-03-03T0{n}:00">0{n}:00</time><p>{text}</p></div>'
        for n, text in enumerate(("Ministers of Chile and Peru have arrived in Arica, the ministry said on Monday.",
                                  "Talks on the railway have begun, a spokeswoman told reporters outside the hall.",
                                  "The two ministers left the hall without a word to reporters who had waited."), 7)
    )  # fmt: skip
    article = read(f'<html><body><article class="liveblog"><h1>Talks, live</h1>{entries}</article></body></html>')
    assert [(p.role, p.time) for p in article.paragraphs] == [
        (ParagraphRole.LIVE_ENTRY, f"2025-03-03T0{n}:00") for n in (7, 8, 9)
    ]


def test_article_cut_into_chunks_is_whole():
    """Boxes between advertisements are one article; a mark that says paywall does not hide what is in the file."""
    chunk = '<div class="article__body paywall">{}</div><div class="ad">Buy</div>'
    parts = [BODY, BODY.replace("Arica", "Tacna"), BODY.replace("Arica", "Iquique")]
    article = read(f"<html><body><article><h1>T</h1>{''.join(map(chunk.format, parts))}</article></body></html>")
    assert all(city in article.text for city in ("Arica", "Tacna", "Iquique"))


def test_lists_of_other_articles_are_left_out():
    """Lines that are nothing but a link, and a run of titles at the end."""
    links = '<p><a href="/2">Five things to know about the copper line of Arica</a></p>'
    assert "Five things" not in read(PAGE.replace("</article>", f"{links}</article>")).text
