//! Names of places in a case: cities, regions, countries, streets
//! (Граудина Л. К. и др. Словарь грамматических вариантов русского языка, М., 2001; gramota.ru, письмовник).
//!
//! Names on «-ово» and «-ино» are declined, as the literary norm has it: «в Иванове», «под Бородином».

use super::{
    adjectives::{Adjective, Agreement},
    case::{Case, Gender},
    declension::{Class, Singular},
    fleeting,
    letters::{cased, ends_in, is_consonant, is_cyrillic, lists, short_by, syllables},
    nouns::{Quantity, phrase},
};

/// Names without a singular: nominative and genitive.
const PLURALS: &[(&str, &str)] = &[
    ("чебоксары", "чебоксар"),
    ("челны", "челнов"),
    ("мытищи", "мытищ"),
    ("химки", "химок"),
    ("люберцы", "люберец"),
    ("луки", "лук"),
    ("воды", "вод"),
    ("ессентуки", "ессентуков"),
    ("горки", "горок"),
    ("шахты", "шахт"),
    ("апатиты", "апатитов"),
    ("бронницы", "бронниц"),
    ("луховицы", "луховиц"),
    ("клинцы", "клинцов"),
    ("черкассы", "черкасс"),
    ("сумы", "сум"),
    ("котельники", "котельников"),
    ("озёры", "озёр"),
    ("валуйки", "валуек"),
    ("печоры", "печор"),
    ("жигули", "жигулей"),
    ("альпы", "альп"),
    ("гималаи", "гималаев"),
    ("серги", "серёг"),
    ("карпаты", "карпат"),
    ("анды", "анд"),
    ("афины", "афин"),
    ("нидерланды", "нидерландов"),
    ("филиппины", "филиппин"),
    ("мальдивы", "мальдив"),
    ("сейшелы", "сейшел"),
    ("багамы", "багам"),
    ("канны", "канн"),
    ("салоники", "салоник"),
    ("бендеры", "бендер"),
    ("черёмушки", "черёмушек"),
    ("лужники", "лужников"),
    ("сокольники", "сокольников"),
    ("штаты", "штатов"),
    ("эмираты", "эмиратов"),
    ("острова", "островов"),
    ("березники", "березников"),
    ("боровичи", "боровичей"),
    ("сухиничи", "сухиничей"),
    ("барановичи", "барановичей"),
    ("гагры", "гагр"),
    ("бермуды", "бермуд"),
    ("дарданеллы", "дарданелл"),
    ("татры", "татр"),
    ("холмогоры", "холмогор"),
    ("дубки", "дубков"),
    ("пруды", "прудов"),
    ("ворота", "ворот"),
    ("кузьминки", "кузьминок"),
    ("мневники", "мневников"),
    ("хамовники", "хамовников"),
    ("фили", "филей"),
    ("соловки", "соловков"),
    ("курилы", "курил"),
    ("столбцы", "столбцов"),
    ("поляны", "полян"),
    ("дороги", "дорог"),
    ("броды", "бродов"),
    ("мосты", "мостов"),
    ("туймазы", "туймазов"),
    ("ливны", "ливен"),
    ("сланцы", "сланцев"),
    ("кимры", "кимр"),
    ("грязи", "грязей"),
    ("клепики", "клепиков"),
    ("вязёмы", "вязём"),
    ("холмы", "холмов"),
    ("горы", "гор"),
    ("озерки", "озерков"),
    ("петушки", "петушков"),
    ("снегири", "снегирей"),
    ("выселки", "выселок"),
    ("пески", "песков"),
    ("лубны", "лубен"),
    ("прилуки", "прилук"),
    ("кижи", "кижей"),
];

/// Masculine names on a soft sign, besides those on «-поль» and «-ль» of Slavic cities.
const MASCULINE_SOFT: &str = "ярославль переславль суздаль израиль брюссель версаль марсель кремль анадырь чернобыль лилль рославль мозырь камень тайвань пномпень ухань базель гренобль шэньчжэнь гомель тироль";

/// First parts of double names that are declined when the last part is an adjective.
const BEFORE_ADJECTIVE: &str = "каменск петропавловск переславль ленинск спасск николаевск советск борисоглебск павловск \
    петровск александровск юрьев усолье владимир каменец могилёв новоград";

/// Nouns that say what the place is; the name after them keeps its form if it has another gender.
const KINDS: &str = "республика область край округ район город село деревня посёлок поселок станица хутор улица проспект переулок \
    площадь бульвар шоссе набережная остров река озеро королевство княжество герцогство штат провинция федерация станция аул";

