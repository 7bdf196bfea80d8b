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
    mount_to_body(|| view! { <app::App /> });
}
