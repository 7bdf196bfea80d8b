//! Undo and redo over whole values; typing in one place is one step.

/// The steps that can be taken back and taken again.
#[derive(Clone, Debug)]
pub struct History<T> {
    past: Vec<T>,
    future: Vec<T>,
    /// Place of the last change; an equal one joins it.
    place: Option<String>,
}

/// Steps that are kept.
const DEPTH: usize = 200;

impl<T> Default for History<T> {
    fn default() -> Self {
        Self {
            past: Vec::new(),
            future: Vec::new(),
            place: None,
        }
    }
}

impl<T> History<T> {
    /// Notes the value as it was before a change; `place` joins keystrokes of one input.
    pub fn note(&mut self, before: T, place: Option<&str>) {
        self.future.clear();
        let joins = place.is_some() && self.place.as_deref() == place;
        self.place = place.map(str::to_owned);
        if joins {
            return;
        }
        self.past.push(before);
        let extra = self.past.len().saturating_sub(DEPTH);
        self.past.drain(..extra);
    }

    /// Goes one step back from `now`.
    pub fn undo(&mut self, now: T) -> Option<T> {
        let before = self.past.pop()?;
        self.place = None;
        self.future.push(now);
        Some(before)
    }

    /// Goes one step forth from `now`.
    pub fn redo(&mut self, now: T) -> Option<T> {
        let after = self.future.pop()?;
        self.place = None;
        self.past.push(now);
        Some(after)
    }

    /// Whether there is a step back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step forth.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_back_and_forth() {
        let mut history = History::default();
        history.note(1, None);
        history.note(2, None);
        assert_eq!(history.undo(3), Some(2));
        assert_eq!(history.undo(2), Some(1));
        assert_eq!(history.undo(1), None);
        assert_eq!(history.redo(1), Some(2));
        assert_eq!(history.redo(2), Some(3));
        assert!(!history.can_redo());
    }

    #[test]
    fn keystrokes_of_one_place_are_one_step() {
        let mut history = History::default();
        history.note("", Some("name"));
        history.note("а", Some("name"));
        history.note("аб", Some("about"));
        assert_eq!(history.undo("x"), Some("аб"));
        assert_eq!(history.undo("аб"), Some(""));
        assert!(!history.can_undo());
    }

    #[test]
    fn a_change_after_undo_forgets_the_future() {
        let mut history = History::default();
        history.note(1, None);
        assert_eq!(history.undo(2), Some(1));
        history.note(1, None);
        assert!(!history.can_redo());
    }
}
