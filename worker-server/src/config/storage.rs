//! Where the data is, and the key of its secrets.

use std::path::PathBuf;

use super::Secret;

/// The database and the key of the secrets in it.
#[derive(Clone, Debug, clap::Args)]
pub struct Storage {
    /// Database: `sqlite:FILE` or `postgres://USER:PASSWORD@HOST/NAME`; it is made if it is missing
    #[arg(
        long,
        env = "TRIGGERS_DATABASE",
        default_value = "sqlite:triggers.db",
        hide_env_values = true
    )]
    pub database: String,
    /// Key of the secrets in the database, 32 bytes in Base64; without it the key stands in `--key-file`
    #[arg(long, env = "TRIGGERS_KEY", hide_env_values = true)]
    pub key: Option<Secret>,
    /// File with that key, made if it is missing; beside an SQLite file if left out, `triggers.key` for PostgreSQL
    #[arg(long, env = "TRIGGERS_KEY_FILE")]
    pub key_file: Option<PathBuf>,
}

/// Where the key of the secrets comes from.
#[derive(Clone, Debug)]
pub enum KeySource {
    /// The key itself.
    Given(Secret),
    /// A file with it.
    File(PathBuf),
}

impl Storage {
    /// Where the key comes from.
    pub fn key_source(&self) -> KeySource {
        match (&self.key, &self.key_file) {
            (Some(key), _) => KeySource::Given(key.clone()),
            (None, Some(file)) => KeySource::File(file.clone()),
            (None, None) => KeySource::File(self.usual_key_file()),
        }
    }

    fn usual_key_file(&self) -> PathBuf {
        let path = self.database.strip_prefix("sqlite:");
        let path = path.map(|path| path.split('?').next().unwrap_or(path));
        let path = path.map(|path| path.trim_start_matches("//"));
        match path.filter(|path| !path.is_empty() && *path != ":memory:") {
            Some(path) => PathBuf::from(format!("{path}.key")),
            None => PathBuf::from("triggers.key"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(database: &str) -> String {
        let storage = Storage {
            database: database.to_owned(),
            key: None,
            key_file: None,
        };
        match storage.key_source() {
            KeySource::File(path) => path.display().to_string(),
            KeySource::Given(_) => String::new(),
        }
    }

    #[test]
    fn the_key_stands_beside_an_sqlite_file() {
        assert_eq!(file("sqlite:data/a.db"), "data/a.db.key");
        assert_eq!(file("sqlite:///var/a.db?mode=rwc"), "/var/a.db.key");
        assert_eq!(file("postgres://u:p@h/n"), "triggers.key");
    }
}
