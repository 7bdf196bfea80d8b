//! Moving between screens, in step with the address, without losing unsaved work.

use leptos::{ev, prelude::*};

use super::screen::Screen;

/// The current screen; a context.
#[derive(Clone, Copy)]
pub struct Nav {
    screen: RwSignal<Screen>,
    /// Set by the editor while there is unsaved work.
    pub unsaved: RwSignal<bool>,
    /// Where the user wanted to go when unsaved work held them back.
    pub held: RwSignal<Option<Screen>>,
}

impl Nav {
    /// Reads the address, follows it, and puts itself into the context.
    pub fn provide() -> Self {
        let nav = Self {
            screen: RwSignal::new(Screen::parse(&hash())),
            unsaved: RwSignal::new(false),
            held: RwSignal::new(None),
        };
        provide_context(nav);
        let listener =
            window_event_listener(ev::hashchange, move |_| nav.go(Screen::parse(&hash())));
        let warning = window_event_listener(ev::beforeunload, move |event| {
            if nav.unsaved.get_untracked() {
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            listener.remove();
            warning.remove();
        });
        nav
    }

    /// The current screen.
    pub fn screen(self) -> Signal<Screen> {
        self.screen.into()
    }

    /// Goes there, or asks first when work would be lost.
    pub fn go(self, screen: Screen) {
        if screen == self.screen.get_untracked() {
            return;
        }
        if self.unsaved.get_untracked() {
            self.held.set(Some(screen));
            write_hash(&self.screen.read_untracked());
            return;
        }
        self.leave_for(screen);
    }

    /// Goes there whatever is lost.
    pub fn leave_for(self, screen: Screen) {
        self.unsaved.set(false);
        self.held.set(None);
        write_hash(&screen);
        self.screen.set(screen);
    }
}

fn hash() -> String {
    // A window without a readable address starts at the list.
    window().location().hash().unwrap_or_default()
}

fn write_hash(screen: &Screen) {
    let wanted = screen.hash();
    if hash() != wanted {
        // An address that can't be written costs only the reload's place.
        drop(window().location().set_hash(&wanted));
    }
}
