//! The kinds of things that carry fields, tags and links, and their many spellings.

/// What a link, a task or a note can belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Контакт.
    Contact,
    /// Сделка.
    Lead,
    /// Компания.
    Company,
    /// Элемент списка.
    Element,
}

impl Kind {
    /// The kinds that have methods of their own directly under `/api/v4`.
    pub const CARDS: [Kind; 3] = [Kind::Lead, Kind::Contact, Kind::Company];

    /// REST paths, tasks, links and custom fields.
    pub fn plural(self) -> &'static str {
        match self {
            Kind::Contact => "contacts",
            Kind::Lead => "leads",
            Kind::Company => "companies",
            Kind::Element => "catalog_elements",
        }
    }

    /// Events and the names of hook settings.
    pub fn singular(self) -> &'static str {
        match self {
            Kind::Contact => "contact",
            Kind::Lead => "lead",
            Kind::Company => "company",
            Kind::Element => "catalog_element",
        }
    }

    /// The first word of "… not found" messages.
    pub fn title(self) -> &'static str {
        match self {
            Kind::Contact => "Contact",
            Kind::Lead => "Lead",
            Kind::Company => "Company",
            Kind::Element => "Element",
        }
    }

    /// `element_type` of hooks and Salesbot.
    pub fn number(self) -> i64 {
        match self {
            Kind::Contact => 1,
            Kind::Lead => 2,
            Kind::Company => 3,
            Kind::Element => 11,
        }
    }

    /// The top-level key of hooks: companies come as contacts.
    pub fn hook_key(self) -> &'static str {
        match self {
            Kind::Lead => "leads",
            Kind::Contact | Kind::Company => "contacts",
            Kind::Element => "catalogs",
        }
    }

    /// Reads the plural spelling.
    pub fn from_plural(name: &str) -> Option<Self> {
        let all = [Kind::Contact, Kind::Lead, Kind::Company, Kind::Element];
        all.into_iter().find(|kind| kind.plural() == name)
    }

    /// Reads the plural spelling of a card.
    pub fn card(name: &str) -> Option<Self> {
        Self::from_plural(name).filter(|kind| Self::CARDS.contains(kind))
    }
}
