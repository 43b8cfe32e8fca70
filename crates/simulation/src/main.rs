//! Plays seeds: `simulation --seeds N --from S [--mutant NAME] [--mutants] [--short-days] [--threads T]`.

use std::{
    collections::BTreeMap,
    process::ExitCode,
    sync::{
        Mutex,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::Instant,
};

use simulation::{Beginnings, Mutant, Options, Report, Table, play, play_twice};

/// The same that desks and platform have.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const USAGE: &str =
    "simulation [--seeds N] [--from S] [--threads T] [--mutant NAME | --mutants] [--short-days]";
/// So many seeds a mutant has to be caught in.
const SEEDS_OF_A_MUTANT: u64 = 50;

struct Wanted {
    seeds: u64,
    from: u64,
    threads: u64,
    mutants: Vec<Mutant>,
    days: Days,
}

/// How long a day is.
enum Days {
    Whole,
    Short,
}

impl Wanted {
    /// Whoever replays one seed, or one planted bug, wants to know all of it.
    fn options(&self) -> Options {
        let day = match self.days {
            Days::Whole => Options::default(),
            Days::Short => Options::short(),
        };
        if self.is_one() {
            Options {
                told: usize::MAX,
                ..day
            }
        } else {
            day
        }
    }

    fn is_one(&self) -> bool {
        match self.mutants.len() {
            0 => self.seeds == 1,
            mutants => mutants == 1,
        }
    }
}

fn wanted() -> Result<Wanted, String> {
    let mut wanted = Wanted {
        seeds: 100,
        from: 1,
        threads: 2,
        mutants: Vec::new(),
        days: Days::Whole,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        if name == "--mutants" {
            wanted.mutants = Mutant::ALL.to_vec();
            continue;
        }
        if name == "--short-days" {
            wanted.days = Days::Short;
            continue;
        }
        let value = arguments
            .next()
            .ok_or_else(|| format!("{name} needs a value"))?;
        let number = || value.parse().map_err(|_| format!("{value} is no number"));
        match name.as_str() {
            "--seeds" => wanted.seeds = number()?,
            "--from" => wanted.from = number()?,
            "--threads" => wanted.threads = number()?.max(1),
            "--mutant" => {
                let mutant = Mutant::named(&value).ok_or_else(|| {
                    let names: Vec<&str> = Mutant::ALL.iter().map(|mutant| mutant.name()).collect();
                    format!(
                        "there is no mutant {value}; these exist: {}",
                        names.join(", ")
                    )
                })?;
                wanted.mutants = vec![mutant];
            }
            other => return Err(format!("{other} is unknown. {USAGE}")),
        }
    }
    Ok(wanted)
}

fn main() -> ExitCode {
    let wanted = match wanted() {
        Ok(wanted) => wanted,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::FAILURE;
        }
    };
    let beginnings = Beginnings::make();
    if wanted.mutants.is_empty() {
        seeds(&wanted, &beginnings)
    } else {
        mutants(&wanted, &beginnings)
    }
}

/// Everything holds in every seed.
fn seeds(wanted: &Wanted, beginnings: &Beginnings) -> ExitCode {
    let options = wanted.options();
    let next = AtomicU64::new(wanted.from);
    let end = wanted.from + wanted.seeds;
    let table = Mutex::new((
        Table::default(),
        [0_u64; 3],
        Vec::<u64>::new(),
        BTreeMap::<String, u64>::new(),
    ));
    let began = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..wanted.threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= end {
                        break;
                    }
                    let report = play_twice(seed, options, beginnings);
                    let mut sums = table.lock().expect("nobody panics with it");
                    sums.0.add(&report.table);
                    sums.1[0] += report.commands;
                    sums.1[1] += report.refused;
                    sums.1[2] += report.held;
                    for (name, entered) in &report.by_name {
                        *sums.3.entry(name.clone()).or_default() += entered;
                    }
                    if !report.wrong.is_empty() {
                        sums.2.push(seed);
                        print_failure(&report);
                    }
                }
            });
        }
    });
    let (faults, [commands, refused, held], failed, by_name) =
        table.into_inner().expect("nobody panics with it");
    println!("{faults}");
    let entered: Vec<String> = by_name
        .iter()
        .map(|(name, entered)| format!("{name} {entered}"))
        .collect();
    println!("entered: {}", entered.join(", "));
    println!(
        "{} seeds, each twice, in {:.1} s; {commands} commands, of which {refused} refused and {held} held; {} faults; {} seeds failed",
        wanted.seeds,
        began.elapsed().as_secs_f64(),
        faults.total(),
        failed.len()
    );
    if failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        println!("failed: {failed:?}");
        ExitCode::FAILURE
    }
}

fn print_failure(report: &Report) {
    println!(
        "seed {} (again: --from {} --seeds 1)",
        report.seed, report.seed
    );
    for step in &report.last_steps {
        println!("  {step}");
    }
    for wrong in &report.wrong {
        println!("  WRONG {wrong}");
    }
}

/// Every mutant is caught.
fn mutants(wanted: &Wanted, beginnings: &Beginnings) -> ExitCode {
    let next = AtomicUsize::new(0);
    let survived = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..wanted.threads {
            scope.spawn(|| {
                while let Some(mutant) = wanted.mutants.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if !is_caught(*mutant, wanted, beginnings) {
                        let mut survived = survived.lock().expect("nobody panics with it");
                        survived.push(mutant.name());
                    }
                }
            });
        }
    });
    let survived = survived.into_inner().expect("nobody panics with it");
    if survived.is_empty() {
        ExitCode::SUCCESS
    } else {
        println!("survived: {survived:?}");
        ExitCode::FAILURE
    }
}

fn is_caught(mutant: Mutant, wanted: &Wanted, beginnings: &Beginnings) -> bool {
    let options = wanted.options().with(mutant);
    let caught = (wanted.from..wanted.from + SEEDS_OF_A_MUTANT)
        .map(|seed| play(seed, options, beginnings))
        .find(|report| !report.wrong.is_empty());
    if let Some(report) = &caught {
        if wanted.is_one() {
            print_failure(report);
        }
        println!(
            "{:28} caught by seed {}: {}",
            mutant.name(),
            report.seed,
            report.wrong.first().map_or("", String::as_str)
        );
    } else {
        println!("{:28} SURVIVED", mutant.name());
    }
    caught.is_some()
}
