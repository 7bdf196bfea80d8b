//! Fleeting vowels of masculine nouns and surnames: «отец — отца», «звонок — звонка», «лев — льва»
//! (Зализняк А. А. Грамматический словарь русского языка, М., 1977, знак «*»).

use super::letters::{is_consonant, is_vowel, lists, syllables};

/// Words on «-ок» and «-ёк» that keep the vowel.
const KEEPS: &str = "урок срок порок пророк игрок знаток поток исток восток приток отток сток кровоток водоток зарок \
    оброк ходок едок ездок седок клок блок моноблок рок шок сок ток кок док скок волок морок намёк упрёк \
    владивосток видеоурок бок щёлок артишок электрошок";

/// Words whose vowel is not told by their ending.
const OTHERS: &[(&str, &str)] = &[
    ("день", "дн"),
    ("пень", "пн"),
    ("камень", "камн"),
    ("корень", "корн"),
    ("парень", "парн"),
    ("ремень", "ремн"),
    ("ливень", "ливн"),
    ("уровень", "уровн"),
    ("перечень", "перечн"),
    ("перстень", "перстн"),
    ("гребень", "гребн"),
    ("плетень", "плетн"),
    ("студень", "студн"),
    ("щебень", "щебн"),
    ("трутень", "трутн"),
    ("полдень", "полдн"),
    ("огонь", "огн"),
    ("уголь", "угл"),
    ("угорь", "угр"),
    ("локоть", "локт"),
    ("ноготь", "ногт"),
    ("коготь", "когт"),
    ("лапоть", "лапт"),
    ("дёготь", "дёгт"),
    ("стебель", "стебл"),
    ("кашель", "кашл"),
    ("хребет", "хребт"),
    ("угол", "угл"),
    ("узел", "узл"),
    ("посол", "посл"),
    ("козёл", "козл"),
    ("орёл", "орл"),
    ("осёл", "осл"),
    ("котёл", "котл"),
    ("пепел", "пепл"),
    ("ковёр", "ковр"),
    ("костёр", "костр"),
    ("шатёр", "шатр"),
    ("ветер", "ветр"),
    ("лоб", "лб"),
    ("рот", "рт"),
    ("лев", "льв"),
    ("лёд", "льд"),
    ("лён", "льн"),
    ("мох", "мх"),
    ("ров", "рв"),
    ("пёс", "пс"),
    ("сон", "сн"),
    ("заём", "займ"),
    ("наём", "найм"),
    ("дятел", "дятл"),
    ("чехол", "чехл"),
    ("хохол", "хохл"),
    ("щегол", "щегл"),
    ("шов", "шв"),
    ("псалом", "псалм"),
    ("свёкор", "свёкр"),
    ("овёс", "овс"),
    ("бубен", "бубн"),
    ("молебен", "молебн"),
    ("багор", "багр"),
    ("бугор", "бугр"),
    ("дёрен", "дёрн"),
    ("заяц", "зайц"),
    ("воробей", "воробь"),
    ("соловей", "соловь"),
    ("муравей", "муравь"),
    ("ручей", "ручь"),
    ("улей", "уль"),
    ("чирей", "чирь"),
    ("репей", "репь"),
    ("павел", "павл"),
    ("пётр", "петр"),
    ("египет", "египт"),
    ("церковь", "церкв"),
    ("любовь", "любв"),
    ("ложь", "лж"),
    ("рожь", "рж"),
    ("вошь", "вш"),
];

/// Words on «-ец» that lose the vowel after two consonants.
const LOSES_AFTER_TWO: &str = "столбец истец";

/// The stem of the other cases, without their ending; `None` if the word keeps its vowels.
///
/// ```
/// use engine::russian::fleeting::stem;
/// assert_eq!(stem("китаец").as_deref(), Some("китайц"));
/// assert_eq!(stem("кузнец"), None);
/// ```
pub fn stem(word: &str) -> Option<String> {
    if let Some((_, stem)) = OTHERS.iter().find(|(it, _)| *it == word) {
        return Some((*stem).to_owned());
    }
    if syllables(word) < 2 || lists(KEEPS, word) {
        return None;
    }
    let rest = |ending| word.strip_suffix(ending);
    if let Some(before) = rest("ец") {
        return before_ts(word, before);
    }
    if let Some(before) = rest("ёк") {
        return Some(format!("{}к", softened(before, true)));
    }
    if let Some(before) = rest("ок") {
        return before.ends_with(is_consonant).then(|| format!("{before}к"));
    }
    // «кусочек», but «человек».
    let before = rest("ек")?;
    let diminutive = before.ends_with(['ч', 'ш', 'ж']);
    diminutive.then(|| format!("{before}к"))
}

fn before_ts(word: &str, before: &str) -> Option<String> {
    let mut last = before.chars().rev();
    let (one, two) = (last.next()?, last.next()?);
    if is_vowel(one) {
        return Some(format!("{before}йц"));
    }
    // «голландец» and «истец» lose it, «мудрец» and «кузнец» would be hard to say.
    let cluster = is_consonant(two) && two != 'й';
    let loses = !cluster || before.ends_with("нд") || lists(LOSES_AFTER_TWO, word);
    loses.then(|| format!("{}ц", softened(before, false)))
}

/// «л» keeps its softness before «к» and «ц»: «палец — пальца»; before «к» other consonants do too.
fn softened(before: &str, every: bool) -> String {
    if before.ends_with(is_vowel) {
        format!("{before}й")
    } else if before.ends_with('л') || every {
        format!("{before}ь")
    } else {
        before.to_owned()
    }
}
