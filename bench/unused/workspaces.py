"""What bench/unused looks through: published packages alone, and those of one repository put together again."""

PACKAGES = """arrayvec@0.7.6 bstr@1.12.0 bytes@1.10.1 camino@1.2.0 either@1.15.0 fastrand@2.3.0 fnv@1.0.7 globset@0.4.16
    heck@0.5.0 hex@0.4.3 http@1.3.1 httparse@1.10.1 humantime@2.2.0 ignore@0.4.23 lexopt@0.3.1 matchit@0.8.4 memchr@2.7.4
    once_cell@1.21.3 pathdiff@0.2.3 percent-encoding@2.3.1 same-file@1.0.6 scopeguard@1.2.0 semver@1.0.26 smallvec@1.15.1
    strsim@0.11.1 termcolor@1.4.1 textwrap@0.16.2 unicode-width@0.2.1 url@2.5.4 walkdir@2.5.0"""

# The registry has no workspaces: these are the members that a repository published, as members of one workspace again and
# patched in for each other. What was never published (tests of the whole, tools) is not in them.
WORKSPACES = {
    "anstyle": "anstream@0.6.20 anstyle@1.0.11 anstyle-parse@0.2.7 anstyle-query@1.1.4 colorchoice@1.0.4",
    "crossbeam": "crossbeam@0.8.4 crossbeam-channel@0.5.15 crossbeam-deque@0.8.6 crossbeam-epoch@0.9.18 "
                 "crossbeam-queue@0.3.12 crossbeam-utils@0.8.21",
    "parking_lot": "parking_lot@0.12.4 parking_lot_core@0.9.11 lock_api@0.4.13",
    "rand": "rand@0.9.2 rand_core@0.9.3 rand_chacha@0.9.0",
    "http-body": "http-body@1.0.1 http-body-util@0.1.3",
    "rust-url": "url@2.5.4 idna@1.0.3 form_urlencoded@1.2.1 percent-encoding@2.3.1",
    "regex": "regex@1.11.1 regex-automata@0.4.9 regex-syntax@0.8.5",
    "ripgrep": "grep@0.3.2 grep-cli@0.1.11 grep-matcher@0.1.7 grep-printer@0.2.2 grep-regex@0.1.13 grep-searcher@0.1.14 "
               "globset@0.4.16 ignore@0.4.23",
    "futures-rs": "futures@0.3.31 futures-channel@0.3.31 futures-core@0.3.31 futures-executor@0.3.31 futures-io@0.3.31 "
                  "futures-sink@0.3.31 futures-task@0.3.31 futures-util@0.3.31",
    "rayon": "rayon@1.11.0 rayon-core@1.13.0",
    "serde": "serde@1.0.219 serde_derive@1.0.219",
    "thiserror": "thiserror@2.0.17 thiserror-impl@2.0.17",
    "tower": "tower@0.5.2 tower-layer@0.3.3 tower-service@0.3.3",
    "tracing": "tracing@0.1.41 tracing-attributes@0.1.30 tracing-core@0.1.34 tracing-log@0.2.0",
    "clap": "clap@4.5.48 clap_builder@4.5.48 clap_derive@4.5.47 clap_lex@0.7.5",
    "toml": "toml@0.9.7 toml_datetime@0.7.2 toml_parser@1.0.3 toml_writer@1.0.3",
    "num": "num-bigint@0.4.6 num-integer@0.1.46 num-rational@0.4.2 num-traits@0.2.19",
    "time": "time@0.3.44 time-core@0.1.6 time-macros@0.2.24",
}
