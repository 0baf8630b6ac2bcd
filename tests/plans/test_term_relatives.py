"""The relatives of the phrases of appendix B, as papers of both languages really word them."""

import calendar
import datetime as dt
import io
import json

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.terms import due_dates
from tests.plans.test_term_phrases import END, SIGNED, START, each_year, stated

QUARTERS = ("03-31", "06-30", "09-30", "12-31")
AFTER_QUARTERS = ("01-05", "04-05", "07-05", "10-05")
LAST_MONTHS = ("03-25", "06-25", "09-25", "12-25")
FROM_2014 = [f"{year}-01-15" for year in range(2014, 2018)]

ONCE = {
    "2014-03-01": [
        "до 1 марта 2014", "1 марта 2014г.", "к 1-му марта 2014 года",
        "не позднее 1 марта 2014 г.", "01.03.2014", "до 01.03.2014 г.",
        "2014 ж. 1 наурыз", "2014 жылдың 1 наурызына дейін", "2014 жылғы 1 наурызға қарай",
        "2014 жылғы 1 наурыздан кешіктірмей", "2014 жылғы наурыздың 1-іне дейін",
    ],
    "2014-03-31": [
        "I кв. 2014 г.", "1-й квартал 2014 года", "в первом квартале 2014 года",
        "до конца I квартала 2014 года", "2014 год, I квартал", "«І» квартал 2014 года",
        "март 2014 года", "в марте 2014 года", "январь – март 2014 года",
        "с 1 января по 31 марта 2014 года", "III декада марта 2014 года",
        "2014 жылдың I тоқсаны", "2014 жылғы 1-тоқсан", "2014 жылғы бірінші тоқсанда",
        "2014 жылғы I тоқсанның соңына дейін", "2014 жылғы қаңтар-наурыз",
    ],
    "2014-06-30": [
        "I полугодие 2014 года", "1 полугодие 2014 г.", "первая половина 2014 года",
        "I-II кварталы 2014 года", "2014 жылғы I-II тоқсандар", "2014 жылғы I жарты жылдық",
        "2014 жылғы бірінші жартыжылдықта",
    ],
    "2014-12-31": [
        "2014 год", "2014", "в течение 2014 года", "конец 2014 года", "2014 жыл ішінде",
        "2014 жылдың соңына дейін", "2014 жылғы желтоқсанда", "2013–2014 гг.",
        "с 2013 по 2014 год", "2013 - 2014 жж.",
    ],
    "2013-10-24": [
        "в месячный срок со дня подписания", "в месячный срок со дня утверждения Плана",
        "в течение месяца", "в течение одного месяца", "бір ай ішінде", "айлық мерзімде",
        "қол қойылған күннен бастап бір ай мерзімде",
    ],
    "2013-11-24": ["в двухмесячный срок", "в 2-х месячный срок", "екі ай ішінде"],
    "2013-10-04": ["в 10-ти дневный срок", "в течение 10 календарных дней", "он күндік мерзімде"],
    "2013-10-08": ["в двухнедельный срок", "екі апта ішінде", "в течение 10 рабочих дней"],
}  # fmt: skip

