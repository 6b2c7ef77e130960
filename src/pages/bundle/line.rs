//! One line of a script, as it is sent and as the linker reads it.

/// No blank is needed beside these: none of them becomes another token with what stands next to it. (An `=`
/// may, but not where there was a blank before.)
const TIGHT: [char; 10] = ['(', ')', '[', ']', '{', '}', ',', ';', ':', '='];

/// A line of code without its comments, its indentation and most of its blanks; several lines when a template
/// literal spans them.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Where it begins, counted from 1.
    pub(super) number: usize,
    /// How many brackets are open where it begins.
    pub(super) depth: usize,
    /// What is sent of it.
    pub(super) text: String,
    /// The same without what stands in strings, template literals and regular expressions.
    pub(super) bare: String,
}

impl Line {
    /// Adds code. Blanks that nothing needs are left out.
    pub(super) fn write(&mut self, code: &str) {
        if code.trim().is_empty() {
            self.blank();
            return;
        }
        let is_tight = code.chars().all(|one| TIGHT.contains(&one));
        for written in [&mut self.text, &mut self.bare] {
            if is_tight && written.ends_with(' ') {
                written.pop();
            }
            written.push_str(code);
        }
    }

    /// One blank, where one may be needed.
    pub(super) fn blank(&mut self) {
        let needs_none = self.text.is_empty() || self.text.ends_with(TIGHT);
        if needs_none || self.text.ends_with(' ') {
            return;
        }
        self.text.push(' ');
        self.bare.push(' ');
    }

    /// Without blanks at its end.
    pub(super) fn ended(mut self) -> Self {
        self.text.truncate(self.text.trim_end().len());
        self.bare.truncate(self.bare.trim_end().len());
        self
    }

    /// The keywords and names in it, as they follow one another.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.bare.split(|one| !is_of_name(one))
    }
}

/// Whether names are made of such as this.
pub(super) fn is_of_name(one: char) -> bool {
    one.is_alphanumeric() || one == '_' || one == '$'
}
