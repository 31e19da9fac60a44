# What a contributor runs. A recipe is a line of `.ci/run`, or calls a script of `.ci`: what CI checks
# is said there, and a test holds that nothing else stands here.

# these recipes
default:
    @just --list

# all tests but the slow ones
test:
    cargo test --locked

# format, spelling, warnings
lint:
    cargo fmt --check
    .ci/typos
    cargo clippy --locked --workspace --all-targets --all-features -- -D warnings

# the docs as they are published, and every link in them
docs:
    RUSTDOCFLAGS='-D warnings' cargo doc --locked --no-deps --all-features
    .ci/links
    docs/pictures/draw --check

# judge a change of the contract: check, surface, release, examples
contract:
    cargo run --locked -p contract

# the contract by validators of others, and mutated
validate:
    .ci/validate
    .ci/mutations

# every example, against the sandbox
examples:
    .ci/examples

# the command line
cli:
    cargo test --locked --package flatfile-jobs-cli

# clients that others wrote, against the sandbox
conformance:
    conformance/run --soak 5

# everything that CI checks
ci:
    .ci/run

# features two by two, licences, oldest versions, the public API, the targets of fuzz/
promises:
    .ci/promises

# the long form, by hand and before a release: hours
deep:
    .ci/deep
