//! Secrets at rest: sealed with the key of the installation, each bound to the row it stands in.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, Generate, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};

use crate::config::{KeySource, Secret};

const NONCE_BYTES: usize = 24;

/// Seals and opens texts.
pub struct Vault(XChaCha20Poly1305);

/// A sealed text of another key, of another row, or damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a secret can't be opened: it was sealed with another key, or is damaged")]
pub struct Closed;

impl Vault {
    /// With the key of the settings; a missing key file is made, readable by its owner alone.
    ///
    /// # Errors
    /// When the key is not 32 bytes in Base64, or its file can't be read or made.
    pub fn new(source: &KeySource) -> Result<Self> {
        let text = match source {
            KeySource::Given(key) => key.clone(),
            KeySource::File(path) => {
                key_in(path).with_context(|| format!("the key file {}", path.display()))?
            }
        };
        let bytes = STANDARD.decode(text.expose().trim()).unwrap_or_default();
        let key = Key::try_from(bytes.as_slice());
        let key =
            key.context("the key is not 32 bytes in Base64: `openssl rand -base64 32` makes one")?;
        Ok(Self(XChaCha20Poly1305::new(&key)))
    }

    /// Sealed bytes that open again for the same `row` only.
    pub fn seal(&self, row: &str, text: &str) -> Result<Vec<u8>, Closed> {
        let nonce = XNonce::generate();
        let payload = Payload {
            msg: text.as_bytes(),
            aad: row.as_bytes(),
        };
        let sealed = self.0.encrypt(&nonce, payload).map_err(|_| Closed)?;
        Ok([nonce.as_slice(), sealed.as_slice()].concat())
    }

    /// What was sealed for `row`.
    ///
    /// # Errors
    /// [`Closed`]: the key is another one, the bytes were moved or changed.
    pub fn open(&self, row: &str, sealed: &[u8]) -> Result<String, Closed> {
        let (nonce, rest) = sealed.split_at_checked(NONCE_BYTES).ok_or(Closed)?;
        let nonce = XNonce::try_from(nonce).map_err(|_| Closed)?;
        let payload = Payload {
            msg: rest,
            aad: row.as_bytes(),
        };
        let opened = self.0.decrypt(&nonce, payload).map_err(|_| Closed)?;
        String::from_utf8(opened).map_err(|_| Closed)
    }
}

fn key_in(path: &Path) -> Result<Secret> {
    match fs::read_to_string(path) {
        Ok(text) => return Ok(text.into()),
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        Err(_) => {}
    }
    let text = STANDARD.encode(Key::generate());
    // Two servers that start together agree on the file of whoever was first.
    let whole = path.with_extension(format!("key-{}", std::process::id()));
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&whole)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    let placed = fs::hard_link(&whole, path);
    fs::remove_file(&whole)?;
    match placed {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error.into()),
        _ => {
            let text = fs::read_to_string(path)?;
            ensure!(!text.is_empty(), "it is empty");
            Ok(text.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(byte: u8) -> Vault {
        let key = STANDARD.encode([byte; 32]);
        Vault::new(&KeySource::Given(key.into())).expect("the key is right")
    }

    #[test]
    fn what_was_sealed_opens_with_its_key_and_row_alone() {
        let sealed = vault(1)
            .seal("account 7", "token")
            .expect("it can be sealed");
        assert!(!String::from_utf8_lossy(&sealed).contains("token"));
        assert_eq!(vault(1).open("account 7", &sealed), Ok("token".to_owned()));
        assert_eq!(vault(1).open("account 8", &sealed), Err(Closed));
        assert_eq!(vault(2).open("account 7", &sealed), Err(Closed));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(vault(1).open("account 7", &changed), Err(Closed), "{at}");
            assert_eq!(
                vault(1).open("account 7", &sealed[..at]),
                Err(Closed),
                "{at}"
            );
        }
    }

    #[test]
    fn a_missing_key_file_is_made_once_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let path = std::env::temp_dir().join(format!("vault-{}", uuid::Uuid::now_v7()));
        let source = KeySource::File(path.clone());
        let sealed = Vault::new(&source)
            .expect("it is made")
            .seal("a", "b")
            .expect("it can be sealed");
        let mode = fs::metadata(&path)
            .expect("it is there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
        let again = Vault::new(&source).expect("it is read");
        assert_eq!(again.open("a", &sealed), Ok("b".to_owned()));
        fs::remove_file(path).expect("it was made");
    }

    #[test]
    fn a_key_of_another_length_is_refused_with_the_remedy() {
        let error = Vault::new(&KeySource::Given("c2hvcnQ=".to_owned().into()));
        assert!(error.is_err_and(|error| error.to_string().contains("openssl rand -base64 32")));
    }
}
