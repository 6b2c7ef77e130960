//! The script that watches over a page from before its module starts, with its texts: those in English, for where the
//! network has failed.

use serde_json::{Map, Value};

use super::error::{Fault, PageError};
use super::files::Files;
use super::link::plain;

/// Where it stands in `www/`, and below the hash.
pub(super) const START: &str = "js/start.js";
/// What it says where the texts belong; blanks that nothing needs are gone by then.
const PLACE: &str = "var texts={};";
/// Where its texts are, a file for each language.
const TEXTS: &str = "lang/start/";

/// The script as it is served; none without a file of that name.
///
/// # Errors
/// [`Fault::Texts`], [`Fault::NoPlace`], or what is wrong with the script itself.
pub(super) fn start(files: &Files) -> Result<Option<String>, PageError> {
    if files.resolve("", START).is_none() {
        return Ok(None);
    }
    let script = plain(START, files)?;
    if !script.contains(PLACE) {
        return Err(PageError::new(START, 1, Fault::NoPlace(PLACE)));
    }
    let texts = PLACE.replace("{}", &Value::Object(texts(files)?).to_string());
    Ok(Some(script.replacen(PLACE, &texts, 1)))
}

/// By language.
fn texts(files: &Files) -> Result<Map<String, Value>, PageError> {
    let language = |path: &str| {
        let name = path.strip_prefix(TEXTS)?.strip_suffix(".json")?;
        Some((name.to_owned(), path.to_owned()))
    };
    let catalogues = files.iter().filter_map(|(path, _)| language(path));
    catalogues
        .map(|(name, path)| {
            let text = files.text(&path)?;
            let texts: Value = serde_json::from_str(text).map_err(|error| {
                PageError::new(&path, error.line(), Fault::Texts(error.to_string()))
            })?;
            Ok((name, texts))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(script: &str, texts: &str) -> Files {
        Files::of(&[
            (START, script),
            ("lang/start/de.json", texts),
            ("lang/start/en.json", "{\"late\": \"Late.\"}"),
            ("lang/de.json", "{\"other\": \"Anderes\"}"),
        ])
    }

    #[test]
    fn the_texts_of_all_languages_are_in_the_script() {
        let files = files(
            "// Why.\nvar texts = {};\nf(texts);\n",
            "{\"late\": \"Spät.\"}",
        );
        let expected =
            "var texts={\"de\":{\"late\":\"Spät.\"},\"en\":{\"late\":\"Late.\"}};\nf(texts);\n";
        assert_eq!(start(&files).unwrap().unwrap(), expected);
        assert_eq!(start(&Files::of(&[])).unwrap(), None);
    }

    #[test]
    fn a_script_without_a_place_and_texts_that_are_none_are_refused() {
        let error = start(&files("f();\n", "{}")).unwrap_err();
        assert_eq!(error, PageError::new(START, 1, Fault::NoPlace(PLACE)));
        let error = start(&files("var texts = {};\n", "{\n\"late\"}")).unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("lang/start/de.json", 2));
    }
}
