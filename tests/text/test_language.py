import pytest

from flows.text.language import detect

SENTENCES = {
    "en": "The minister said on Tuesday that the new law would not be changed before the end of the year.",
    "de": "Der Minister sagte am Dienstag, dass das neue Gesetz vor dem Ende des Jahres nicht geändert wird.",
    "fr": "Le ministre a dit mardi que la nouvelle loi ne serait pas modifiée avant la fin de l'année.",
    "es": "El ministro dijo el martes que la nueva ley no se cambiaría antes de que termine el año.",
    "it": "Il ministro ha detto martedì che la nuova legge non sarà cambiata prima della fine dell'anno.",
    "pt": "O ministro disse na terça-feira que a nova lei não será mudada antes do fim do ano.",
    "nl": "De minister zei dinsdag dat de nieuwe wet niet voor het einde van het jaar wordt veranderd.",
    "sv": "Ministern sade på tisdagen att den nya lagen inte ska ändras och att det är bra.",
    "da": "Ministeren sagde tirsdag, at den nye lov ikke bliver ændret, og at det er noget af det bedste.",
    "no": "Ministeren sa tirsdag at den nye loven ikke blir endret, og at det er noe av det beste.",
    "pl": "Minister powiedział we wtorek, że nowa ustawa nie zostanie zmieniona przed końcem roku.",
    "cs": "Ministr v úterý řekl, že nový zákon se do konce roku nezmění a že to je podle něj dobře.",
    "tr": "Bakan salı günü yeni yasanın yıl sonuna kadar değişmeyeceğini ve bunun çok iyi olduğunu söyledi.",
    "ru": "Министр сказал во вторник, что новый закон не будет изменён до конца года.",
    "uk": "Міністр сказав у вівторок, що новий закон не буде змінено до кінця року.",
    "ar": "قال الوزير يوم الثلاثاء إن القانون الجديد لن يتغير قبل نهاية العام.",
    "hi": "मंत्री ने मंगलवार को कहा कि नया कानून साल के अंत से पहले नहीं बदला जाएगा।",
    "zh": "部长星期二表示，新法律在年底之前不会改变。",
    "ja": "大臣は火曜日、新しい法律は年末まで変わらないと述べた。",
    "ko": "장관은 화요일 새 법이 연말까지 바뀌지 않을 것이라고 말했다.",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_is_enough(code: str) -> None:
    found, confidence = detect(SENTENCES[code])
    assert found == code
    assert 0 < confidence <= 1


@pytest.mark.parametrize(
    "text",
    [
        "Browns DL Sheldon Richardson, however, decided to weigh in on Thursday's fight on Monday",
        "LONDON (AP) — Britain's Conservative Party was accused Wednesday of trying to deceive voters",
        "The showroom accommodates three large sculptural light installations, resembling huge pieces",
    ],
)
def test_short_english(text: str) -> None:
    assert detect(text)[0] == "en"


@pytest.mark.parametrize("text", ["", "   ", "42", "Oslo", "+++ 12:30 +++", "ABC DEF"])
def test_too_little_text_has_no_language(text: str) -> None:
    assert detect(text) == (None, 0.0)
