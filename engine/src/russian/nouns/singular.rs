//! Classes of nouns, told by their ending and by lists, and their forms in the singular.

use super::{animate::is_animate, irregular::FIXED};
use crate::russian::{
    case::{Case, Gender},
    declension::{Class, Singular},
    fleeting,
    letters::{ends_in, is_consonant, is_hushing, lists, short_by, syllables},
};

/// Masculine nouns on a soft sign; most others are feminine.
const MASCULINE_SOFT: &str = "день путь рубль корабль конь гость зверь дождь огонь уголь король апрель июнь июль кремль профиль стиль отель \
    автомобиль контроль пароль патруль руль ноль нуль алкоголь госпиталь рояль вексель тоннель туннель картофель \
    портфель дизель кашель коктейль никель кабель бинокль ансамбль спектакль лагерь шампунь олень тюлень камень \
    корень парень ясень ливень уровень перечень бюллетень медведь лебедь голубь червь якорь вождь гвоздь груздь \
    ноготь локоть коготь лось гусь карась окунь тополь щавель хрусталь витязь князь ферзь пень ремень гребень \
    полдень студень щебень перстень стебель крендель тигель модуль тюль текстиль \
    фитиль костыль мотыль шмель хмель кисель журавль дирижабль соболь гоголь зять тесть деверь ячмень женьшень \
    юань фэнь кафель дёготь лапоть вихрь вепрь ферзь писарь егерь слесарь секретарь \
    янтарь октябрь ноябрь декабрь сентябрь монастырь богатырь пузырь пластырь жёлудь угорь вензель штемпель вестибюль \
    эндшпиль шпиль дупель учитель ансамбль артикль шницель джоуль лось";

/// Nouns whose ending is stressed where it shows: «ключом», «рублём».
const STRESSED: &str = "ключ нож карандаш гараж этаж багаж чертёж платёж чертеж платеж рубеж грабёж грабеж падеж отец конец дворец купец продавец боец певец \
    кузнец мудрец образец огурец жилец плащ борщ мяч луч кирпич паралич москвич монтаж тираж вираж витраж метраж фураж \
    мятеж шалаш мираж ёж врач венец торец ларец рубец зубец творец борец молодец близнец мертвец столбец истец \
    вдовец гонец беглец хитрец наглец леденец холодец свинец голубец \
    день пень конь рубль корабль король огонь руль ноль нуль журавль вождь дождь гвоздь кремль ремень уголь угорь \
    январь февраль сентябрь октябрь ноябрь декабрь словарь секретарь вратарь календарь фонарь сухарь букварь алтарь царь \
    монастырь богатырь пузырь кисель фитиль костыль ячмень шмель \
    ручей воробей соловей муравей путь \
    земля семья статья судья скамья свинья змея заря петля простыня клешня ступня родня броня западня ладья швея колея \
    чешуя душа свеча межа левша лапша овца каланча саранча ханжа вожжа жильё бельё ружьё копьё сырьё бытьё питьё враньё";

/// What a noun is.
#[derive(Clone, Debug)]
pub struct Noun {
    /// In lower case.
    pub word: String,
    /// Its class.
    pub class: Class,
    /// Decides the forms of adjectives before it.
    pub gender: Gender,
    /// Without the ending of the nominative.
    pub base: String,
    /// Without the ending of other cases.
    pub stem: String,
    /// Whether it names a living being.
    pub animate: bool,
}

impl Noun {
    /// Finds what a noun in lower case is; `None` if it has one form, or is no noun that we know how to read.
    pub fn read(word: &str) -> Option<Self> {
        let (class, gender, cut) = class(word)?;
        let base = short_by(word, cut);
        let shifts = class != Class::FeminineSoft || lists("церковь любовь ложь рожь вошь", word);
        let consonant = matches!(class, Class::Consonant | Class::Soft | Class::Yot)
            || class == Class::FeminineSoft;
        let stem = match word {
            "мать" => "матер".to_owned(),
            "дочь" => "дочер".to_owned(),
            "чертёж" | "платёж" | "грабёж" => word.replace('ё', "е"),
            "ёж" => "еж".to_owned(),
            _ if shifts && consonant => fleeting::stem(word).unwrap_or_else(|| base.clone()),
            _ => base.clone(),
        };
        let animate = gender == Gender::Masculine && is_animate(word);
        let word = word.to_owned();
        Some(Self {
            word,
            class,
            gender,
            base,
            stem,
            animate,
        })
    }

