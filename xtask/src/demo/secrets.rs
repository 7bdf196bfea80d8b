//! The demo's own secrets: random, made once, kept beside its data.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// What sandbox and server must agree on.
pub struct Secrets {
    /// Part of the address that receives amoCRM's hooks.
    pub hook: String,
    /// The integration's identifier.
    pub client_id: String,
    /// The key that signs the tokens of the panel.
    pub client_secret: String,
    /// The long-lived token by which the server calls amoCRM.
    pub token: String,
}

impl Secrets {
    /// Reads the secrets of this folder, or makes them.
    pub fn open(folder: &Path) -> Result<Self> {
        let file = folder.join("secrets");
        let seed = match fs::read_to_string(&file) {
            Ok(seed) if seed.lines().count() == 3 => seed,
            _ => make(&file).with_context(|| format!("{} can't be made", file.display()))?,
        };
        Ok(Self::from_seed(&seed))
    }

    fn from_seed(seed: &str) -> Self {
        let mut lines = seed.lines().map(str::to_owned);
        let mut next = || lines.next().unwrap_or_default();
        let (hook, id, client_secret) = (next(), next(), next());
        let client_id = uuid(&id);
        let token = token(&client_id, &client_secret);
        Self {
            hook,
            client_id,
            client_secret,
            token,
        }
    }
}

fn make(file: &Path) -> Result<String> {
    let mut bytes = [0; 48];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    let lines: Vec<String> = bytes.chunks(16).map(hexadecimal).collect();
    let seed = lines.join("\n");
    // Readable by nobody else, as secrets should be even in a demo.
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    options.open(file)?.write_all(seed.as_bytes())?;
    Ok(seed)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// amoCRM's integrations are named by UUIDs.
fn uuid(hex: &str) -> String {
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!(
        "{}-{}-{}-{}-{}",
        part(0, 8),
        part(8, 12),
        part(12, 16),
        part(16, 20),
        part(20, 32)
    )
}

/// Three parts as in amoCRM's long-lived tokens; only its own servers could check the third.
fn token(client_id: &str, signature: &str) -> String {
    let head = r#"{"typ":"JWT","alg":"RS256"}"#;
    let body = format!(
        r#"{{"aud":"{client_id}","iat":1735689600,"nbf":1735689600,"exp":4102444800,"scopes":["crm","notifications"]}}"#
    );
    [head, &body, signature]
        .map(|part| URL_SAFE_NO_PAD.encode(part))
        .join(".")
}

#[cfg(test)]
mod tests {
    use std::env;

    use super::*;

    #[test]
    fn secrets_stay_the_same_for_one_folder_and_differ_between_folders() {
        let base = env::temp_dir().join(format!("triggers-secrets-{}", std::process::id()));
        let open = |name: &str| {
            fs::create_dir_all(base.join(name)).expect("the temporary folder is writable");
            Secrets::open(&base.join(name)).expect("the folder is writable")
        };
        let (first, again, other) = (open("a"), open("a"), open("b"));
        assert_eq!((&first.hook, &first.token), (&again.hook, &again.token));
        assert_ne!(first.hook, other.hook);
        assert_eq!(first.hook.len(), 32);
        assert_ne!(first.hook, first.client_secret);
        fs::remove_dir_all(base).expect("the test made it");
    }

    #[test]
    fn the_token_has_three_parts_and_the_client_a_uuid() {
        let id = uuid("0123456789abcdef0123456789abcdef");
        assert_eq!(id, "01234567-89ab-cdef-0123-456789abcdef");
        let token = token(&id, "x");
        let parts: Vec<&str> = token.split('.').collect();
        assert_eq!(parts.len(), 3);
        let body = URL_SAFE_NO_PAD.decode(parts[1]).expect("it was encoded so");
        assert!(String::from_utf8_lossy(&body).contains(&id));
    }
}