AGAIN = {
    ("06-30", "12-31"): [
        "ежегодно, раз в полугодие", "дважды в год", "по полугодиям", "каждые полгода",
        "по итогам полугодия", "жарты жылда бір рет", "жылына 2 рет", "ежегодно, II, IV квартал",
    ],
    QUARTERS: ["4 раза в год", "по итогам квартала", "ежегодно, 1 раз в квартал", "әр тоқсан"],
    AFTER_QUARTERS: [
        "ежеквартально, к 5 числу следующего месяца",
        "не позднее 5 числа месяца, следующего за отчётным кварталом",
        "ежеквартально, не позднее 5-го числа месяца, следующего за отчетным периодом",
        "ежеквартально, к 5 апреля, 5 июля, 5 октября и 5 января",
        "ежеквартально, к 5 числу января, апреля, июля, октября",
        "в течение 5 дней после окончания квартала",
        "тоқсан сайын, 5-не дейін", "тоқсан сайын, келесі айдың 5-күніне дейін",
        "есепті тоқсаннан кейінгі айдың 5-күнінен кешіктірмей",
        "тоқсан аяқталғаннан кейін 5 күн ішінде",
    ],
    LAST_MONTHS: [
        "ежеквартально, до 25 числа последнего месяца квартала",
        "до 25 числа последнего месяца квартала",
        "тоқсанның соңғы айының 25-күніне дейін",
    ],
    ("01-15", "07-15"): [
        "ежегодно, к 15 января и 15 июля", "15 января, 15 июля ежегодно",
        "к 15 числу месяца, следующего за полугодием", "ежегодно, к 15 января, июля",
        "есепті жартыжылдықтан кейінгі айдың 15-інен кешіктірмей",
        "жыл сайын 15 қаңтарға және 15 шілдеге қарай",
        "в течение 15 дней по окончании полугодия",
    ],
    ("01-20",): [
        "ежегодно, до 20 января года, следующего за отчетным", "по итогам года, до 20 января",
        "жыл қорытындысы бойынша, 20 қаңтарға дейін",
    ],
    ("12-20",): [
        "жыл сайын, желтоқсанның 20-сына дейін", "жыл сайын, 20-желтоқсанға дейін",
        "20 желтоқсан, жыл сайын",
    ],
    ("12-31",): [
        "декабрь, ежегодно", "ежегодно, в декабре", "жыл сайын желтоқсан айында",
        "жыл сайын, жылдың IV тоқсаны", "ежегодно",
        "2013-2017 годы, IV квартал", "IV квартал 2013-2017 годов",
    ],
}  # fmt: skip

NO_DATE = [
    "на постоянной основе", "постоянно, 2013-2017 годы", "по мере поступления информации",
    "по мере необходимости, но не реже одного раза в полугодие", "согласно графику",
    "по утвержденному графику", "в соответствии с планом", "в установленные сроки",
    "тұрақты түрде", "қажеттілік бойынша", "бекітілген кестеге сәйкес", "түсуіне қарай",
    "қажеттілігіне қарай, бірақ жылына бір реттен сиретпей",
]  # fmt: skip

REFUSED = [
    "еженедельно", "раз в два года", "три раза в год", "2017-2013 годы", "жақын арада",
    "I квартал 2014 года - IV квартал 2015 года", "V квартал 2014 года", "Q1 2014",
    "29 февраля 2015 года", "2014 жылғы 29 ақпан", "32 января 2014 года", "01.13.2014",
    "III полугодие 2014 года", "II-I кварталы 2014 года", "до 1 марта 2014 года, далее ежегодно",
    "в месячный срок, в двухмесячный срок", "ежемесячно, раз в квартал", "в течение года",
    "ежеквартально, до 5 числа, до 10 числа", "2013-2014 годы, 2015-2016 годы",
    "ежемесячно, до 5 числа второго месяца, следующего за отчетным",
    "к 10 января и 10 июля", "до конца года", "жыл соңына дейін",
]  # fmt: skip


@pytest.mark.parametrize(
    ("phrase", "day"), [(phrase, day) for day, phrases in ONCE.items() for phrase in phrases]
)
def test_a_relative_gives_one_date(phrase: str, day: str) -> None:
    """Every spelling of a term gives the date of the plain one."""
    assert stated(phrase) == [day]


@pytest.mark.parametrize(
    ("phrase", "days"), [(phrase, days) for days, phrases in AGAIN.items() for phrase in phrases]
)
def test_a_relative_gives_the_dates_of_every_year(phrase: str, days: tuple[str, ...]) -> None:
    """Every spelling of a repeated term gives the dates of the plain one."""
    assert stated(phrase) == each_year(*days)


@pytest.mark.parametrize("phrase", ["2014-2017 годы (ежегодно, к 15 января)",
                                    "2014 - 2017 жылдары, жыл сайын 15 қаңтарға қарай",
                                    "ежегодно к 15 января 2014-2017 годов"])  # fmt: skip
def test_a_range_bounds_what_repeats(phrase: str) -> None:
    """Within the years of the range, and in no other."""
    assert stated(phrase) == FROM_2014


@pytest.mark.parametrize("phrase", NO_DATE)
def test_a_term_without_a_date_is_understood(phrase: str) -> None:
    """No date, and the words that say so."""
    found = due_dates(phrase, start=START, end=END)
    assert (found.dates, found.is_understood) == ((), True)
    assert found.reason


