"""Which names in a clause can be what the clause is about, and which stand together ("China and Russia")."""

from __future__ import annotations

from collections.abc import Sequence

from lapwing.opining.clauses import AUXILIARIES, Token
from lapwing.records import Target

# Nouns that stand for a state or organisation when its name stands before them: "the Peruvian army", "Peru's leaders".
OFFICES = frozenset(
    "government governments regime army military troops soldiers forces navy police leadership leaders leader president minister ministers "
    "parliament politicians authorities state side diplomats officials party administration elite rulers junta generals commanders".split()
)
# What somebody does or decides: who judges it judges them, a little less surely.
ACTS = frozenset(
    "decision decisions policy policies plan plans response reaction behaviour behavior conduct actions action attitude politics move proposal "
    "speech words record idea stance position treatment handling invasion war campaign attack attacks strikes".split()
)
THINKING = frozenset(
    "say says said claim claims claimed think thinks thought believe believes believed tell tells told argue argues argued call calls called "
    "insist insists insisted know knows".split()
)
READER = frozenset(
    "i we you everyone everybody all anyone nobody one us let's lets i'm we're i've we've i'd we'd i'll we'll im ive".split()
)
OTHERS = frozenset("he she they who people him them others some many supporters media".split())
NEGATORS = frozenset(
    "not never no nothing nobody none neither nor hardly barely without cannot cant dont doesnt didnt isnt arent wasnt wont no-one".split()
)
_PREPOSITIONS = frozenset(
    "in on at to from with of by for against about near over into across through like than as between towards toward under behind via "
    "outside inside around after before during".split()
)
FILLERS = frozenset(
    "the a an that this those old mr mrs ms president minister prime chancellor king dear our those these poor general secretary comrade "
    "you so very really such what , : still just also even only always simply clearly actually honestly frankly truly absolutely totally "
    "completely utterly again too quite rather pretty oh well yes and both people's".split()
)  # fmt: skip
_BEFORE_SUBJECT = THINKING | frozenset(
    "and or but that because so as if when , ( is was are hope feel sure see".split()
)


def is_negator(low: str) -> bool:
    return low in NEGATORS or low.endswith("n't")


def is_filler(token: Token) -> bool:
    return token.low in FILLERS or (token.low.endswith("ly") and not token.words)


def group_of(tokens: Sequence[Token], i: int) -> list[int]:
    """The names that stand together with the one at `i`, joined by "and", "or" or commas, in order."""
    first = last = i
    while (j := _beside(tokens, last, 1)) is not None:
        last = j
    while (j := _beside(tokens, first, -1)) is not None:
        first = j
    return [j for j in range(first, last + 1) if tokens[j].target]


def _beside(tokens: Sequence[Token], i: int, step: int) -> int | None:
    j, has_joint = i + step, False
    while 0 <= j < len(tokens) and tokens[j].low in ("and", "or", "&", "nor", ",", "the"):
        has_joint = has_joint or tokens[j].low != "the"
        j += step
    return j if has_joint and 0 <= j < len(tokens) and tokens[j].target else None


def subjects_of(tokens: Sequence[Token]) -> dict[int, float]:
    """Positions of names of which the clause can tell something, each with how sure that is, in 0..1."""
    out: dict[int, float] = {}
    for i, token in enumerate(tokens):
        if token.target is None:
            continue
        weight = _names_state(tokens, i)
        before = group_of(tokens, i)[0]
        if weight and _may_begin(tokens, before) and not is_reported(tokens, before):
            out[i] = weight
    return out


def _names_state(tokens: Sequence[Token], i: int) -> float:
    """Whether the name stands for itself: alone, or before "'s government"; a nationality only before such a noun."""
    after = [t.low for t in tokens[i + 1 : i + 5]]
    if _is(tokens[i].target, "nationality"):
        return _weight_of(after[:1]) or (1.0 if _is_people(tokens, i) else 0.0)
    if after[:1] == ["'s"]:
        is_verb = len(tokens) > i + 2 and (
            after[1] in ("a", "an", "the", "not", "so", "too") or bool(tokens[i + 2].words)
        )
        return 1.0 if is_verb else max(_weight_of(after[1:2]), _weight_of(after[2:3]) * 0.9)
    return 1.0


def _is_people(tokens: Sequence[Token], i: int) -> bool:
    """ "The French are ..." """
    is_definite = i > 0 and tokens[i - 1].low == "the"
    return is_definite and i + 1 < len(tokens) and tokens[i + 1].low in AUXILIARIES


def _weight_of(after: Sequence[str]) -> float:
    if any(word in OFFICES for word in after):
        return 1.0
    return 0.7 if any(word in ACTS for word in after) else 0.0


def _is(target: Target | None, reason: str) -> bool:
    return target is not None and target.actor.match.reason == reason


def _may_begin(tokens: Sequence[Token], i: int) -> bool:
    """Whether a name can be a subject: nothing before it governs it, as a preposition or a verb would."""
    j = i - 1
    while j >= 0 and tokens[j].low not in _BEFORE_SUBJECT and (is_filler(tokens[j]) or is_attribute(tokens[j])):
        j -= 1
    if j < 0 or tokens[j].low in _BEFORE_SUBJECT:
        return True
    if tokens[j].low == "of" and j > 0 and tokens[j - 1].low in OFFICES:
        return True
    low = tokens[j].low
    is_governed = low in _PREPOSITIONS or tokens[j].words or low.endswith(("ing", "ed")) or low in OTHERS
    return j == 0 and not is_governed and not tokens[j].target and low not in ("my", "his", "her", "their")


def is_attribute(token: Token) -> bool:
    return any(word.kind in ("quality", "epithet") for word in token.words) and not any(
        word.kind in ("deed", "stance") for word in token.words
    )


def is_reported(tokens: Sequence[Token], i: int) -> bool:
    """Whether what is said of the name at `i` is not what the reader thinks: "Ana Ruiz says Peru is weak", "I do not think Peru is weak"."""
    for j in range(i - 1, 0, -1):
        if tokens[j].low in THINKING:
            before = {t.low for t in tokens[:j]}
            is_reader = bool(before & READER) and not any(is_negator(low) for low in before)
            return bool(before & OTHERS) or any(t.target for t in tokens[:j]) or not is_reader
    return False
