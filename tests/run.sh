#!/usr/bin/env bash
# All that must hold before a change goes in: formatting, lints, docs, and every test there is.
# `tests/run.sh fast` does without everything that starts a program or a browser: under a minute between edits.
#
# Runs from anywhere, stops at the first failure, and installs what a fresh machine lacks: Chromium,
# nginx, faketime, iproute2, Node and the other browsers that games are played in through apt (as root), and the browser tests'
# packages, two old Chromiums among them, through npm. Rust itself has to be there.
# SPYSTER_CHROMIUM names another browser than the system's Chromium.
set -euo pipefail
shopt -s nullglob globstar
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mode="${1:-all}"
case "$mode" in
    all | fast) ;;
    *) printf 'Usage: tests/run.sh [fast]\n' >&2; exit 2 ;;
esac

section() {
    printf '\n=== %s\n' "$1"
}

give_up() {
    printf '\n%s\n' "$1" >&2
    exit 1
}

# The browser that games are played in. The one without windows has the same engine and is half the work: the other
# draws a whole desktop's browser around each page.
chromium_path() {
    printf '%s' "${SPYSTER_CHROMIUM:-$(command -v chromium-headless-shell || command -v chromium)}"
}

# Not every Debian has the one without windows.
package_of_chromium() {
    apt-cache show chromium-headless-shell >/dev/null 2>&1 && echo chromium-headless-shell || echo chromium
}

# Debian's packages for the commands that are not there yet.
missing_packages() {
    command -v node >/dev/null || printf 'nodejs '
    command -v npm >/dev/null || printf 'npm '
    [[ "$mode" == all ]] || return 0
    [[ -n "$(chromium_path)" ]] || printf 'chromium '
    # A proxy that compresses, in front of phones that poll.
    command -v nginx >/dev/null || printf 'nginx-light '
    # Networks and clocks that change under the server.
    command -v ip >/dev/null || printf 'iproute2 '
    command -v faketime >/dev/null || printf 'faketime '
}

# Debian's packages for the other browsers that games are played in.
missing_browsers() {
    [[ "$mode" == all ]] || return 0
    command -v firefox-esr >/dev/null || printf 'firefox-esr '
    command -v WebKitWebDriver >/dev/null || printf 'webkit2gtk-driver '
    command -v xvfb-run >/dev/null || printf 'xvfb xauth '
}

section "What the tests need"
command -v cargo >/dev/null || give_up "Rust is missing: install it from your system or with rustup, then run this again."
for part in fmt clippy; do
    cargo "$part" --version >/dev/null 2>&1 \
        || give_up "cargo $part is missing: 'rustup component add rustfmt clippy' installs it, then run this again."
done
read -ra packages <<<"$(missing_packages)"
read -ra browsers <<<"$(missing_browsers)"
if ((${#browsers[@]})) && { [[ $EUID -ne 0 ]] || ! command -v apt-get >/dev/null; }; then
    echo "Games in other browsers are left out for want of: ${browsers[*]}."
else
    packages+=("${browsers[@]}")
fi
if ((${#packages[@]})); then
    if [[ $EUID -ne 0 ]] || ! command -v apt-get >/dev/null; then
        give_up "These are missing: ${packages[*]}. Install them (sudo apt-get install ${packages[*]}), then run this again."
    fi
    apt-get update -q
    packages=("${packages[@]/#chromium/$(package_of_chromium)}")
    DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${packages[@]}"
fi
(
    cd tests/browser
    # npm leaves a copy of the lock file it has installed.
    if [[ ! node_modules/.package-lock.json -nt package-lock.json ]]; then
        PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund
    fi
)
echo "All there."

# The pages and their tests; then the pages alone, which have nothing of Node's.
types() {
    (cd tests/browser && npx --no-install tsc -p . && npx --no-install tsc -p tsconfig.pages.json)
}

page_units() {
    local units=(tests/browser/unit/**/*.test.*js)
    ((${#units[@]})) || give_up "There are no unit tests of the pages in tests/browser/unit."
    node --test "${units[@]}"
}

section "Formatting"
cargo fmt --check
npm --prefix tests/browser run --silent format:check

if [[ "$mode" == fast ]]; then
    section "Lints"
    cargo clippy --all-targets --all-features -- -D warnings
    section "Rules, rooms and the house"
    # The long ones are those that generate games by the hundred.
    cargo test --all-features --lib -- --skip property --skip fuzz
    section "Pages: types and units"
    types
    page_units
    section "All is well, as far as this looks"
    exit
fi

# The program, as optimised as what a player gets but for what makes that slow to build, is built beside what follows.
release_log=$(mktemp)
cargo build --profile quick >"$release_log" 2>&1 &
release=$!
trap 'kill "$release" 2>/dev/null || true; rm -f "$release_log"' EXIT

section "Lints"
cargo clippy --all-targets --all-features -- -D warnings

section "Documentation"
RUSTDOCFLAGS=-Dwarnings cargo doc --no-deps --all-features

section "Rules, rooms, the house and its contract"
cargo test --all-features --no-run
wait "$release" || give_up "$(cat "$release_log")"
# It has other features and settings than what was linted.
! grep -q '^warning' "$release_log" || give_up "$(cat "$release_log")"
# Tests that start the program start that: it starts ten times as fast as a debug build, and has the pages in it.
SPYSTER_BINARY="$(realpath "${CARGO_TARGET_DIR:-target}/quick/spyster")"
export SPYSTER_BINARY
# More at a time than there are cores: many of them wait for timers, disks and processes.
cargo test --all-features -- --test-threads="$((2 * $(nproc)))"

section "Pages: types and units"
types
page_units

SPYSTER_CHROMIUM="$(chromium_path)"
export SPYSTER_CHROMIUM

section "Pages: scenes"
scenes=(tests/browser/scenes/**/*.test.*js)
((${#scenes[@]})) || give_up "There are no scenes in tests/browser/scenes."
# One page each that draws without a graphics card and is never waited for: as many at a time as there are cores.
node --test --test-concurrency="$(nproc)" "${scenes[@]}"

section "Pages: whole games"
games=(tests/browser/play/**/*.test.*js)
((${#games[@]})) || give_up "There are no games in tests/browser/play."
# They wait for the game's own clocks most of the time: more of them at a time than there are cores.
node --test --test-concurrency="$((2 * $(nproc)))" "${games[@]}"

section "Pages: what a busy machine would falsify"
measured=(tests/browser/alone/**/*.test.*js)
((${#measured[@]})) || give_up "There are no tests in tests/browser/alone."
node --test --test-concurrency=1 "${measured[@]}"

section "All is well"
