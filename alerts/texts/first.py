"""The first version of every wording, built from notices that were seen in public."""

_KK = "Қазақстан Республикасының Терроризмге қарсы орталығы хабарлайды: "
_RU = "Антитеррористический центр Республики Казахстан уведомляет "
_EN = "The Antiterrorist Centre of the Republic of Kazakhstan gives notice that "

FIRST: dict[str, dict[str, str]] = {
    "set": {
        "kk": _KK + "{from}, {where} аумағында террористік қауіптіліктің {level} деңгейі "
        "белгіленеді, {term}.",
        "ru": _RU + "об установлении {level} уровня террористической опасности "
        "на территории {where} {from} {term}.",
        "en": _EN + "the {level} level of terrorist threat is set in {where} {from} {term}.",
    },
    "raise": {
        "kk": _KK + "{from}, {where} аумағында террористік қауіптілік {level} деңгейге "
        "көтеріледі, {term}.",
        "ru": _RU + "о повышении уровня террористической опасности до {level} "
        "на территории {where} {from} {term}.",
        "en": _EN + "the level of terrorist threat is raised to {level} in {where} {from} {term}.",
    },
    "lower": {
        "kk": _KK + "{from}, {where} аумағында террористік қауіптілік {level} деңгейге "
        "төмендетіледі, {term}.",
        "ru": _RU + "о снижении уровня террористической опасности до {level} "
        "на территории {where} {from} {term}.",
        "en": _EN + "the level of terrorist threat is lowered to {level} in {where} "
        "{from} {term}.",
    },
    "extend": {
        "kk": _KK + "{from}, {where} аумағында террористік қауіптіліктің {level} деңгейінің "
        "қолданылу мерзімі ұзартылады, {term}.",
        "ru": _RU + "о продлении срока действия {level} уровня террористической опасности "
        "на территории {where} {from} {term}.",
        "en": _EN + "the term of the {level} level of terrorist threat is extended in {where} "
        "{from} {term}.",
    },
    "cancel": {
        "kk": _KK + "{from}, {where} аумағында террористік қауіптіліктің {before} деңгейі "
        "жойылады.",
        "ru": _RU + "об отмене {before} уровня террористической опасности "
        "на территории {where} {from}.",
        "en": _EN + "the {before} level of terrorist threat is cancelled in {where} {from}.",
    },
    "cancel_part": {
        "kk": _KK + "{from}, {where} аумағында террористік қауіптіліктің {before} деңгейінің "
        "қолданылуы тоқтатылады.",
        "ru": _RU + "о прекращении действия {before} уровня террористической опасности "
        "на территории {where} {from}.",
        "en": _EN + "the {before} level of terrorist threat no longer applies in {where} {from}.",
    },
    "keep": {
        "kk": _KK + "{from}, {where} аумағында террористік қауіптіліктің {level} деңгейі "
        "сақталады.",
        "ru": _RU + "о сохранении {level} уровня террористической опасности "
        "на территории {where} {from}.",
        "en": _EN + "the {level} level of terrorist threat is kept in {where} {from}.",
    },
    "correct": {
        "kk": _KK + "{where} аумағындағы террористік қауіптілік деңгейі туралы бұрынғы "
        "хабарлама қате болды, ол {from} кері қайтарып алынды.",
        "ru": _RU + "о том, что прежнее сообщение об уровне террористической опасности "
        "на территории {where} ошибочно и отозвано {from}.",
        "en": _EN + "its earlier notice on the level of terrorist threat in {where} was wrong "
        "and is withdrawn {from}.",
    },
    "ground": {
        "kk": "Шешім Қазақстан Республикасы Президентінің 2013 жылғы 9 тамыздағы № 611 "
        "Жарлығының талаптарына сәйкес қабылданды. Шешімді қабылдаған: {authority}.",
        "ru": "Решение принято в соответствии с требованиями Указа Президента Республики "
        "Казахстан от 9 августа 2013 года № 611. Решение принял: {authority}.",
        "en": "The decision follows Decree No. 611 of the President of 9 August 2013.",
    },
    "closing": {
        "kk": "Мемлекеттік органдардың жүргізіп жатқан жұмысына түсіністікпен қарауды сұраймыз.",
        "ru": "Просим с пониманием отнестись к проводимой работе государственных органов.",
        "en": "Please treat the work of the state bodies with understanding.",
    },
    "yellow": {
        "kk": "орташа («сары»)",
        "ru": "умеренного («желтого»)",
        "en": "moderate (“yellow”)",
    },
    "orange": {
        "kk": "жоғары («қызғылт сары»)",
        "ru": "высокого («оранжевого»)",
        "en": "high (“orange”)",
    },
    "red": {
        "kk": "шекті («қызыл»)",
        "ru": "критического («красного»)",
        "en": "critical (“red”)",
    },
}