/// A name of a place in a case; what is not known to change stays as it is.
///
/// ```
/// use engine::russian::{case::Case, places::decline};
/// assert_eq!(decline("Ростов-на-Дону", Case::Prepositional), "Ростове-на-Дону");
/// assert_eq!(decline("Московская область", Case::Genitive), "Московской области");
/// ```
pub fn decline(text: &str, case: Case) -> String {
    if case == Case::Nominative {
        return text.to_owned();
    }
    let text = &text.replace('\u{a0}', " ");
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let kind = first.to_lowercase();
    // «города Москвы», but «Республики Татарстан» and «улицы Правда».
    match kind.as_str() {
        "город" | "река" if !rest.is_empty() => {
            let kind = phrase(&kind, Quantity::Singular, case);
            format!(
                "{} {}",
                written(&kind, first),
                several(rest, &SEPARATORS, case)
            )
        }
        "г." => format!("{first} {}", several(rest, &SEPARATORS, case)),
        _ if lists(KINDS, &kind) && !rest.is_empty() => {
            format!(
                "{} {rest}",
                written(&phrase(&kind, Quantity::Singular, case), first)
            )
        }
        _ => several(text, &SEPARATORS, case),
    }
}

/// What stands between names that are declined by themselves.
const SEPARATORS: [&str; 4] = [", ", " — ", " – ", " и "];

fn several(text: &str, separators: &[&str], case: Case) -> String {
    let Some((separator, others)) = separators.split_first() else {
        return one(text, case);
    };
    let parts = text
        .split(separator)
        .map(|part| several(part, others, case));
    parts.collect::<Vec<_>>().join(separator)
}

/// Adjectives, the name, and what follows it: «Нижний Новгород», «Соединённые Штаты Америки».
fn one(text: &str, case: Case) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let last = words.len().saturating_sub(1);
    let head = lower.iter().enumerate().position(|(at, word)| {
        at == last || !(is_adjective(word) || is_owner(word, lower.get(at + 1)))
    });
    let head = head.unwrap_or(last);
    let Some((name, form)) = lower
        .get(head)
        .and_then(|it| Some((it, hyphenated(it, case)?)))
    else {
        return text.to_owned();
    };
    let agreement = agreement(name);
    let forms = words
        .iter()
        .zip(&lower)
        .enumerate()
        .map(|(at, (word, lower))| {
            // «Ростов Великий» too.
            let adjective = || Adjective::read(lower).filter(|_| is_adjective(lower));
            let form = match at {
                _ if at == head => Some(form.clone()),
                _ if at < head && !is_adjective(lower) => Some(owner(lower, case)),
                _ => adjective().map(|(it, _)| it.form(agreement, case, false)),
            };
            form.map_or_else(|| (*word).to_owned(), |form| written(&form, word))
        });
    forms.collect::<Vec<_>>().join(" ")
}

/// «Сергиев» of «Сергиев Посад»: whose the place is.
fn is_owner(word: &str, next: Option<&String>) -> bool {
    ends_in(word, &["ев", "ов", "ёв", "ин"])
        && next.is_some_and(|next| lists("посад яр брод", next))
}

/// Whose the place is, in a case.
fn owner(word: &str, case: Case) -> String {
    let ending = match case {
        Case::Nominative | Case::Accusative => "",
        Case::Genitive => "а",
        Case::Dative => "у",
        Case::Instrumental => "ым",
        Case::Prepositional => "ом",
    };
    format!("{word}{ending}")
}

/// The form with the capitals of each part: «Санкт-Петербурга», «Ростове-на-Дону».
fn written(form: &str, like: &str) -> String {
    let parts = form.split('-').zip(like.split('-'));
    parts
        .map(|(form, like)| cased(form, like))
        .collect::<Vec<_>>()
        .join("-")
}

fn is_adjective(word: &str) -> bool {
    let last = word.rsplit('-').next().unwrap_or(word);
    let possible = ends_in(
        last,
        &["ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие"],
    );
    let noun = last.ends_with("ие")
        && !ends_in(
            last,
            &["кие", "гие", "хие", "жние", "шние", "рние", "жие", "шие"],
        );
    let noun = noun || lists("ханой уренгой марий", last);
    possible && !noun && syllables(last) > 1
}

/// What adjectives before the name agree with.
fn agreement(name: &str) -> Agreement {
    let name = name.rsplit('-').next().unwrap_or(name);
    if PLURALS.iter().any(|(it, _)| *it == name) {
        return Agreement::Many;
    }
    if let Some((_, agreement)) = Adjective::read(name).filter(|_| is_adjective(name)) {
        return agreement;
    }
    Agreement::One(match name {
        _ if ends_in(name, &["а", "я"]) => Gender::Feminine,
        _ if ends_in(name, &["о", "е"]) => Gender::Neuter,
        _ if name.ends_with('ь') && !is_masculine_soft(name) => Gender::Feminine,
        _ => Gender::Masculine,
    })
}

