from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lapwing.reading.decode import decode


def test_utf8_needs_no_warning():
    assert decode("Außenminister".encode(), is_html=False) == ("Außenminister", ())


def test_a_lying_charset_is_not_obeyed():
    """Bytes that are not the UTF-8 they claim to be are read as cp1252, and that is said."""
    page = b'<meta charset="utf-8"><p>Au\xdfenminister'
    text, warnings = decode(page, is_html=True)
    assert "Außenminister" in text
    assert warnings == ("not UTF-8: decoded as cp1252",)


def test_declared_charset():
    page = '<meta charset="windows-1251"><p>Кабинет'.encode("cp1251")
    text, warnings = decode(page, is_html=True)
    assert "Кабинет" in text
    assert warnings == ("decoded as declared: windows-1251",)


def test_repairs():
    """NULs and soft hyphens go, no-break spaces and line ends become plain ones."""
    text, warnings = decode("a\0b\u00adc\u00a0d\r\ne\rf".encode(), is_html=False)
    assert text == "abc d\ne\nf"
    assert warnings == ("NUL characters dropped",)


def test_byte_order_marks():
    assert decode("é".encode("utf-16"), is_html=False)[0] == "é"
    assert decode("é".encode("utf-8-sig"), is_html=False)[0] == "é"


@given(st.binary(max_size=300), st.booleans())
def test_never_fails(content, is_html):
    """Any bytes give some text without NULs and without carriage returns."""
    text, _ = decode(content, is_html=is_html)
    assert "\0" not in text
    assert "\r" not in text


def test_order_of_charsets():
    """Server and page are asked before a detector; letters of Western Europe are cp1252; a few bad bytes leave UTF-8 what it is."""
    cyrillic = "Министр заявил в понедельник, что переговоры о границе будут продолжены в мае, передает агентство. " * 3
    assert decode(cyrillic.encode("cp1251"), is_html=False, charset="windows-1251")[0] == cyrillic
    assert decode(cyrillic.encode("cp1251"), is_html=False)[0] == cyrillic
    assert decode("Außenminister über".encode("cp1252"), is_html=False, charset="utf-8")[0] == "Außenminister über"
    damaged = ("Außenminister über Grenzübergänge " * 5).encode() + b"\xff"
    assert decode(damaged, is_html=False) == (
        "Außenminister über Grenzübergänge " * 5 + "\ufffd",
        ("UTF-8 with 1 bad bytes",),
    )


def test_charset_that_is_no_text_is_not_obeyed():
    assert decode(b"caf\xe9", is_html=False, charset="zlib")[0] == "café"


def test_control_characters_go():
    """What no tree can hold is dropped from every charset."""
    assert decode(b"a\x01b\x0bc", is_html=False)[0] == "abc"
    assert decode("\ufeffa\x01b".encode("utf-16"), is_html=False)[0] == "ab"
    assert decode(b"\xef\xbb\xbfa\x01b", is_html=False)[0] == "ab"
