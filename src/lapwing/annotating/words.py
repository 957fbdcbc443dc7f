"""Small closed classes of English words that the rules share."""

from __future__ import annotations

DETERMINERS = frozenset("the a an this that these those its their his her our my your some several many any all both each every no another".split())  # fmt: skip
QUANTIFIERS = frozenset("dozens hundreds thousands scores tens millions about around nearly almost some most few one two three four five six seven eight nine ten twelve twenty".split())  # fmt: skip
PREPOSITIONS = frozenset("in on at to of for from with by against over under into onto near across around through during after before since until between among amid about towards toward within without despite along alongside outside inside behind beyond off via per upon as like than including following regarding concerning".split())  # fmt: skip
CONJUNCTIONS = frozenset("and or but nor yet so".split())
SUBORDINATORS = frozenset("that while because although though when whenever where if unless until whereas whether since after before as once lest amid".split())  # fmt: skip
RELATIVES = frozenset("who whom whose which".split())
BE = frozenset("be is are was were been being am 's 're 'm".split())
HAVE = frozenset("have has had having 've".split())
DO = frozenset("do does did".split())
GET = frozenset("get gets got getting".split())
MODALS = frozenset("will would shall should may might can could must 'll 'd wo ca".split())
NEGATIONS = frozenset("not never no n't neither nor without hardly cannot".split())
ADVERBS = frozenset("also now then already still again later soon just only even ever once recently previously earlier reportedly allegedly publicly formally officially jointly separately strongly sharply immediately briefly finally repeatedly largely further here there today yesterday tomorrow tonight first last together apparently not never n't have has had been both all each personally privately quickly quietly directly effectively unanimously overwhelmingly temporarily partially fully permanently deliberately".split())  # fmt: skip
PRONOUNS = frozenset("he she they it we i you him her them us".split())
POSSESSIVE_PRONOUNS = frozenset("his her its their our my your".split())
FUNCTION = (
    DETERMINERS | PREPOSITIONS | CONJUNCTIONS | SUBORDINATORS | RELATIVES | BE | HAVE | DO | GET | MODALS | NEGATIONS | PRONOUNS
    | POSSESSIVE_PRONOUNS | frozenset("'s ' ’ there what how why to not if then than too very said says say told".split())
)  # fmt: skip
REPORTING = frozenset("said says say saying told tells added adds announced announces announcing reported reports claimed claims claiming stated states stating explained noted insisted insists argued stressed confirmed confirms denied denies warned warns acknowledged acknowledging declared declares wrote tweeted posted believes believed alleged alleges suggested suggests recalled asked asks replied responded maintained reiterated asserted revealed disclosed testified quipped lamented".split())  # fmt: skip
LOCATIVE = frozenset("in at near outside inside around across off on from to into through toward towards".split())

# Capitalised words that begin sentences or stand in names of things, and name no actor by themselves.
NOT_NAMES = frozenset(
    "The A An In On At By For From With Without Of To And But Or Nor So Yet As If When While After Before Since Until During "
    "Although Though Because However Meanwhile Moreover Nevertheless Also Still Then Now Today Yesterday Tomorrow Last Next "
    "This That These Those There Here It Its He His She Her They Their We Our I My You Your Who What When Where Why How Which "
    "Some Many Most Several Few All Both Each Every No Not None Another Other One Two Three Four Five Six Seven Eight Nine Ten "
    "Earlier Later Recently Previously Once Just Only Even According Despite Amid Among Between Under Over Against About Around "
    "Following Instead Rather Perhaps Maybe Yes Indeed Separately Asked Speaking Citing Monday Tuesday Wednesday Thursday Friday "
    "Saturday Sunday January February March April May June July August September October November December Islam God Let Nobody "
    "Everyone Anyone Someone Nearly Almost Hundreds Thousands Dozens Scores Police Officials Residents People Women Men Prior "
    "Initially Overnight Critics Analysts Experts Witnesses Local National Internet Constitution Christmas Ramadan Easter".split()
)

# What kills without being an actor.
DISASTERS = frozenset(
    "flood floods flooding storm storms cyclone hurricane typhoon tornado earthquake quake tsunami landslide landslides mudslide "
    "avalanche drought heatwave heat wildfire wildfires eruption volcano outbreak epidemic pandemic virus disease cholera ebola "
    "crash accident collision derailment famine lightning cold rains monsoon".split()
)
# Verbs of speaking after which a clause may follow without "that".
SPEAKING_PLAINLY = frozenset(
    "said says say saying thinks think thought believes believe believed claims claimed insists insisted adds added argues argued hopes hoped fears feared "
    "saying adding maintains maintained suspects suspected predicts predicted expects expected estimates estimated acknowledged admits admitted notes noted".split()
)
# Verbs that need "that" before it, since a noun after them is what they act on: "announced a plan".
SPEAKING_THAT = frozenset(
    "announced announces confirmed confirms warned warns denied denies reported reports stated states explained explains stressed stresses suggested suggests "
    "alleged alleges declared declares wrote writes concluded concludes indicated indicates ruled recalled reiterated asserted revealed disclosed testified "
    "promised promises pledged vowed agreed complained conceded emphasized emphasised hinted implied learned found showed shows feels felt ensured assured "
    "realized realised understands understood contends contended speculated tweeted posted observed remarked proposes proposed demands demanded "
    "decided decides argues knows knew means arguing claiming insisting noting warning stressing asserting asserts explaining predicting suggesting alleging alleges "
    "charges charged acknowledges emphasizing emphasising confirming announcing complaining contending concluding recalling believing".split()
)
TELLING = frozenset("told tells informed informs reminded reminds assured warned".split())
SPEAKING = SPEAKING_PLAINLY | SPEAKING_THAT | TELLING

# Pasts that look like no verb, which may stand between a body and the people that it deals with.
PASTS = frozenset(
    "sent held took gave made told met left fought shot drew drove kept lost won sold bought brought sought struck cut put hit fed fled flew ran saw "
    "caught chose found got had has let paid rode spoke stood taught threw understood wrote began became beat broke built".split()
)


def is_past(word: str) -> bool:
    """Whether a word is a past or a participle, by its ending or by the list."""
    return word in PASTS or (word.endswith("ed") and word not in ("armed", "united", "allied"))