/// A word whose parts may be joined by hyphens; `None` if it does not change.
fn hyphenated(word: &str, case: Case) -> Option<String> {
    if !word.contains('-') {
        return single(word, case);
    }
    let parts: Vec<&str> = word.split('-').collect();
    // «Ростов-на-Дону», «Комсомольск-на-Амуре», «Франкфурт-на-Майне»: only what stands before changes.
    let small = parts
        .iter()
        .position(|part| lists("на де над под дель ла лос ле", part));
    if let Some(at) = small.filter(|at| *at > 0) {
        let (first, rest) = (parts.get(..at)?, parts.get(at..)?);
        let russian = rest.first().is_some_and(|it| lists("на над под", it));
        let first = first.join("-");
        let form = if russian {
            hyphenated(&first, case)?
        } else {
            return None;
        };
        return Some(format!("{form}-{}", rest.join("-")));
    }
    let (last, before) = parts.split_last()?;
    let form = single(last, case)?;
    let adjective = is_adjective(last);
    let before = before.iter().map(|part| {
        let changes =
            adjective && lists(BEFORE_ADJECTIVE, part) || *last == "река" && *part == "москва";
        let form = if changes { single(part, case) } else { None };
        form.unwrap_or_else(|| (*part).to_owned())
    });
    let mut forms: Vec<String> = before.collect();
    forms.push(form);
    Some(forms.join("-"))
}

fn single(word: &str, case: Case) -> Option<String> {
    if !is_cyrillic(word) || is_abbreviation(word) {
        return None;
    }
    if lists(KINDS, word) {
        return Some(phrase(word, Quantity::Singular, case));
    }
    if let Some((_, genitive)) = PLURALS.iter().find(|(it, _)| *it == word) {
        return Some(plural(word, genitive, case));
    }
    if is_adjective(word) {
        let (adjective, agreement) = Adjective::read(word)?;
        return Some(adjective.form(agreement, case, false));
    }
    let (class, cut) = class(word)?;
    let nominative = short_by(word, cut);
    let stem = match class {
        Class::Consonant | Class::Soft => stem(word),
        _ => None,
    };
    let stem = stem.unwrap_or_else(|| nominative.clone());
    let stressed = class == Class::Consonant
        && (word.ends_with("ец") && !lists("олонец торопец", word) || word == "ключ")
        || lists("кремль чечня", word);
    let noun = Singular {
        nominative: &nominative,
        stem: &stem,
        class,
        stressed,
        animate: false,
    };
    Some(noun.form(case))
}

/// «Орла», «Ельца», «Торжка», «Египта».
fn stem(word: &str) -> Option<String> {
    match word {
        "орел" => Some("орл".to_owned()),
        "городок" | "торжок" | "волочёк" | "волочек" => {
            Some(format!("{}к", short_by(word, 2)))
        }
        _ if word.ends_with("ок") => None, // Судок, Бангкок
        _ => fleeting::stem(word),
    }
}

fn plural(word: &str, genitive: &str, case: Case) -> String {
    let stem = word.trim_end_matches(['ы', 'и', 'а']);
    let soft = ends_in(genitive, &["ей", "ев"]) && !ends_in(stem, &["ч", "щ", "ц", "ж", "ш"]);
    let (dative, instrumental, prepositional) = if soft {
        ("ям", "ями", "ях")
    } else {
        ("ам", "ами", "ах")
    };
    match case {
        Case::Nominative | Case::Accusative => word.to_owned(),
        Case::Genitive => genitive.to_owned(),
        Case::Dative => format!("{stem}{dative}"),
        Case::Instrumental => format!("{stem}{instrumental}"),
        Case::Prepositional => format!("{stem}{prepositional}"),
    }
}

/// The class, and how many letters the nominative adds to the stem; `None` for names with one form.
fn class(word: &str) -> Option<(Class, usize)> {
    let foreign = ends_in(word, &["уа", "иа", "оа"]);
    Some(match word {
        _ if foreign || syllables(word) == 0 => return None,
        _ if ends_in(word, &["ово", "ево", "ёво", "ино", "ыно"]) && syllables(word) > 2 => {
            (Class::O, 1)
        }
        _ if ends_in(
            word,
            &[
                "морье",
                "лесье",
                "горье",
                "волжье",
                "московье",
                "байкалье",
                "амурье",
                "полье",
                "жье",
                "ярье",
                "речье",
                "солье",
            ],
        ) =>
        {
            (Class::E, 1)
        }
        _ if word.ends_with("ие") => (Class::Ie, 2),
        _ if word.ends_with("ия") => (Class::Iya, 2),
        _ if word.ends_with('я') => (Class::Ya, 1),
        _ if word.ends_with('а') => (Class::A, 1),
        _ if word.ends_with("ий") => (Class::Iy, 2),
        _ if word.ends_with('й') => (Class::Yot, 1),
        _ if word.ends_with('ь') && is_masculine_soft(word) => (Class::Soft, 1),
        _ if word.ends_with('ь') => (Class::FeminineSoft, 1),
        _ if word.ends_with(is_consonant) => (Class::Consonant, 0),
        _ => return None,
    })
}

fn is_masculine_soft(word: &str) -> bool {
    lists(MASCULINE_SOFT, word) || ends_in(word, &["поль", "виль"])
}

/// Names made of first letters have one form.
fn is_abbreviation(word: &str) -> bool {
    lists(
        "сша оаэ ссср юар снг рф кнр кндр фрг гдр ес хмао янао мкад марий",
        word,
    )
}
