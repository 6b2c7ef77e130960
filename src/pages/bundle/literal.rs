//! Where strings and regular expressions end.

/// Where the string that `rest` begins with has its second quote; none on this line.
pub(super) fn end_of_string(rest: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    let after = rest.char_indices().skip(1);
    for (at, one) in after.take_while(|(_, one)| *one != '\n') {
        match one {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if one == quote => return Some(at),
            _ => {}
        }
    }
    None
}

/// Where the regular expression that `rest` begins with has its second slash; none on this line.
pub(super) fn end_of_pattern(rest: &str) -> Option<usize> {
    let (mut escaped, mut in_class) = (false, false);
    let after = rest.char_indices().skip(1);
    for (at, one) in after.take_while(|(_, one)| *one != '\n') {
        match one {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '/' if !in_class => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_ends_nothing() {
        for (rest, end) in [
            ("'a' + 'b'", Some(2)),
            (r"'\'a' + 'b'", Some(4)),
            (r"'\\' + 'b'", Some(3)),
            ("'a\n'", None),
            ("'a", None),
        ] {
            assert_eq!(end_of_string(rest, '\''), end, "{rest}");
        }
        for (rest, end) in [
            ("/a/ + /b/", Some(2)),
            (r"/\/a/", Some(4)),
            (r"/[/\]]/", Some(6)),
            ("/[/", None),
        ] {
            assert_eq!(end_of_pattern(rest), end, "{rest}");
        }
    }
}
