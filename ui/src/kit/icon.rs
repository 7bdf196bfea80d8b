//! Icons: 24 × 24, one stroke, coloured by the text around.

use leptos::prelude::*;

macro_rules! icons {
    ($($name:ident = $body:literal;)+) => {
        /// A picture beside a word; never the only sign.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Sign { $(#[doc = "The picture of this name."] $name,)+ }

        impl Sign {
            fn body(self) -> &'static str {
                match self { $(Self::$name => $body,)+ }
            }
        }
    };
}

icons! {
    Grip = r#"<path d="M9 6h.01M9 12h.01M9 18h.01M15 6h.01M15 12h.01M15 18h.01" stroke-width="2.6"/>"#;
    Bolt = r#"<path d="M13 3 5 14h6l-1 7 8-11h-6z"/>"#;
    User = r#"<circle cx="12" cy="8" r="4"/><path d="M4 21c1-4 4-6 8-6s7 2 8 6"/>"#;
    Task = r#"<rect x="4" y="4" width="16" height="16" rx="3"/><path d="m8.5 12 2.5 2.5 4.5-5"/>"#;
    Pencil = r#"<path d="M4 20h4L19 9l-4-4L4 16z"/><path d="m13 7 4 4"/>"#;
    Clock = r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>"#;
    Undo = r#"<path d="M8 5 4 9l4 4"/><path d="M4 9h10a5 5 0 0 1 0 10h-4"/>"#;
    Redo = r#"<path d="m16 5 4 4-4 4"/><path d="M20 9H10a5 5 0 0 0 0 10h4"/>"#;
    Plus = r#"<path d="M12 5v14M5 12h14"/>"#;
    Search = r#"<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>"#;
    Dots = r#"<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3"/>"#;
    Check = r#"<path d="m5 12.5 4.5 4.5L19 7.5" stroke-width="2.5"/>"#;
    Cross = r#"<path d="m6 6 12 12M18 6 6 18" stroke-width="2.5"/>"#;
    Alert = r#"<path d="M12 4 2.5 20h19z"/><path d="M12 10v4.5M12 17.3v.01"/>"#;
    Info = r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 8v.01"/>"#;
    Right = r#"<path d="m9 6 6 6-6 6"/>"#;
    Up = r#"<path d="m6 15 6-6 6 6"/>"#;
    Down = r#"<path d="m6 9 6 6 6-6"/>"#;
    Left = r#"<path d="m15 6-6 6 6 6"/>"#;
    Copy = r#"<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h2"/>"#;
    Swap = r#"<path d="M8 4v15m0 0-4-4m4 4 4-4M16 20V5m0 0-4 4m4-4 4 4"/>"#;
    History = r#"<path d="M4 12a8 8 0 1 0 2.5-5.800L4 8.5"/><path d="M4 4v4.5h4.5M12 8v4.5l3 1.5"/>"#;
    Idle = r#"<path d="M6 12h12"/>"#;
    Stop = r#"<rect x="6" y="6" width="12" height="12" rx="2"/>"#;
    Trash = r#"<path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13"/>"#;
    List = r#"<path d="M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01"/>"#;
    Doc = r#"<path d="M7 3h7l5 5v13H7a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z"/><path d="M14 3v5h5M9 13h6M9 17h6"/>"#;
    Stage = r#"<path d="M3 6h12l5 6-5 6H3l4-6z"/>"#;
}

/// Draws a sign; hidden from screen readers, which get the word beside it.
#[component]
pub fn Icon(
    /// Which one.
    #[prop(into)]
    sign: Signal<Sign>,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"
            stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"
            inner_html=move || sign.get().body()></svg>
    }
}
