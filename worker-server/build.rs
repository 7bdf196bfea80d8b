//! Tells cargo which folders become part of the binary without being Rust.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
    // A debug binary reads the panel from the folder; only a release binary holds it.
    if std::env::var("PROFILE").as_deref() == Ok("release") {
        println!("cargo:rerun-if-changed=../dist");
    }
}
