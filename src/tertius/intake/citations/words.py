"""The words that citations are made of: months, kinds of bodies, abbreviations, what leads into one."""

import re

MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "january jan januar januara januara janvier januar gennaio enero января январь јануар јануара",
        "february feb februar februara février fevrier febbraio febrero февраля февраль фебруар фебруара",
        "march mar mart marta märz mars marzo марта март",
        "april apr aprila avril aprile abril апреля апрель април априла",
        "may maj maja mai maggio mayo мая май мај маја",
        "june jun juna juni juin giugno junio июня июнь јун јуна",
        "july jul jula juli juillet luglio julio июля июль јул јула",
        "august aug avgust avgusta août aout agosto августа август",
        "september sep sept septembar septembra septembre settembre septiembre сентября сентябрь септембар септембра",
        "october oct oktobar oktobra oktober octobre ottobre octubre октября октябрь октобар октобра",
        "november nov novembar novembra novembre noviembre ноября ноябрь новембар новембра",
        "december dec decembar decembra dezember décembre decembre dicembre diciembre декабря декабрь децембар децембра",
    ),
    1,
):
    MONTHS.update(dict.fromkeys(_names.split(), _number))

SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
"""A season of a year, as CSL counts them."""


def _set(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


PARTICLES = _set(
    "de van von der den di da del della la le al el bin ibn ter ten dos du des zu af av"
)
CAPITAL_PARTICLES = _set("Le La De Van Von Di Da Del Du Al El Dos Des Della Mac Ben Bin")
SUFFIXES = _set("Jr Jr. Sr Sr. II III IV")
HONORIFICS = _set(
    "Dr Dr. Prof Prof. Professor Sir Lord Lady Gen. General Col. Colonel Amb. Ambassador Mr Mr. Mrs Mrs. Ms Ms.",
    "Rev. Lt. Maj. Capt. Sen. Rep. President Patriarch",
)

BODIES = _set(
    "ministry ministries department departments office committee commission council parliament government assembly",
    "senate congress house cabinet secretariat directorate directorate-general agency bureau administration authority",
    "embassy consulate mission delegation presidency court tribunal chamber bank fund union organization organisation",
    "association institute institut institution center centre centar foundation fondacija society academy university",
    "college school faculty fakultet univerzitet library archive archives museum group company corporation corp inc ltd",
    "llc plc limited holding network initiative project programme program forum league federation alliance party",
    "movement club trust board registry gazette service services news times post daily weekly herald tribune journal",
    "review magazine press agence agency radio television tv media online net portal telegraph guardian observer",
    "insight monitor watch international world global national state federal european united nations republic",
    "kingdom kabinet vlada ministarstvo agencija narodna skupština skupstina uprava zavod savet vijeće vijece komisija",
    "komora privredna vesti novosti novine list politika glas dnevnik večernje vecernje sputnik tanjug beta danas kurir",
    "министерство правительство агентство институт совет газета центр фонд влада министарство агенција скупштина",
    "новости известия ведомости university-press army navy forces police church staff command headquarters nato",
    "eparhija crkva srbija serbia russia rossiya rossiyskaya china kosovo bosnia montenegro balkan balkans srpska",
    "beijing moscow belgrade kremlin presidential research studies policy affairs statistics statistical database",
    "campaign security strategy consulting solutions bundesregierung bundestag stiftung institutt ministère ministerium",
    "reuters xinhua tass bloomberg interfax huawei gazprom rosneft sberbank politico euractiv telegraf rosatom",
    "novosti dw amnesty deutsche welle jazeera corporation railways airlines airport refinery steel mining electric",
    "fond savez udruženje zajednica rights freedom transparency democracy people’s people's states country",
)
"""Words, folded, that stand in the name of a body or an outlet and in no person's."""

SMALL = _set(
    "the a an of for in on and or to with from by at as into over under between against after before about how why",
    "what who when where is are was were be been being has have had will would can could may might must do does did",
    "not no its his her their our your this that these those than then but if while during without within",
    "und der die das für im den dem ein eine zur zum et les des pour dans sur une un",
    "za iz sa na od do po kao je su da ne se u i и в на по с о за из от до как не что",
)
"""Words that stand in a title or a sentence and in no person's name."""

VERBS = _set(
    "is are was were be been has have had do does did can could may might must should would will thank thanks argues",
    "argue argued notes noted note states stated says said shows show showed suggests suggested suggest claims claimed",
    "describes described discusses discussed includes include included refers refer referred remains remain became",
    "become provides provide provided took takes made makes gave gives given wishes grateful conducted uses used",
    "held signed published reported reports announced appears seems means meant estimated calculated based draws drawn",
    "follows following applies concerns differ differs changed grew fell rose contains explains explained believes",
    "acknowledge acknowledges denied confirmed translated see",
)
"""Verbs by which a sentence of the author's own is known."""

ABBREVIATIONS = _set(
    "vol vols no nos nr p pp ed eds edn al cf e.g i.e eg ie st mr mrs ms dr prof gen sen rep co ltd inc corp jr sr u.s",
    "u.n u.k u.s.a e.u d.c fig figs ch chap chaps sec art arts para paras par trans rev repr univ dept vs v c ca approx",
    "jan feb mar apr jun jul aug sept sep oct nov dec br str god sv tj tzv т с г гг стр изд ред вып кн op cit loc nav",
    "doc res ser pt pts suppl lt col maj capt amb bd jg hrsg hg aufl s ibid d.o.o a.d n nn fn fns et bros pub proc conf",
    "int natl acad sci phys chem rev lett assoc soc tech ann trans bull eng math comput j am mt ft gov dist",
)
"""What a full stop follows without ending a sentence."""

GENRES: dict[str, str] = {
    "press release": "press release",
    "news release": "press release",
    "media release": "press release",
    "press statement": "press release",
    "statement": "statement",
    "saopštenje": "press release",
    "saopštenje za javnost": "press release",
    "пресс-релиз": "press release",
    "working paper": "working paper",
    "policy brief": "report",
    "policy paper": "report",
    "briefing": "report",
    "briefing paper": "report",
    "report": "report",
    "fact sheet": "report",
    "factsheet": "report",
    "unpublished manuscript": "manuscript",
    "unpublished paper": "manuscript",
    "unpublished": "manuscript",
    "mimeo": "manuscript",
    "speech": "speech",
    "lecture": "speech",
    "keynote": "speech",
    "keynote speech": "speech",
    "opening remarks": "speech",
    "remarks": "speech",
    "conference paper": "paper-conference",
    "tweet": "post",
    "twitter post": "post",
    "facebook post": "post",
    "telegram post": "post",
    "post on x": "post",
    "video": "video",
    "youtube video": "video",
    "podcast": "broadcast",
    "radio broadcast": "broadcast",
    "television broadcast": "broadcast",
    "tv broadcast": "broadcast",
    "broadcast": "broadcast",
    "interview": "interview",
    "editorial": "editorial",
    "op-ed": "op-ed",
    "blog": "blog",
    "blog post": "blog",
    "transcript": "transcript",
    "infographic": "infographic",
    "dataset": "dataset",
    "data set": "dataset",
    "letter": "letter",
}
"""Words that say what kind of thing is cited, and what kind that is."""

LAWS = _set(
    "law act treaty agreement convention constitution resolution regulation directive decree protocol memorandum decision",
    "zakon ustav sporazum uredba odluka strategija закон договор соглашение указ устав споразум одлука gesetz vertrag",
    "charter statute bill ordinance declaration",
)
"""First words of titles of laws and treaties."""

OUTLETS = _set(
    "times post daily weekly herald tribune journal review magazine press news telegraph guardian observer insight",
    "monitor politika danas blic kurir novosti vesti gazeta gazette reuters tass xinhua bbc cnn rts n1 tanjug beta",
    "bloomberg politico euractiv economist spiegel zeitung monde figaro izvestia kommersant vedomosti rbc interfax",
    "sputnik agency service radio television tv balkan diplomat independent mirror express mail standard globe",
    "известия коммерсантъ ведомости газета новости политика блиц дневник vreme nin",
)
"""Words that stand in the name of a newspaper, an agency or a broadcaster."""

SURNAMES_CHINESE = _set(
    "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Song Tang Deng",
    "Feng Han Cao Zeng Peng Xiao Cai Pan Tian Dong Yuan Yu Ye Jiang Du Su Wei Cheng Lü Ding Shen Ren Yao Lu Fu Zhong",
    "Cui Tan Liao Fan Jin Shi Jia Xia Qin Xi Mu Meng Bai Hou Zou Xiong Qiu Yan Hao Dai Mo Kong Xiang Chang",
)
"""Frequent family names in pinyin, which stand before the given name in Chinese order."""

ACCESSED = re.compile(
    r"(?:last |date )?(?:accessed|visited|retrieved|consulted|viewed|access date|pristupljeno|posećeno|poseceno"
    r"|приступљено|дата обращения|обращение|abgerufen|zugegriffen|consulté|consultato)\b(?: on| am| le| il| dana)?:? ?",
    re.IGNORECASE,
)
"""What stands before the day on which somebody looked."""

UPDATED = re.compile(
    r"(?:last )?(?:updated|edited|modified|revised|published|posted|dated|signed|adopted|broadcast|delivered)(?: on)?:? ",
    re.IGNORECASE,
)
"""What stands before the date of the thing itself."""


GERMAN_COURTS = (
    *(
        "BGH",
        "BVerfG",
        "BVerwG",
        "BAG",
        "BSG",
        "BFH",
        "EuGH",
        "EuG",
        "EGMR",
        "RG",
        "OGH",
        "BayObLG",
    ),
    *(
        "OLG",
        "LG",
        "AG",
        "VG",
        "VGH",
        "OVG",
        "LAG",
        "ArbG",
        "LSG",
        "SG",
        "FG",
        "KG",
        "VfGH",
        "VwGH",
        "BGer",
    ),
)
"""Courts as German notes name them."""

GERMAN_REPORTS = (
    *(
        "BGHZ",
        "BGHSt",
        "BVerfGE",
        "BVerwGE",
        "BAGE",
        "BSGE",
        "BFHE",
        "RGZ",
        "RGSt",
        "OLGZ",
        "BVerfGK",
    ),
    *("BayObLGZ", "EGMRE", "Slg\\.", "SZ", "VfSlg", "VwSlg", "BGE"),
)
"""Collections of decisions, which number their volumes."""


def folded(text: str) -> str:
    """Text with one kind of apostrophe and of space, in small letters, for looking words up."""
    return " ".join(text.replace("’", "'").replace("‘", "'").lower().split())


PLACES = frozenset(
    """
    abingdon; amsterdam; ankara; astana; athens; baden-baden; baku; banja luka; bar; barcelona;
    basingstoke; beijing; belgrade; beograd; berlin; bern; bled; bonn; boston; boulder; boulder co;
    brussels; bruxelles; bucharest; budapest; cairo; cambridge; cambridge ma; canberra; cheltenham;
    chicago; china; copenhagen; davos; dayton; dordrecht; dublin; edinburgh; frankfurt; geneva; hamburg;
    heidelberg; helsinki; hong kong; islamabad; istanbul; ithaca; ithaca ny; kiev; kyiv; lanham;
    lanham md; leiden; lisbon; ljubljana; london; los angeles; luxembourg; madrid; manchester; milan;
    milano; minsk; moscow; moskva; mostar; munich; münchen; new delhi; new haven; new york; nis; niš;
    novi sad; oslo; ottawa; oxford; paris; peking; petersburg; podgorica; prague; princeton;
    princeton nj; pristina; priština; riga; roma; rome; russia; saint petersburg; san francisco;
    santa monica; santa monica ca; sarajevo; seoul; serbia; shanghai; singapore; skopje; sochi; sofia;
    st petersburg; stanford; stockholm; strasbourg; sydney; taipei; tallinn; tbilisi; tehran; the hague;
    tirana; tokyo; toronto; turin; vienna; vilnius; warsaw; washington; washington d.c.; washington dc;
    wien; yerevan; zagreb; zurich; aachen; augsburg; basel; bielefeld; bochum; braunschweig; bremen; breslau;
    darmstadt; dortmund; dresden; düsseldorf; erlangen; essen; freiburg; gießen; graz; göttingen; halle; hannover;
    innsbruck; jena; karlsruhe; kassel; kiel; konstanz; köln; leipzig; linz; luzern; mainz; mannheim; marburg;
    münster; nürnberg; opladen; osnabrück; passau; potsdam; prag; regensburg; reinbek; rostock; saarbrücken;
    salzburg; st. gallen; stuttgart; trier; tübingen; weimar; wiesbaden; würzburg; zürich; bologna; firenze;
    napoli; padova; torino; venezia; genève; lausanne; lyon; grenoble; louvain; leuven; utrecht; rotterdam;
    the hague; den haag; gdańsk; kraków; poznań; warszawa; praha; brno; bratislava; budapest; bucurești; sofija;
    aldershot; farnham; baltimore; berkeley; bloomington; durham; houndmills; glasgow; leeds; liverpool; melbourne;
    montreal; philadelphia; pittsburgh; seattle; thousand oaks; tucson; urbana; београд; москва; санкт-петербург
    """.replace("\n    ", " ")
    .strip()
    .split("; ")
)
"""Towns in which such papers are published and speeches held."""
