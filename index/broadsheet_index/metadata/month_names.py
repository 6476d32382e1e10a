"""Names of months, their short forms and cases, in twenty languages, as bylines and datelines write them.

Croatian is left out on purpose: its "listopad" is October, and the same word is November in Polish and Czech.
"""

from __future__ import annotations

MONTHS: tuple[tuple[str, ...], ...] = tuple(
    tuple(names.split())
    for names in (
        "يناير ינואר jan january januar jänner jän januari janvier janv enero ene gennaio genn gen janeiro styczeń stycznia sty leden ledna led"
        " январь января янв січень січня січ ocak oca ianuarie január januára ιανουαρίου tammikuuta tammikuu",
        "فبراير פברואר feb february februar feber februari février fevrier févr fevr fév febrero febbraio febb fevereiro fev luty lutego lut únor"
        " února февраль февраля фев февр лютий лютого лют şubat şub februarie február februára φεβρουαρίου helmikuuta pebruari",
        "مارس מרץ mar march märz maerz mär mrz maart mrt mars marzo março marco marzec marca březen března bře март марта мар березень березня бер"
        " mart martie március marec μαρτίου maaliskuuta maret",
        "أبريل ابريل אפריל apr april avril avr abril abr aprile aprilie kwiecień kwietnia kwi duben dubna апрель апреля апр квітень квітня квіт nisan nis"
        " április apríl apríla απριλίου huhtikuuta",
        "مايو מאי may mai mei mayo maggio mag maio maj maja května květen май мая травень травня трав mayıs május máj mája μαΐου toukokuuta",
        "يونيو יוני jun june juni juin junio giugno giu junho czerwiec czerwca cze červen června июнь июня июн червень червня черв haziran haz iunie"
        " június jún júna ιουνίου kesäkuuta",
        "يوليو יולי jul july juli juillet juil julio luglio lug julho lipiec lipca lip červenec července июль июля июл липень липня лип temmuz tem"
        " iulie július júl júla ιουλίου heinäkuuta",
        "أغسطس אוגוסט aug august augustus août aout agosto ago augusti sierpień sierpnia sie srpen srpna август августа авг серпень серпня серп"
        " ağustos ağu augusztus augusta αυγούστου elokuuta agustus agu",
        "سبتمبر ספטמבר sep sept september septembre septiembre setiembre settembre sett set setembro wrzesień września wrz září сентябрь сентября сен"
        " сент вересень вересня вер eylül eyl septembrie szeptember septembra σεπτεμβρίου syyskuuta",
        "أكتوبر اكتوبر אוקטובר oct october okt oktober octobre octubre ottobre ott outubro out październik października paź říjen října октябрь октября окт"
        " жовтень жовтня жовт ekim eki octombrie október októbra οκτωβρίου lokakuuta",
        "نوفمبر נובמבר nov november novembre noviembre novembro listopad listopada lis ноябрь ноября ноя нояб листопад листопада лист kasım kas"
        " noiembrie novembra νοεμβρίου marraskuuta nopember",
        "ديسمبر דצמבר dec december dez dezember décembre decembre déc diciembre dic dicembre dezembro grudzień grudnia gru prosinec prosince декабрь"
        " декабря дек грудень грудня груд aralık ara decembrie decembra des desember δεκεμβρίου joulukuuta",
    )
)

WEEKDAYS: tuple[tuple[str, ...], ...] = (
    ("mon", "monday", "montag", "lundi", "lunes", "lunedì", "maandag", "mandag", "måndag"),
    ("tue", "tues", "tuesday", "dienstag", "mardi", "martes", "martedì", "dinsdag", "tirsdag", "tisdag"),
    ("wed", "wednesday", "mittwoch", "mercredi", "miércoles", "mercoledì", "woensdag", "onsdag"),
    ("thu", "thur", "thurs", "thursday", "donnerstag", "jeudi", "jueves", "giovedì", "donderdag", "torsdag"),
    ("fri", "friday", "freitag", "vendredi", "viernes", "venerdì", "vrijdag", "fredag"),
    ("sat", "saturday", "samstag", "samedi", "sábado", "sabato", "zaterdag", "lørdag", "lördag"),
    ("sun", "sunday", "sonntag", "dimanche", "domingo", "domenica", "zondag", "søndag", "söndag"),
)