@pytest.mark.parametrize("phrase", REFUSED)
def test_what_is_uncertain_or_contradicts_itself_is_refused(phrase: str) -> None:
    """No date, not understood, and a sentence."""
    found = due_dates(phrase, start=START, end=END, signed=SIGNED)
    assert (found.dates, found.is_understood) == ((), False)
    assert found.reason


MONTHS_RU = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа",
             "сентября", "октября", "ноября", "декабря")  # fmt: skip
MONTHS_KK = ("қаңтарға", "ақпанға", "наурызға", "сәуірге", "мамырға", "маусымға", "шілдеге",
             "тамызға", "қыркүйекке", "қазанға", "қарашаға", "желтоқсанға")  # fmt: skip
BUSY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@BUSY
@given(
    st.integers(2013, 2017),
    st.integers(1, 12),
    st.integers(1, 31),
    st.sampled_from(["до", "к", "не позднее", ""]),
)
def test_any_day_is_that_day_in_both_languages(year: int, month: int, day: int, by: str) -> None:
    """A day that exists gives itself, worded either way; one that does not is refused."""
    exists = day <= calendar.monthrange(year, month)[1]
    expected = [dt.date(year, month, day).isoformat()] if exists else []
    assert stated(f"{by} {day} {MONTHS_RU[month - 1]} {year} года") == expected
    assert stated(f"{year} жылғы {day} {MONTHS_KK[month - 1]} дейін") == expected


@BUSY
@given(st.integers(1, 12), st.integers(1, 28), st.integers(2013, 2016), st.integers(0, 4))
def test_a_yearly_day_is_due_once_in_each_year_of_the_range(
    month: int, day: int, first: int, more: int
) -> None:
    """As many dates as years, each the day itself."""
    last = min(first + more, 2017)
    expected = [dt.date(year, month, day).isoformat() for year in range(first, last + 1)]
    ru = f"{first}-{last} годы, ежегодно к {day} {MONTHS_RU[month - 1]}"
    kk = f"{first}-{last} жылдар, жыл сайын {day} {MONTHS_KK[month - 1]}"
    assert stated(ru) == stated(kk) == expected


@BUSY
@given(st.integers(1, 15), st.sampled_from([(1, "месяцем"), (3, "кварталом"), (6, "полугодием")]))
def test_the_month_after_a_period_follows_its_end(day: int, period: tuple[int, str]) -> None:
    """The day before the first of that month is always the last of a period."""
    length, name = period
    found = stated(f"не позднее {day} числа месяца, следующего за отчетным {name}")
    assert len(found) == 5 * 12 // length
    for text in found:
        due = dt.date.fromisoformat(text)
        before = due.replace(day=1) - dt.timedelta(days=1)
        assert (due.day, before.month % length) == (day, 0)


def ask(*arguments: str) -> dict[str, object]:
    """Ask the command and read its answer."""
    told = io.StringIO()
    call_command("due_dates", *arguments, "--json", stdout=told)
    answer: dict[str, object] = json.loads(told.getvalue())
    return answer


def test_the_command_answers_with_one_object(house: None) -> None:
    """1 March 2014 was a Saturday: the day before, and the day as stated beside it."""
    years = ("--from", "2013-01-01", "--to", "2017-12-31")
    assert ask("до 1 марта 2014 года", *years) == {
        "dates": ["2014-02-28"], "reason": "", "shifted": ["2014-03-01"],
    }  # fmt: skip
    signed = ask("бір ай мерзімде", *years, "--signed", "2013-09-24")
    assert signed["dates"] == ["2013-10-24"]
    nothing = ask("постоянно", *years)
    assert (nothing["dates"], nothing["shifted"]) == ([], [])
    assert "постоянно" in str(nothing["reason"])
    assert "скоро" in str(ask("скоро", *years)["reason"])


def test_the_command_speaks_without_json_and_refuses_a_period_that_ends_first(
    house: None,
) -> None:
    """A line for each date; the stated day where it moved."""
    told = io.StringIO()
    call_command(
        "due_dates", "I квартал", "--from", "2014-01-01", "--to", "2014-12-31", stdout=told
    )
    assert told.getvalue() == "2014-03-31\n"
    with pytest.raises(CommandError, match="before the first"):
        call_command("due_dates", "I квартал", "--from", "2014-01-02", "--to", "2014-01-01")
