//! `GET /qr?text=…`: a picture with a QR code, for the modifier `qr`; it shows only what its address says.

use axum::extract::{Query, rejection::QueryRejection};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use qrcode::{Color, QrCode};
use serde::Deserialize;

use super::error::Error;

/// Pixels of a module, and the quiet modules around the code that scanners need.
const SCALE: usize = 8;
const QUIET: usize = 4;

/// The query of the address.
#[derive(Deserialize)]
pub struct Wanted {
    text: String,
}

/// The picture; a text beyond 2953 bytes fits no code and is refused.
pub async fn picture(
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<impl IntoResponse, Error> {
    let Query(wanted) = wanted.map_err(|_| Error::Invalid("text is missing".to_owned()))?;
    let code = QrCode::new(wanted.text.as_bytes());
    let code = code.map_err(|_| Error::Invalid("text is too long for a QR code".to_owned()))?;
    let png = png(&code).map_err(|error| {
        tracing::error!(%error, "a picture can't be written");
        Error::Internal
    })?;
    let head = [
        (CONTENT_TYPE, "image/png"),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((head, png))
}

/// Black on white, one byte a pixel.
fn png(code: &QrCode) -> Result<Vec<u8>, png::EncodingError> {
    let side = (code.width() + 2 * QUIET) * SCALE;
    let mut pixels = vec![0xff; side * side];
    for (index, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (row, column) = (index / code.width(), index % code.width());
            for y in 0..SCALE {
                let start = ((row + QUIET) * SCALE + y) * side + (column + QUIET) * SCALE;
                pixels[start..start + SCALE].fill(0);
            }
        }
    }
    let mut file = Vec::new();
    let pixels_a_side = u32::try_from(side).unwrap_or(u32::MAX);
    let mut encoder = png::Encoder::new(&mut file, pixels_a_side, pixels_a_side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header()?.write_image_data(&pixels)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_is_a_square_with_a_quiet_border_and_a_finder_in_its_corner() {
        let code = QrCode::new("Сделка № 7").expect("it is short");
        let file = png(&code).expect("it is written to memory");
        let mut reader = png::Decoder::new(std::io::Cursor::new(file))
            .read_info()
            .expect("it is a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("it is small")];
        let frame = reader.next_frame(&mut pixels).expect("it has one frame");
        let side = (code.width() + 2 * QUIET) * SCALE;
        assert_eq!((frame.width as usize, frame.height as usize), (side, side));
        assert!(
            pixels[..side * QUIET * SCALE]
                .iter()
                .all(|pixel| *pixel == 0xff)
        );
        let corner = QUIET * SCALE * side + QUIET * SCALE;
        assert!(
            pixels[corner..corner + 7 * SCALE]
                .iter()
                .all(|pixel| *pixel == 0)
        );
        assert_eq!(
            pixels[corner + 7 * SCALE],
            0xff,
            "the finder has seven modules"
        );
    }

    #[test]
    fn a_text_that_fits_no_code_is_refused() {
        assert!(QrCode::new("я".repeat(2000)).is_err());
    }
}
