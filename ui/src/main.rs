//! The panel: mounts the application into the page.

use leptos::prelude::*;

mod api;
mod app;
mod debugger;
mod editor;
mod fields;
mod kit;
mod pages;
mod state;
mod texts;

fn main() {
    // Without this a broken proof would only say «unreachable».
    std::panic::set_hook(Box::new(|broken| leptos::logging::error!("{broken}")));
    // The page says that it is opening until there is something to show.
    if let Some(word) = document().get_element_by_id("opening") {
        word.remove();
    }
    mount_to_body(|| view! { <app::App /> });
}
