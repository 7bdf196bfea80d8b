//! Templates for many facts: paths, formulas and date patterns are read once for all, values once per snapshot.
//!
//! ```text
//! template ─► pieces (what to do with a part) + sources (values to read)
//! snapshot ─► loaded (each source in the form its piece needs) ─► text
//! ```
//!
//! A part that has no quick form, or whose value has something to tell, is rendered as usual, so the result is
//! always that of [`Template::render_in`].

use super::{
    Place, Rendered, Template,
    place::Spot,
    render::{MAX_BYTES, Quick, Renderer, STEPS, distinct, dynamic, render_quickly, steps},
};
use crate::{Problem, Snapshot, fact};

mod piece;
mod source;

use piece::Piece;
use source::{Form, Source, Value};

/// A template that is rendered on many facts.
///
/// ```
/// use engine::{Snapshot, template::{Place, Prepared, Template}};
/// let facts = Snapshot::from_json(r#"{"now": "2024-02-29T12:05:00+03:00", "lead": {"id": 7}}"#).expect("facts");
/// let template = Prepared::new(Template::parse("Сделка {{lead.id}}, {{ (2+3*4):calc }}"));
/// let loaded = template.load(&facts);
/// assert_eq!(template.render(&loaded, &facts, Place::Plain).text, "Сделка 7, 14");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Prepared {
    template: Template,
    pieces: Vec<Piece>,
    sources: Vec<Source>,
    /// Most bytes of what the author wrote, formulas and dates.
    length: usize,
    /// Steps that they count as.
    steps: usize,
}

/// The values of a template on one snapshot.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    values: Vec<Value>,
    /// Most bytes of the values.
    length: usize,
    /// Steps that they count as.
    steps: usize,
}

impl Prepared {
    /// Prepares a template.
    pub fn new(template: Template) -> Self {
        let mut sources = Vec::new();
        // A single part keeps the type of its value, which the usual way finds.
        let parts = match template.parts.as_slice() {
            [_] => &[],
            parts => parts,
        };
        let pieces: Vec<Piece> = parts
            .iter()
            .map(|part| Piece::of(part, &mut sources))
            .collect();
        Self {
            length: pieces.iter().map(Piece::length).sum(),
            steps: pieces.iter().map(Piece::steps).sum(),
            template,
            pieces,
            sources,
        }
    }

    /// The template itself.
    pub fn template(&self) -> &Template {
        &self.template
    }

    /// Reads its values.
    pub fn load(&self, snapshot: &Snapshot) -> Loaded {
        let values: Vec<Value> = self.sources.iter().map(|it| it.read(snapshot)).collect();
        Loaded {
            length: values.iter().map(Value::length).sum(),
            steps: values.iter().map(|value| value.steps).sum(),
            values,
        }
    }

    /// What [`Template::render_in`] gives; `loaded` has to be of this template and these facts.
    pub fn render(&self, loaded: &Loaded, snapshot: &Snapshot, place: Place) -> Rendered {
        let template = &self.template;
        if place == Place::Plain
            && let Some(text) = self.whole(loaded)
        {
            return Rendered {
                fact: dynamic(&text),
                text,
                problems: distinct(template.problems.clone()),
                failed: template.too_large,
            };
        }
        let at_work = AtWork {
            pieces: &self.pieces,
            loaded,
            length: self.length.saturating_add(loaded.length),
            plain: place == Place::Plain,
        };
        let (parts, problems) = (&template.parts, &template.problems);
        let mut rendered = render_quickly(parts, problems, snapshot, place, &at_work);
        rendered.failed |= template.too_large;
        rendered
    }

    /// The text if every part has a quick form and no limit can be reached.
    fn whole(&self, loaded: &Loaded) -> Option<String> {
        let length = self.length.saturating_add(loaded.length);
        let steps = self.steps.saturating_add(loaded.steps);
        if self.pieces.is_empty() || length > MAX_BYTES || steps.saturating_add(length) > STEPS {
            return None;
        }
        let mut text = String::with_capacity(length);
        let value = |place: &usize| loaded.values.get(*place);
        for piece in &self.pieces {
            match piece {
                Piece::Author(written) => text.push_str(written),
                Piece::Value(place) => text.push_str(value(place)?.text()?),
                Piece::Element(place, which) => text.push_str(value(place)?.element(*which)?),
                Piece::Date(place, pattern) => match value(place)?.form {
                    Form::Moment(local) => pattern.write(local, &mut text),
                    _ => return None,
                },
                Piece::Sum(sum) => {
                    fact::write_decimal(sum.result(&loaded.values)?.ok()?, &mut text);
                }
                Piece::Usual => return None,
            }
        }
        Some(text)
    }
}

/// The pieces with their values.
struct AtWork<'a> {
    pieces: &'a [Piece],
    loaded: &'a Loaded,
    length: usize,
    /// Nothing is escaped, so numbers and dates can be written where they stand.
    plain: bool,
}

impl Quick for AtWork<'_> {
    fn length(&self) -> usize {
        self.length
    }

    fn insert(
        &self,
        index: usize,
        renderer: &mut Renderer<'_>,
        text: &mut String,
        spot: &mut Spot,
    ) -> Option<Result<(), Problem>> {
        match self.pieces.get(index)? {
            Piece::Usual => None,
            Piece::Author(written) => {
                spot.author(written);
                Some(renderer.push(text, written))
            }
            Piece::Value(place) => {
                let value = self.value(*place)?;
                let shown = value.text()?;
                renderer.can_spend(value.steps)?;
                Some(inserted(renderer, text, spot, shown))
            }
            Piece::Element(place, which) => {
                let value = self.value(*place)?;
                let shown = value.element(*which)?;
                renderer.can_spend(value.steps)?;
                Some(inserted(renderer, text, spot, shown))
            }
            Piece::Date(place, pattern) if self.plain => {
                let value = self.value(*place)?;
                let Form::Moment(local) = value.form else {
                    return None;
                };
                renderer.can_spend(value.steps)?;
                Some(renderer.written(text, |to| pattern.write(local, to)))
            }
            Piece::Sum(sum) if self.plain => sum.insert(&self.loaded.values, renderer, text),
            Piece::Date(..) | Piece::Sum(_) => None,
        }
    }
}

impl AtWork<'_> {
    fn value(&self, place: usize) -> Option<&Value> {
        self.loaded.values.get(place)
    }
}

/// Adds a value as it looks in its spot.
fn inserted(
    renderer: &mut Renderer<'_>,
    text: &mut String,
    spot: &mut Spot,
    shown: &str,
) -> Result<(), Problem> {
    renderer.push(text, &spot.value(shown)?)
}
