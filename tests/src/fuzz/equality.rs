//! Both targets: natively and as WebAssembly the same bytes come out.
//!
//! The first byte says what the rest is: `t` a template, `s` a scenario, `c` a condition, `f` facts, `p` a payload.

use std::cell::RefCell;

use anyhow::{Context, Result, ensure};
use serde_json::{Value as Json, json};

use super::{account, inputs};
use crate::target::Target;

pub fn inputs() -> Result<Vec<Vec<u8>>> {
    let of = |letter: u8, pointer: &str| -> Result<Vec<Vec<u8>>> {
        let marked = |text: Vec<u8>| [&[letter], text.as_slice()].concat();
        Ok(inputs::at(pointer)?.into_iter().map(marked).collect())
    };
    Ok([
        of(b't', "/render/template")?,
        of(b's', "/eval/scenario")?,
        of(b'c', "/compare")?,
        of(b'f', "/eval/facts")?,
        of(b'p', "/payload/body")?,
    ]
    .concat())
}

thread_local! {
    static WASM: RefCell<Target> = RefCell::new(Target::wasm().expect("the engine as WebAssembly"));
    static ACCOUNT: Json = serde_json::from_str(account()).expect("those facts can be read");
}

pub fn attempt(bytes: &[u8]) -> Result<()> {
    let Some((letter, rest)) = bytes.split_first() else {
        return Ok(());
    };
    let text = String::from_utf8_lossy(rest);
    let Some(request) = ACCOUNT.with(|facts| request(*letter, &text, facts)) else {
        return Ok(());
    };
    let request = request.to_string();
    let native = Target::Native.ask(&request)?;
    let wasm = WASM
        .with_borrow_mut(|wasm| wasm.ask(&request))
        .context("WebAssembly")?;
    ensure!(native == wasm, "native: {native}\nWebAssembly: {wasm}");
    Ok(())
}

fn request(letter: u8, text: &str, facts: &Json) -> Option<Json> {
    let json = || serde_json::from_str::<Json>(text).ok();
    Some(match letter {
        b't' => json!({ "render": { "template": text, "facts": facts } }),
        b's' => json!({ "eval": { "scenario": json()?, "facts": facts } }),
        b'c' => {
            let mut compare = json()?;
            compare
                .as_object_mut()?
                .insert("facts".to_owned(), facts.clone());
            json!({ "compare": compare })
        }
        b'f' => json!({ "render": { "template": EVERYWHERE, "facts": json()? } }),
        _ => json!({ "payload": { "body": text, "query": text } }),
    })
}

/// A template that reads from every part of the facts.
const EVERYWHERE: &str = "{{lead.name}} {{lead.budget}} {{lead.created_at}} {{lead.tags}} {{contact.phone}} \
    {{company.name}} {{lead.status}} {{lead.responsible.name}} {{lead.cf(101)}} {{lead.cf(111)}} {{now.datetime}}";
