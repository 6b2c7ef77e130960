//! What becomes of modules that are put together.

use std::collections::BTreeSet;

use super::error::{Fault, PageError};
use super::files::Files;
use super::link::{self, Scripts};

/// The scripts of one page.
fn link(entry: &str, files: &Files) -> Result<Scripts, PageError> {
    link::link(&BTreeSet::from([entry]), files)
}

#[test]
fn modules_come_once_each_before_those_that_need_them_with_names_of_their_own() {
    let files = Files::of(&[
        (
            "js/page.js",
            "import { a as one } from './a.js';\nimport * as b from './parts/b.js';\nimport './c.js';\nf(one, b.b);\n",
        ),
        ("js/a.js", "const own = 1;\nexport { own as a };\n"),
        (
            "js/parts/b.js",
            "import { a } from '../a.js';\nconst own = 2;\nexport const b = a + own;\n",
        ),
        ("js/c.js", "g();\n"),
    ]);
    let expected = "const m0=(()=>{\nconst own=1;\nreturn{a:own};\n})();\n\
        const m1=(()=>{\nconst{a}=m0;\nconst own=2;\nconst b=a + own;\nreturn{b};\n})();\n\
        (()=>{\ng();\n})();\n\
        (()=>{\nconst{a:one}=m0;\nconst b=m1;\nf(one,b.b);\n})();\n";
    let page = ("js/page.js".to_owned(), expected.to_owned());
    let scripts = link("js/page.js", &files).unwrap();
    assert_eq!(scripts, Scripts::from([page]));
}

#[test]
fn a_module_that_can_not_be_had_is_refused_where_it_is_asked_for() {
    for (page, fault) in [
        (
            "import { a } from './b.js';",
            Fault::Missing("./b.js".to_owned()),
        ),
        (
            "import { b } from './a.js';",
            Fault::NotExported {
                name: "b".to_owned(),
                from: "./a.js".to_owned(),
            },
        ),
    ] {
        let text = format!("f();\n{page}\n");
        let files = Files::of(&[("page.js", &text), ("a.js", "export const a = 1;\n")]);
        let error = link("page.js", &files).unwrap_err();
        assert_eq!(error, PageError::new("page.js", 2, fault));
    }
}

#[test]
fn modules_that_import_one_another_are_refused() {
    let files = Files::of(&[
        ("page.js", "import { a } from './a.js';\na();\n"),
        ("a.js", "import { b } from './b.js';\nexport const a = b;\n"),
        (
            "b.js",
            "// b\nimport { a } from './a.js';\nexport const b = a;\n",
        ),
    ]);
    let error = link("page.js", &files).unwrap_err();
    let cycle = Fault::Cycle("page.js, a.js, b.js".to_owned());
    assert_eq!(error, PageError::new("b.js", 2, cycle));
}

#[test]
fn import_meta_is_taken_only_where_the_script_has_the_same_folder() {
    let beside = "export const here = import.meta.url;\n";
    let files = Files::of(&[
        ("js/page.js", "import { here } from './a.js';\nf(here);\n"),
        (
            "js/deep.js",
            "import { here } from './parts/a.js';\nf(here);\n",
        ),
        ("js/a.js", beside),
        ("js/parts/a.js", beside),
    ]);
    let scripts = link("js/page.js", &files).unwrap();
    assert!(scripts["js/page.js"].contains("import.meta.url"));
    let error = link("js/deep.js", &files).unwrap_err();
    assert_eq!(error, PageError::new("js/parts/a.js", 1, Fault::ImportMeta));
}

#[test]
fn what_comes_later_is_a_script_of_its_own_that_shares_what_the_page_has() {
    let files = Files::of(&[
        (
            "js/page.js",
            "import { a } from './a.js';\nimport { d } from './d.js';\nf(a, d, () => import('./late.js'));\n",
        ),
        ("js/a.js", "export const a = {};\n"),
        ("js/d.js", "export const d = 1;\n"),
        (
            "js/late.js",
            "import { a } from './a.js';\nimport { b } from './parts/b.js';\nexport const late = b(a);\n",
        ),
        ("js/parts/b.js", "export const b = (a) => a;\n"),
    ]);
    let scripts = link("js/page.js", &files).unwrap();
    assert_eq!(scripts.len(), 2);
    let page = &scripts["js/page.js"];
    assert!(page.contains("import('./late.js')") && page.ends_with("export{m0};\n"));
    let expected = "import{m0}from'./page.js';\n\
        const m3=(()=>{\nconst b=(a)=> a;\nreturn{b};\n})();\n\
        const m4=(()=>{\nconst{a}=m0;\nconst{b}=m3;\nconst late=b(a);\nreturn{late};\n})();\n\
        export const{late}=m4;\n";
    assert_eq!(scripts["js/late.js"], expected);
}

#[test]
fn only_one_thing_comes_later_and_it_stands_beside_the_page() {
    let late = "export const go = () => import('./late.js');\n";
    let files = Files::of(&[
        (
            "js/two.js",
            "import { go } from './a.js';\ngo(() => import('./b.js'));\n",
        ),
        ("js/deep.js", "import { go } from './parts/a.js';\ngo();\n"),
        ("js/a.js", late),
        ("js/b.js", "f();\n"),
        ("js/late.js", "f();\n"),
        ("js/parts/a.js", late),
        ("js/parts/late.js", "f();\n"),
        ("js/again.js", "f(() => import('./more.js'));\n"),
        ("js/more.js", "f(() => import('./b.js'));\n"),
    ]);
    for (entry, file, line) in [
        ("js/two.js", "js/two.js", 2),
        ("js/deep.js", "js/parts/a.js", 1),
        ("js/again.js", "js/more.js", 1),
    ] {
        let error = link(entry, &files).unwrap_err();
        assert_eq!(error, PageError::new(file, line, Fault::Late), "{entry}");
    }
}

#[test]
fn what_comes_later_comes_on_one_page_only() {
    let files = Files::of(&[
        ("js/one.js", "f();\ng(() => import('./late.js'));\n"),
        ("js/two.js", "import { go } from './a.js';\ngo();\n"),
        (
            "js/a.js",
            "f();\n\nexport const go = () => import('./late.js');\n",
        ),
        ("js/late.js", "export const late = 1;\n"),
        (
            "js/plain.js",
            "import { late } from './late.js';\nf(late);\n",
        ),
        ("js/itself.js", "f(() => import('./itself.js'));\n"),
    ]);
    let fault =
        |file, line, late: &str| PageError::new(file, line, Fault::LateTwice(late.to_owned()));
    let late = "js/late.js";
    for (entries, expected) in [
        (vec!["js/one.js", "js/two.js"], fault("js/a.js", 3, late)),
        (vec!["js/one.js", late], fault("js/one.js", 2, late)),
        (
            vec!["js/itself.js"],
            fault("js/itself.js", 1, "js/itself.js"),
        ),
    ] {
        let error = link::link(&entries.iter().copied().collect(), &files).unwrap_err();
        assert_eq!(error, expected, "{entries:?}");
    }
    // To have it from the start is something else.
    let entries = BTreeSet::from(["js/one.js", "js/plain.js"]);
    assert_eq!(link::link(&entries, &files).unwrap().len(), 3);
}
