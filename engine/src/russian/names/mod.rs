//! Full names of people: their parts in any order, the gender, and the name in a case.

use super::{
    case::{Case, Gender},
    letters::{cased, is_cyrillic, lists, syllables},
};

pub mod given;
pub mod patronymic;
pub mod surname;

/// Words before a surname that belong to it and have one form.
const BEFORE_SURNAME: &str = "фон ван де да ди дель дю ла ле дер ибн аль эль бен";

/// Words that are no part of the name and have one form.
const TITLES: &str = "ип ооо оао зао ао пао";

/// A text of more words is no name.
const MAX_WORDS: usize = 12;

/// What a part of a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Имя
    Given,
    /// Фамилия
    Surname,
    /// Отчество
    Patronymic,
    /// A title, initials, something that is no word: never declined.
    Other,
}

/// A name taken to pieces.
#[derive(Clone, Debug)]
pub struct FullName {
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
struct Part {
    /// Words before it that belong to it, with their spaces: «фон ».
    before: String,
    word: String,
    /// The same in lower case.
    lower: String,
    /// Words after it that belong to it: « оглы».
    after: String,
    /// A comma or the like at its end.
    tail: String,
    role: Role,
}

impl FullName {
    /// Takes a name to pieces; the order of its words is found by what they are.
    ///
    /// ```
    /// use engine::russian::{case::Case, names::FullName};
    /// let name = FullName::read("Пётр Ильич Чайковский");
    /// assert_eq!(name.form(Case::Dative), "Петру Ильичу Чайковскому");
    /// ```
    pub fn read(text: &str) -> Self {
        if text.split_whitespace().nth(MAX_WORDS).is_some() {
            let whole = Part::new(String::new(), text, String::new());
            return Self { parts: vec![whole] };
        }
        let mut parts: Vec<Part> = Vec::new();
        let mut before = String::new();
        for written in text.split_whitespace() {
            let word = written.trim_end_matches([',', ';', '!', '?']);
            let lower = word.to_lowercase();
            if word == lower && lists(BEFORE_SURNAME, &lower) {
                before.push_str(word);
                before.push(' ');
                continue;
            }
            let particle = patronymic::gender_of_particle(&lower).is_some();
            let tail = written.get(word.len()..).unwrap_or_default();
            match parts.last_mut() {
                Some(father) if particle => {
                    father.after = format!(" {word}");
                    tail.clone_into(&mut father.tail);
                    father.role = Role::Patronymic;
                }
                _ => {
                    let mut part = Part::new(std::mem::take(&mut before), word, lower);
                    tail.clone_into(&mut part.tail);
                    parts.push(part);
                }
            }
        }
        if !before.is_empty() {
            parts.push(Part::new(String::new(), before.trim_end(), String::new()));
        }
        let mut name = Self { parts };
        name.assign_roles();
        name
    }

    /// The gender of its owner, told by patronymic, given name or surname; `None` if none tells.
    pub fn gender(&self) -> Option<Gender> {
        let of = |role: Role, tell: fn(&Part) -> Option<Gender>| {
            let mut parts = self.parts.iter().filter(move |part| part.role == role);
            parts.find_map(tell)
        };
        of(Role::Patronymic, Part::gender_as_patronymic)
            .or_else(|| of(Role::Given, |part| given::gender(&part.lower)))
            .or_else(|| of(Role::Surname, |part| surname::gender(&part.lower)))
    }

    /// The name in a case, its words in the order they had.
    pub fn form(&self, case: Case) -> String {
        let gender = self.gender();
        let foreign = self.is_of_syllables();
        let last = self.parts.len().saturating_sub(1);
        let words = self.parts.iter().enumerate().map(|(at, part)| {
            if foreign && at < last {
                format!("{}{}", part.text(), part.tail)
            } else {
                part.form(gender, case)
            }
        });
        words.collect::<Vec<_>>().join(" ")
    }

    /// The words that play a role, as they are written.
    pub fn part(&self, role: Role) -> String {
        let parts = self.parts.iter().filter(|part| part.role == role);
        parts.map(Part::text).collect::<Vec<_>>().join(" ")
    }

    /// Whether a patronymic or a known given name makes it a name beyond doubt.
    pub fn is_certain(&self) -> bool {
        let known = |part: &Part| match part.role {
            Role::Given => given::is_known(&part.lower),
            Role::Patronymic => true,
            Role::Surname | Role::Other => false,
        };
        self.parts.len() > 1 && self.parts.iter().any(known)
    }

    /// «Ким Чен Ын»: of Korean names written apart only the last word changes.
    fn is_of_syllables(&self) -> bool {
        self.parts.len() == 3
            && self
                .parts
                .iter()
                .all(|part| syllables(&part.lower) == 1 && part.role != Role::Other)
    }

