//! Visual components without knowledge of the product: they take words and signals, and give events.

mod chip;
mod dialog;
mod focus;
mod icon;
mod menu;
mod pause;
mod picker;
mod picker_list;
mod states;
mod switch;
mod toast;

pub use chip::{Chip, Tone};
pub use dialog::Dialog;
pub use focus::{focus_by_id, focus_in, scroll_to};
pub use icon::{Icon, Sign};
pub use menu::{Menu, MenuItem};
pub use pause::Pause;
pub use picker::{Picker, PickerWords};
pub use picker_list::{Choice, first, narrowed, step};
pub use states::{EmptyState, ErrorState, Message, Skeleton};
pub use switch::Switch;
pub use toast::{ToastRegion, Toasts};
