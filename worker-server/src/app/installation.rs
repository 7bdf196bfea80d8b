//! Data of the installation: a file that is read once at the start, and the server's own address.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use engine::snapshot::Installation;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

/// The key `installation` of docs/facts.md; what the file leaves out is built into the engine.
///
/// # Errors
/// When the file can't be read or is not as docs/installation-data.md says.
pub fn read(file: Option<&Path>, public_url: Option<&str>) -> Result<Option<Json>> {
    let mut parts = match file {
        Some(file) => parse(file)
            .with_context(|| format!("the data of the installation, {}", file.display()))?,
        None => Map::new(),
    };
    if let Some(url) = public_url {
        let address = url.trim_end_matches('/');
        parts.entry("address").or_insert_with(|| json!(address));
    }
    Ok((!parts.is_empty()).then_some(Json::Object(parts)))
}

fn parse(file: &Path) -> Result<Map<String, Json>> {
    let text = std::fs::read_to_string(file).context("it can't be read")?;
    let json: Json = serde_json::from_str(&text).context("it is not JSON")?;
    ensure!(json.is_object(), "it is not an object of its parts");
    // The example of the documentation stands under the key of the facts file; both forms are taken.
    let json = json.get("installation").unwrap_or(&json);
    Installation::deserialize(json).context("see docs/installation-data.md")?;
    json.as_object()
        .cloned()
        .context("it is not an object of its parts")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str) -> Result<Option<Json>> {
        let name = format!("installation-{}.json", uuid::Uuid::now_v7());
        let file = std::env::temp_dir().join(name);
        std::fs::write(&file, text).expect("the temporary folder is writable");
        let read = read(Some(&file), Some("https://a.example/"));
        std::fs::remove_file(&file).expect("it was written");
        read
    }

    #[test]
    fn a_file_gives_its_parts_and_the_address_of_the_server_where_it_names_none() {
        let worktime = json!({ "from": "08:00", "to": "17:00", "weekdays": [1, 2] });
        let file = json!({ "installation": { "worktime": worktime } }).to_string();
        let read = with(&file).expect("it is right").expect("there are parts");
        assert_eq!(
            read,
            json!({ "worktime": worktime, "address": "https://a.example" })
        );
        let own = with(r#"{"address": "https://b.example"}"#).expect("it is right");
        assert_eq!(own, Some(json!({ "address": "https://b.example" })));
    }

    #[test]
    fn a_bad_file_is_refused_with_the_reason() {
        for (text, reason) in [
            ("{", "not JSON"),
            ("[]", "not an object"),
            (
                r#"{"calendar": {"ru": {"2027": {"off": ["soon"]}}}}"#,
                "docs/installation-data.md",
            ),
        ] {
            let error = with(text).expect_err("it is wrong");
            assert!(format!("{error:#}").contains(reason), "{error:#}");
        }
        let missing = read(Some(Path::new("/no/such/file")), None);
        assert!(missing.is_err_and(|error| error.to_string().contains("/no/such/file")));
    }

    #[test]
    fn without_a_file_and_an_address_the_engine_has_its_defaults() {
        assert_eq!(read(None, None).expect("nothing to read"), None);
    }
}