    fn assign_roles(&mut self) {
        let mut words: Vec<&mut Part> = self
            .parts
            .iter_mut()
            .filter(|part| part.role != Role::Other)
            .collect();
        let initials = words.iter().any(|part| part.is_initials());
        words.retain(|part| !part.is_initials() && part.after.is_empty());
        match words.as_mut_slice() {
            [] => {}
            [one] => one.role = if initials { Role::Surname } else { one.alone() },
            [one, two] => (one.role, two.role) = pair(one, two),
            [one, two, three, rest @ ..] => {
                (one.role, two.role, three.role) = triple(one, two, three);
                for part in rest {
                    part.role = if part.is_given() {
                        Role::Given
                    } else {
                        Role::Surname
                    };
                }
            }
        }
    }
}

/// «Иванов Иван», «Иван Иванов», «Иван Иванович».
fn pair(one: &Part, two: &Part) -> (Role, Role) {
    let genders = (given::gender(&one.lower), given::gender(&two.lower));
    // «Ким Наталья»: a man's name before a woman's is her surname.
    if genders == (Some(Gender::Masculine), Some(Gender::Feminine)) {
        return (Role::Surname, Role::Given);
    }
    if one.is_given() && !two.is_given() {
        let his = two.gender_as_patronymic();
        let hers = given::gender(&one.lower);
        // «Анна Абрамович» is no daughter of Abram: that would be «Абрамовна».
        let father = his.is_some() && (hers.is_none() || his == hers);
        return (
            Role::Given,
            if father {
                Role::Patronymic
            } else {
                Role::Surname
            },
        );
    }
    if two.is_given() && !one.is_given() {
        return (Role::Surname, Role::Given);
    }
    if two.gender_as_patronymic().is_some() {
        return (Role::Given, Role::Patronymic);
    }
    let surname_first = surname::is_typical(&one.lower) && !surname::is_typical(&two.lower);
    if surname_first && !one.is_given() {
        (Role::Surname, Role::Given)
    } else {
        (Role::Given, Role::Surname)
    }
}

fn triple(one: &Part, two: &Part, three: &Part) -> (Role, Role, Role) {
    let father = |part: &Part| part.gender_as_patronymic().is_some();
    match (father(two), father(three)) {
        // «Абрамович Роман Аркадьевич», «Роман Аркадьевич Абрамович».
        (true, true) if one.is_given() => (Role::Given, Role::Patronymic, Role::Surname),
        (_, true) => (Role::Surname, Role::Given, Role::Patronymic),
        (true, false) => (Role::Given, Role::Patronymic, Role::Surname),
        (false, false) if one.is_given() && two.is_given() => {
            (Role::Given, Role::Given, Role::Surname)
        }
        (false, false) if two.is_given() && three.is_given() => {
            (Role::Surname, Role::Given, Role::Given)
        }
        (false, false) if one.is_given() => (Role::Given, Role::Surname, Role::Surname),
        (false, false) => (Role::Surname, Role::Given, Role::Given),
    }
}

impl Part {
    fn new(before: String, word: &str, lower: String) -> Self {
        let russian = lower.split('-').all(is_cyrillic) && !lists(TITLES, &lower);
        let initials = is_initials(&lower);
        Self {
            before,
            word: word.to_owned(),
            lower,
            after: String::new(),
            tail: String::new(),
            role: if russian || initials {
                Role::Given
            } else {
                Role::Other
            },
        }
    }

    fn is_initials(&self) -> bool {
        is_initials(&self.lower)
    }

    fn is_given(&self) -> bool {
        given::is_known(&self.lower)
    }

    fn gender_as_patronymic(&self) -> Option<Gender> {
        let particle = patronymic::gender_of_particle(self.after.trim_start());
        particle.or_else(|| patronymic::gender(&self.lower))
    }

    /// The role of the only word, which adjectives are too: «Толстая».
    fn alone(&self) -> Role {
        if self.is_given() {
            Role::Given
        } else if self.gender_as_patronymic().is_some() {
            Role::Patronymic
        } else if surname::is_typical(&self.lower) {
            Role::Surname
        } else {
            Role::Given
        }
    }

    /// As it is written.
    fn text(&self) -> String {
        format!("{}{}{}", self.before, self.word, self.after)
    }

    fn form(&self, gender: Option<Gender>, case: Case) -> String {
        let fixed = self.role == Role::Other || self.is_initials() || !self.after.is_empty();
        if fixed || case == Case::Nominative {
            return format!("{}{}", self.text(), self.tail);
        }
        let he = gender.unwrap_or(Gender::Masculine);
        let form = match self.role {
            Role::Given => each(&self.lower, |part| given::decline(part, he, case)),
            Role::Surname => surname::decline(&self.lower, he, case),
            Role::Patronymic => patronymic::decline(&self.lower, case),
            Role::Other => self.lower.clone(),
        };
        let forms = form.split('-').zip(self.word.split('-'));
        let written: Vec<String> = forms.map(|(form, like)| cased(form, like)).collect();
        format!("{}{}{}", self.before, written.join("-"), self.tail)
    }
}

/// «И.», «И.И.» or a single letter.
fn is_initials(lower: &str) -> bool {
    let mut pieces = lower.split(['.', '-']);
    let short = |piece: &str| piece.chars().count() <= 1 && piece.chars().all(char::is_alphabetic);
    !lower.is_empty() && pieces.all(short) && lower != "-"
}

/// «Анна-Мария»: each part is declined; of «Жан-Поль» only the last.
fn each(lower: &str, decline: impl Fn(&str) -> String) -> String {
    let last = lower.split('-').count().saturating_sub(1);
    let parts = lower.split('-').enumerate();
    let forms = parts.map(|(at, part)| {
        let fixed = at < last && lists("жан пьер мари анри абу", part);
        if fixed {
            part.to_owned()
        } else {
            decline(part)
        }
    });
    forms.collect::<Vec<_>>().join("-")
}
