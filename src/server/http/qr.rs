//! QR codes: as a picture for the pages and as text for the terminal.

use fast_qr::convert::Builder;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::{ECL, QRBuilder, QRCode};
use thiserror::Error;

/// Light modules around the code, without which cameras do not find it.
const QUIET_ZONE: usize = 4;
/// In a terminal, where space is short, half of that is enough for phones.
const TERMINAL_QUIET_ZONE: usize = 2;

/// The text does not fit into a QR code, which holds about 2 300 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("The address is too long for a QR code; choose a shorter public_url.")]
pub struct QrError;

/// `text` as an SVG picture: black on white, scaled by its `viewBox` to any size.
///
/// # Errors
/// [`QrError`] when the text is too long.
pub fn svg(text: &str) -> Result<String, QrError> {
    let code = encode(text)?;
    let svg = SvgBuilder::default().margin(QUIET_ZONE).to_str(&code);
    // Without this, browsers smooth the edges and draw hairlines between the modules.
    Ok(svg.replacen("<svg ", "<svg shape-rendering=\"crispEdges\" ", 1))
}

/// `text` as lines of half blocks, two modules to a character, for a terminal with light letters on dark.
///
/// # Errors
/// [`QrError`] when the text is too long.
pub fn terminal(text: &str) -> Result<String, QrError> {
    let code = encode(text)?;
    let side = code.size + 2 * TERMINAL_QUIET_ZONE;
    let mut lines = String::new();
    for y in (0..side).step_by(2) {
        for x in 0..side {
            // Below the last line the terminal itself is dark.
            let lower = y + 1 < side && is_light(&code, x, y + 1);
            lines.push(match (is_light(&code, x, y), lower) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        lines.push('\n');
    }
    Ok(lines)
}

fn encode(text: &str) -> Result<QRCode, QrError> {
    let code = QRBuilder::new(text).ecl(ECL::M).build();
    code.map_err(|_| QrError)
}

/// Whether the module at (`x`, `y`) is light, counted from the corner of the quiet zone.
fn is_light(code: &QRCode, x: usize, y: usize) -> bool {
    let inside = |at: usize| {
        at.checked_sub(TERMINAL_QUIET_ZONE)
            .filter(|at| *at < code.size)
    };
    match (inside(x), inside(y)) {
        (Some(x), Some(y)) => !code[y][x].value(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "http://192.168.1.20:8137/api/spyster/player?room=BCDF";

    #[test]
    fn the_picture_is_one_black_path_on_white_with_a_quiet_zone() {
        let svg = svg(URL).unwrap();
        let side = encode(URL).unwrap().size + 8;
        assert!(svg.starts_with("<svg shape-rendering=\"crispEdges\""));
        assert!(svg.contains(&format!("viewBox=\"0 0 {side} {side}\"")));
        assert_eq!(svg.matches("<path").count(), 1);
        assert!(svg.contains("fill=\"#ffffff\"") && svg.contains("fill=\"#000000\""));
        // The finder pattern's corner, just inside of the quiet zone.
        assert!(svg.contains("d=\"M4,4"));
    }

    #[test]
    fn the_text_shows_every_module_inside_its_quiet_zone() {
        let code = encode(URL).unwrap();
        let text = terminal(URL).unwrap();
        let lines: Vec<Vec<char>> = text.lines().map(|line| line.chars().collect()).collect();
        let side = code.size + 2 * TERMINAL_QUIET_ZONE;
        assert_eq!(lines.len(), side.div_ceil(2));
        for (y, row) in (TERMINAL_QUIET_ZONE..).zip(0..code.size) {
            for (x, column) in (TERMINAL_QUIET_ZONE..).zip(0..code.size) {
                let half = if y % 2 == 0 { "█▀" } else { "█▄" };
                let is_light = half.contains(lines[y / 2][x]);
                assert_eq!(
                    is_light,
                    !code[row][column].value(),
                    "module {column}, {row}"
                );
            }
        }
        assert!(lines[0].iter().all(|half| *half == '█'));
    }

    #[test]
    fn too_long_a_text_is_an_error() {
        let long = "x".repeat(4000);
        assert_eq!(svg(&long), Err(QrError));
        assert_eq!(terminal(&long), Err(QrError));
    }
}
