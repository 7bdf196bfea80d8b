//! E-mail addresses without superfluous signs, in lower case (R320, R321).

/// Longest text in which an address is looked for, in bytes.
const MAX_BYTES: usize = 1024;

/// The address alone; nothing if what is left is no address.
pub fn email(text: &str) -> Option<String> {
    if text.len() > MAX_BYTES {
        return None;
    }
    let lower = text.to_lowercase();
    let alone = in_angle_brackets(&lower).unwrap_or(&lower).trim();
    let alone = alone.strip_prefix("mailto:").unwrap_or(alone);
    let kept: String = alone.chars().filter(|sign| is_allowed(*sign)).collect();
    let (name, host) = kept.split_once('@')?;
    let (name, host) = (name.trim_matches('.'), host.trim_matches(['.', '-']));
    is_address(name, host).then(|| format!("{name}@{host}"))
}

/// `Иван <ivan@example.ru>` as mail programs write it.
fn in_angle_brackets(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once('<')?;
    let (inside, _) = rest.split_once('>')?;
    inside.contains('@').then_some(inside)
}

/// Signs of an address; letters of every language, because domains have them.
fn is_allowed(sign: char) -> bool {
    sign.is_alphanumeric() || "@.!#$%&'*+/=?^_`{|}~-".contains(sign)
}

fn is_address(name: &str, host: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .chars()
                .all(|sign| sign.is_alphanumeric() || sign == '-')
    };
    !name.is_empty() && host.contains('.') && host.split('.').all(is_label)
}
