//! Quotation marks: those inside others are „these“.

/// A text in quotes; those inside it become inner ones.
///
/// ```
/// let label = "Создать новый счёт в «Кассе»";
/// assert_eq!(engine::russian::quotes::quoted(label), "«Создать новый счёт в „Кассе“»");
/// ```
pub fn quoted(text: &str) -> String {
    format!("«{}»", text.replace('«', "„").replace('»', "“"))
}
