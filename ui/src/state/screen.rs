//! The screens of the panel and their addresses after `#`.

use engine::{EntityKind, EntityRef};

/// Where the user is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// Scenario list.
    #[default]
    Scenarios,
    /// Editor of a scenario.
    Editor {
        /// Number of the scenario.
        scenario: u64,
    },
    /// Debugger of a scenario.
    Runs {
        /// Number of the scenario.
        scenario: u64,
        /// The opened run.
        run: Option<String>,
    },
    /// Delayed triggers that wait.
    Waiting {
        /// Only those about this card.
        entity: Option<EntityRef>,
    },
    /// What the account has used.
    Statistics,
}

impl Screen {
    /// Reads an address; anything unknown is the list.
    pub fn parse(hash: &str) -> Self {
        let parts: Vec<&str> = hash
            .trim_start_matches('#')
            .split('/')
            .filter(|part| !part.is_empty())
            .collect();
        Self::of_parts(&parts).unwrap_or_default()
    }

    fn of_parts(parts: &[&str]) -> Option<Self> {
        if parts.first() == Some(&"waiting") {
            return waiting(parts.get(1..)?);
        }
        if parts == ["statistics"] {
            return Some(Self::Statistics);
        }
        let scenario = parts.get(1)?.parse().ok()?;
        match (parts.first()?, parts.get(2), parts.get(3)) {
            (&"scenario", None, None) => Some(Self::Editor { scenario }),
            (&"scenario", Some(&"runs"), run) => Some(Self::Runs {
                scenario,
                run: run.map(|run| (*run).to_owned()),
            }),
            _ => None,
        }
    }

    /// The address of a screen.
    pub fn hash(&self) -> String {
        match self {
            Self::Scenarios => "#/".to_owned(),
            Self::Editor { scenario } => format!("#/scenario/{scenario}"),
            Self::Runs {
                scenario,
                run: None,
            } => format!("#/scenario/{scenario}/runs"),
            Self::Runs {
                scenario,
                run: Some(run),
            } => format!("#/scenario/{scenario}/runs/{run}"),
            Self::Statistics => "#/statistics".to_owned(),
            Self::Waiting { entity: None } => "#/waiting".to_owned(),
            Self::Waiting {
                entity: Some(entity),
            } => format!("#/waiting/{}/{}", entity.kind.word(), entity.id),
        }
    }
}

fn waiting(parts: &[&str]) -> Option<Screen> {
    let entity = match parts {
        [] => None,
        [word, id] => {
            let mut kinds = EntityKind::ALL.into_iter();
            let kind = kinds.find(|kind| kind.word() == *word)?;
            let id = id.parse().ok()?;
            Some(EntityRef { kind, id })
        }
        _ => return None,
    };
    Some(Screen::Waiting { entity })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_back_to_its_screen() {
        let screens = [
            Screen::Scenarios,
            Screen::Editor { scenario: 12 },
            Screen::Runs {
                scenario: 12,
                run: None,
            },
            Screen::Runs {
                scenario: 12,
                run: Some("a-1".to_owned()),
            },
            Screen::Statistics,
            Screen::Waiting { entity: None },
            Screen::Waiting {
                entity: Some(EntityRef {
                    kind: EntityKind::Company,
                    id: 7,
                }),
            },
        ];
        for screen in screens {
            assert_eq!(Screen::parse(&screen.hash()), screen);
        }
    }

    #[test]
    fn an_unknown_address_is_the_list() {
        for hash in [
            "",
            "#",
            "#/x/1",
            "#/scenario/one",
            "#/scenario/1/other",
            "#/waiting/lead",
        ] {
            assert_eq!(Screen::parse(hash), Screen::Scenarios);
        }
    }
}