    /// Its form in the singular.
    pub fn form(&self, case: Case) -> String {
        let alone = match self.word.as_str() {
            "путь" => Some(["путь", "пути", "пути", "путь", "путём", "пути"]),
            "полчаса" => Some([
                "полчаса",
                "получаса",
                "получасу",
                "полчаса",
                "получасом",
                "получасе",
            ]),
            "полгода" => Some([
                "полгода",
                "полугода",
                "полугоду",
                "полгода",
                "полугодом",
                "полугоде",
            ]),
            "дитя" => Some(["дитя", "дитяти", "дитяти", "дитя", "дитятей", "дитяти"]),
            _ => None,
        };
        if let Some(forms) = alone {
            return case.of(&forms).to_owned();
        }
        if let Some(stem) = self
            .word
            .strip_suffix("мя")
            .filter(|_| is_of_time(&self.word))
        {
            return format!(
                "{stem}{}",
                case.of(&["мя", "мени", "мени", "мя", "менем", "мени"])
            );
        }
        if case == Case::Nominative || case == Case::Accusative && self.gender == Gender::Neuter {
            return self.word.clone();
        }
        let nominative = match self.word.as_str() {
            "мать" | "дочь" if case == Case::Instrumental => self.stem.as_str(),
            _ => self.base.as_str(),
        };
        let noun = Singular {
            nominative,
            stem: &self.stem,
            class: self.class,
            stressed: self.is_stressed(),
            animate: self.animate,
        };
        noun.form(case)
    }

    /// Whether the ending is stressed, as far as spelling shows it.
    pub(super) fn is_stressed(&self) -> bool {
        let word = self.word.as_str();
        let trade = word.ends_with("ач") && !lists("матч плач", word);
        let listed = lists(STRESSED, word) || word.ends_with("ырь") && word != "пластырь";
        // «лицо», «плечо»: an unstressed ending would be written «е».
        let visible = ends_in(word, &["цо", "чо", "що", "шо", "ьё"]);
        trade || listed || visible
    }
}

/// «время», «имя».
pub(super) fn is_of_time(word: &str) -> bool {
    lists(
        "имя время племя знамя семя бремя пламя темя вымя стремя",
        word,
    )
}

/// Class, gender, and how many letters the nominative adds to the stem.
fn class(word: &str) -> Option<(Class, Gender, usize)> {
    use Gender::{Feminine, Masculine, Neuter};
    if lists(FIXED, word) || syllables(word) == 0 || word.chars().nth(1).is_none() {
        return None;
    }
    if is_of_time(word) {
        return Some((Class::Ya, Neuter, 1));
    }
    let he_on_vowel = || {
        let he = lists(
            "папа дядя дедушка юноша мужчина судья слуга староста кофе полчаса полгода",
            word,
        );
        if he { Masculine } else { Feminine }
    };
    Some(match word {
        _ if word.ends_with("ий") => (Class::Iy, Masculine, 2),
        _ if word.ends_with('й') => (Class::Yot, Masculine, 1),
        _ if word.ends_with('ь') && is_masculine_soft(word) => (Class::Soft, Masculine, 1),
        _ if word.ends_with('ь') => (Class::FeminineSoft, Feminine, 1),
        _ if word.ends_with("ия") => (Class::Iya, Feminine, 2),
        _ if word.ends_with('я') => (Class::Ya, he_on_vowel(), 1),
        _ if word.ends_with('а') => (Class::A, he_on_vowel(), 1),
        _ if word.ends_with('о') => (Class::O, Neuter, 1),
        _ if word.ends_with("ие") => (Class::Ie, Neuter, 2),
        _ if word.ends_with("ьё") => (Class::E, Neuter, 1),
        _ if word.ends_with('е') => (Class::E, Neuter, 1),
        _ if word.ends_with(is_consonant) => (Class::Consonant, Masculine, 0),
        _ => return None,
    })
}

fn is_masculine_soft(word: &str) -> bool {
    let feminine = lists(
        "артель метель постель обитель добродетель кровать тварь гарь хмарь сталь ширь",
        word,
    );
    let by_ending = ends_in(word, &["тель", "арь", "ырь"]) && !feminine;
    !is_hushing(word) && (by_ending || lists(MASCULINE_SOFT, word))
}
