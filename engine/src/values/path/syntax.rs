//! The spelling of a path: steps joined by points, one of them with brackets.

/// A path as written.
pub(super) struct Written<'a> {
    /// The steps without brackets: `lead.cf`, `users.name`.
    pub name: String,
    /// What stands in the brackets, or the number after the last point of `lead.cf.123`; at most two.
    pub arguments: Vec<&'a str>,
}

/// Divides a path; `None` if it is not spelled like one.
pub(super) fn read(text: &str) -> Option<Written<'_>> {
    let mut rest = text.trim();
    let mut written = Written {
        name: String::new(),
        arguments: Vec::new(),
    };
    loop {
        let end = rest.find(|it: char| !is_name(it)).unwrap_or(rest.len());
        let (step, after) = (rest.get(..end)?, rest.get(end..)?);
        if step.is_empty() {
            return None;
        }
        if step.bytes().all(|byte| byte.is_ascii_digit()) {
            give(&mut written, step)?;
        } else {
            if !written.name.is_empty() {
                written.name.push('.');
            }
            written.name.push_str(step);
        }
        rest = after.trim_start();
        if rest.starts_with('(') {
            let close = closing(rest)?;
            give(&mut written, rest.get(1..close)?)?;
            rest = rest.get(close + 1..)?.trim_start();
        }
        match rest.strip_prefix('.') {
            Some(next) => rest = next,
            None if rest.is_empty() => return Some(written),
            None => return None,
        }
    }
}

/// One argument, or two as in `catalogElement(first, 12).cf(5)`.
fn give<'a>(written: &mut Written<'a>, argument: &'a str) -> Option<()> {
    written.arguments.push(argument);
    (written.arguments.len() <= 2).then_some(())
}

fn is_name(it: char) -> bool {
    it.is_ascii_alphanumeric() || it == '_'
}

/// Position of the bracket that closes the first one; brackets nest, a backslash hides one.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut hidden = false;
    for (at, it) in text.char_indices() {
        match it {
            _ if hidden => hidden = false,
            '\\' => hidden = true,
            '(' => depth += 1,
            ')' if depth == 1 => return Some(at),
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// The arguments between commas, without the spaces around them.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut args = Vec::new();
    let mut from = 0;
    let (mut depth, mut hidden) = (0_usize, false);
    for (at, it) in text.char_indices() {
        match it {
            _ if hidden => hidden = false,
            '\\' => hidden = true,
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                args.extend(text.get(from..at));
                from = at + 1;
            }
            _ => {}
        }
    }
    args.extend(text.get(from..));
    let args: Vec<String> = args.into_iter().map(|arg| unescaped(arg.trim())).collect();
    match args.as_slice() {
        [only] if only.is_empty() => Vec::new(),
        _ => args,
    }
}

/// A backslash before what is no letter or digit goes; the character stays (7.3).
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(it) = chars.next() {
        let hides = it == '\\' && chars.peek().is_some_and(|next| !next.is_alphanumeric());
        plain.extend(if hides { chars.next() } else { Some(it) });
    }
    plain
}

/// The text so that reading gives it back; `whole` arguments keep their commas.
pub(super) fn escaped(text: &str, whole: bool) -> String {
    let mut safe = String::with_capacity(text.len());
    for it in text.chars() {
        if matches!(it, '(' | ')' | '\\') || (it == ',' && !whole) {
            safe.push('\\');
        }
        safe.push(it);
    }
    safe
}
