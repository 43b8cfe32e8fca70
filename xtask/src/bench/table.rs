//! The one table of benches: what runs, over which sample, and what each figure is to reach.

use crate::sample::Size;

/// A bench: its programs and what their figures are to reach.
pub struct Bench {
    pub name: &'static str,
    pub programs: &'static [Program],
    pub targets: &'static [Target],
}

/// A program that measures, an example of its crate.
pub struct Program {
    pub package: &'static str,
    pub example: &'static str,
    pub arguments: &'static [&'static str],
    pub measures: Measures,
    pub says: Says,
    /// What it measures over, when that is a sample.
    pub sample: Option<Size>,
}

impl Program {
    const fn over(self, size: Size) -> Self {
        Self {
            sample: Some(size),
            ..self
        }
    }
}

/// What a program prints as its last line of JSON.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// `{"figures": [{"name", "value", "unit", "compared_with", "ratio"}]}`.
    Figures,
    /// What it measured of a paper, and the glyphs in it, which are then compared.
    Paper,
}

/// Where the work that is timed happens.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Measures {
    /// In the program itself, which is therefore built for release.
    Itself,
    /// In the workstation's window, built for release, which the program watches from outside.
    Window,
}

/// What one figure is to reach.
pub struct Target {
    pub figure: &'static str,
    pub bound: Bound,
    pub measured: Measured,
}

/// When a figure is there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Measured {
    Always,
    /// Only when the peers' programs run beside ours.
    BesidePeers,
}

/// On which side of its bound a figure is to be.
#[derive(Clone, Copy)]
pub enum Bound {
    AtMost(f64),
    AtLeast(f64),
}

pub const fn at_most(figure: &'static str, bound: f64) -> Target {
    Target {
        figure,
        bound: Bound::AtMost(bound),
        measured: Measured::Always,
    }
}

const fn at_least(figure: &'static str, bound: f64) -> Target {
    Target {
        figure,
        bound: Bound::AtLeast(bound),
        measured: Measured::Always,
    }
}

/// How many times as much as ours a peer is to take.
const fn peer(figure: &'static str, times: f64) -> Target {
    Target {
        figure,
        bound: Bound::AtLeast(times),
        measured: Measured::BesidePeers,
    }
}

const fn desk(example: &'static str) -> Program {
    Program {
        package: "forecourt-desk",
        example,
        arguments: &[],
        measures: Measures::Itself,
        says: Says::Figures,
        sample: None,
    }
}

/// Between real workstations and a real platform.
const fn many_desks(arguments: &'static [&'static str]) -> Program {
    Program {
        package: "forecourt-desk",
        example: "bench_sync",
        arguments,
        measures: Measures::Itself,
        says: Says::Figures,
        sample: None,
    }
}

const fn platform(example: &'static str) -> Program {
    Program {
        package: "forecourt-platform",
        example,
        arguments: &[],
        measures: Measures::Itself,
        says: Says::Figures,
        sample: None,
    }
}

const fn window(example: &'static str) -> Program {
    Program {
        package: "forecourt-tests",
        example,
        arguments: &[],
        measures: Measures::Window,
        says: Says::Figures,
        sample: None,
    }
}

pub const BENCHES: &[Bench] = &[
    Bench {
        name: "search",
        programs: &[desk("bench_search").over(Size::Large)],
        targets: &[
            at_most("p50", 1.0),
            at_most("p99", 5.0),
            at_most("cold", 50.0),
        ],
    },
    Bench {
        name: "list",
        programs: &[desk("bench_list").over(Size::Large)],
        targets: &[at_most("p99", 30.0)],
    },
    Bench {
        name: "submit",
        programs: &[desk("bench_submit").over(Size::Large)],
        targets: &[
            at_most("beyond_commit_p99", 3.0),
            at_most("decide_p99", 0.2),
        ],
    },
    Bench {
        name: "start",
        programs: &[window("bench_start")],
        targets: &[at_most("ratio", 1.5), at_most("my_day_ms", 150.0)],
    },
    Bench {
        name: "memory",
        programs: &[window("bench_memory")],
        targets: &[at_most("ratio", 1.5)],
    },
    Bench {
        name: "document",
        programs: &[Program {
            package: "forecourt-documents",
            example: "bench_document",
            arguments: &[],
            measures: Measures::Itself,
            says: Says::Paper,
            sample: None,
        }],
        targets: &[
            at_most("contract_ms", 40.0),
            at_most("contract_bytes_ratio", 1.25),
            at_most("report_ms", 400.0),
        ],
    },
    Bench {
        name: "import",
        programs: &[desk("bench_import"), window("bench_import_frames")],
        targets: &[
            at_least("dry_run_rows_per_s", 10_000.0),
            at_least("commit_rows_per_s", 10_000.0),
            at_most("frame_gap_p99_ms", 50.0),
        ],
    },
    Bench {
        name: "next-service",
        programs: &[desk("bench_next_service").over(Size::Large)],
        targets: &[at_most("list_p99", 100.0)],
    },
    Bench {
        name: "schedule",
        programs: &[
            desk("bench_schedule").over(Size::Large),
            window("bench_dragging").over(Size::Board),
        ],
        targets: &[
            at_most("board_p99", 20.0),
            at_most("earliest_slot_p99", 10.0),
            at_most("decide_p99", 0.3),
            at_most("frame_gap_ratio", 1.5),
        ],
    },
    Bench {
        name: "first-sync",
        programs: &[many_desks(&["first-sync"])],
        targets: &[
            at_most("x_local", 2.0),
            at_most("s_50k", 0.9),
            at_most("first_screen_s", 1.0),
            at_most("bytes_ratio", 1.3),
            at_most("memory_mb", 500.0),
            peer("x_pouchdb", 10.0),
            peer("x_zero", 5.0),
        ],
    },
    Bench {
        name: "live",
        programs: &[many_desks(&["live"])],
        targets: &[at_most("x_parts", 2.0), peer("x_pouchdb", 2.0)],
    },
    Bench {
        name: "push",
        programs: &[many_desks(&["push"])],
        targets: &[at_most("s_1000", 0.24), at_most("noop_pull_ms", 1.0)],
    },
    Bench {
        name: "wan",
        programs: &[many_desks(&["wan"])],
        targets: &[
            at_most("live_round_trips", 2.5),
            at_most("push_over_line", 1.5),
            at_most("first_sync_over_line", 1.5),
        ],
    },
    Bench {
        name: "fan-out",
        programs: &[many_desks(&["fan-out"])],
        targets: &[at_most("memory_mb", 1_000.0), at_most("p95_ms", 50.0)],
    },
    Bench {
        name: "rebase",
        programs: &[platform("bench_rebase")],
        targets: &[at_most("ms", 150.0)],
    },
    Bench {
        name: "platform",
        programs: &[platform("bench_platform")],
        targets: &[
            at_least("one_lane_per_s", 1_500.0),
            at_least("over_pgbench", 0.5),
        ],
    },
];
