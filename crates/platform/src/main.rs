//! `platform`: serves the central platform, proves its ledger, gives out founding codes, puts stores into groups and takes
//! them out, and publishes rules of law.

use std::{
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
};

use domain::{dealerships::Dealership, groups::StorePart};
use platform::{
    certificates::{self, Certificates},
    lanes::{Engine, Postgres, Sqlite},
    node::{GivenByPlatform, Node},
    rules,
    server::{self, Before, Limits, Measures},
    verify::{self, Broken},
};
use protocol::ledger::Verdict;

/// As in the workstation, whose rules and rows these are.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const USAGE: &str = "\
platform serve          serve until interrupted
platform founding-code  give out a code with which one dealership comes to this platform
platform verify         prove every lane: hash chain and signatures
platform group          list the groups and their stores; with --found NAME make one, with --join CODE
                        --group NAME put the store with this code into one, with --leave CODE take it out
platform rules          list: the rules of law that hold and until when; show SET: one as it is published;
                        check FILE…: read files without publishing them; publish FILE…: give them to every
                        dealership, all or none, with --note TEXT

  --data DIR            where the platform keeps its files          [./platform-data]
  --database-url URL    PostgreSQL instead of the embedded store; any number of nodes share one
                        [FORECOURT_DATABASE_URL]
  --listen ADDRESS      where it listens                            [127.0.0.1:8443]
  --address URL         the address that people type                [https://localhost:PORT]
  --name NAME           a name or address in its certificate; may be given several times
  --certificate FILE    a PEM chain from elsewhere, with --private-key FILE
  --founding-code CODE  with serve: let a dealership come with this code
  --limit WHAT=N        how often in a minute one address may ask: reading=600, requesting=60 or
                        signing-in=120; may be given several times
  --behind-proxy        a proxy stands before it, which adds whom it heard to X-Forwarded-For
  --found NAME          with group: make a group of this name
  --join CODE           with group: put the dealership with this code (or id) into a group
  --group NAME          the name (or id) of that group
  --leave CODE          with group: take the dealership with this code (or id) out of its group; no car may be
                        on its way to or from it
  --part PART           keeps: whoever may in this store edits what the group shares; belongs [belongs]
  --announce            with serve: write the address to the standard output once it listens";

#[derive(Default)]
struct Given {
    data: Option<PathBuf>,
    listen: Option<SocketAddr>,
    address: Option<String>,
    names: Vec<String>,
    certificate: Option<PathBuf>,
    private_key: Option<PathBuf>,
    founding_code: Option<String>,
    database_url: Option<String>,
    found: Option<String>,
    join: Option<String>,
    leave: Option<String>,
    group: Option<String>,
    part: StorePart,
    note: Option<String>,
    /// What stands after the command's name without two dashes.
    words: Vec<String>,
    announce: Option<()>,
    measures: Measures,
    before: Before,
}

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn given(mut words: impl Iterator<Item = String>) -> Outcome<Given> {
    let mut given = Given::default();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--announce" => {
                given.announce = Some(());
                continue;
            }
            "--behind-proxy" => {
                given.before = Before::Proxy;
                continue;
            }
            word if !word.starts_with("--") => {
                given.words.push(word.to_owned());
                continue;
            }
            _ => {}
        }
        let value = words
            .next()
            .ok_or_else(|| format!("{word} needs a value.\n\n{USAGE}"))?;
        match word.as_str() {
            "--data" => given.data = Some(value.into()),
            "--listen" => given.listen = Some(value.parse()?),
            "--address" => given.address = Some(value),
            "--name" => given.names.push(value),
            "--certificate" => given.certificate = Some(value.into()),
            "--private-key" => given.private_key = Some(value.into()),
            "--database-url" => given.database_url = Some(value),
            "--founding-code" => given.founding_code = Some(value),
            "--found" => given.found = Some(value),
            "--join" => given.join = Some(value),
            "--leave" => given.leave = Some(value),
            "--note" => given.note = Some(value),
            "--group" => given.group = Some(value),
            "--part" => {
                given.part = StorePart::from_word(&value)
                    .ok_or_else(|| format!("--part {value} is none.\n\n{USAGE}"))?;
            }
            "--limit" => limit(&mut given.measures, &value)?,
            _ => return Err(format!("{word} is unknown.\n\n{USAGE}").into()),
        }
    }
    Ok(given)
}

/// One measure as it is written: what, and how often in a minute.
fn limit(measures: &mut Measures, written: &str) -> Outcome {
    let wrong = || format!("--limit {written} is none.\n\n{USAGE}");
    let (what, often) = written.split_once('=').ok_or_else(wrong)?;
    let often = often.parse().map_err(|_| wrong())?;
    match what {
        "reading" => measures.reading = often,
        "requesting" => measures.requesting = often,
        "signing-in" => measures.signing_in = often,
        _ => return Err(wrong().into()),
    }
    Ok(())
}

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let command = words.next().unwrap_or_default();
    let done = given(words).and_then(|given| {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        runtime.block_on(run(&command, given))
    });
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("platform: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: &str, given: Given) -> Outcome<ExitCode> {
    if let Some(word) = given.words.first().filter(|_| command != "rules") {
        return Err(format!("{word} is unknown.\n\n{USAGE}").into());
    }
    // Files are read without a platform.
    if let Some((what, files)) = given.words.split_first()
        && what == "check"
    {
        print!("{}", rules::checked(files)?);
        return Ok(ExitCode::SUCCESS);
    }
    let data = given
        .data
        .clone()
        .unwrap_or_else(|| PathBuf::from("platform-data"));
    std::fs::create_dir_all(&data)?;
    let database = given
        .database_url
        .clone()
        .or_else(|| std::env::var("FORECOURT_DATABASE_URL").ok());
    if let Some(url) = database {
        let engine = Postgres::open(&url, new_epoch()).await?;
        over(command, Arc::new(Node::new(engine).await?), given, data).await
    } else {
        let engine = Sqlite::open(&data.join("platform.db"), new_epoch())?;
        over(command, Arc::new(Node::new(engine).await?), given, data).await
    }
}

async fn over<E: Engine + 'static>(
    command: &str,
    node: Arc<Node<E>>,
    given: Given,
    data: PathBuf,
) -> Outcome<ExitCode> {
    match command {
        "serve" => serve(node, given, data).await.map(|()| ExitCode::SUCCESS),
        "founding-code" => {
            println!("{}", node.founding_code().await?);
            Ok(ExitCode::SUCCESS)
        }
        "verify" => prove(&node).await,
        "group" => groups(&node, &given).await,
        "rules" => {
            print!("{}", rules::run(&node, &given.words, given.note).await?);
            Ok(ExitCode::SUCCESS)
        }
        _ => Err(USAGE.into()),
    }
}

/// Lanes that begin here count from an epoch that no other platform has.
fn new_epoch() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(1, |since| since.as_millis() as u64)
}

async fn serve<E: Engine + 'static>(node: Arc<Node<E>>, given: Given, data: PathBuf) -> Outcome {
    let listen = given
        .listen
        .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8443)));
    let certificates = match (given.certificate, given.private_key) {
        (Some(chain), Some(key)) => Certificates {
            chain,
            key,
            authority: None,
        },
        (None, None) => {
            let mut names = certificates::local_names(listen.ip());
            names.extend(given.names);
            certificates::own(&data.join("certificates"), &names)?
        }
        _ => return Err("--certificate and --private-key belong together.".into()),
    };
    if let Some(code) = &given.founding_code {
        node.allow_founding(code).await?;
    }
    let listener = TcpListener::bind(listen)?;
    let port = listener.local_addr()?.port();
    let public = given
        .address
        .unwrap_or_else(|| format!("https://localhost:{port}"));
    let limits = Limits::new(given.measures, given.before);
    let mut serving = server::serve_within(node, listener, &certificates, &public, limits).await?;
    if given.announce.is_some() {
        println!("platform: listening {public}");
    }
    tokio::select! {
        ended = serving.ended() => ended?,
        _ = interrupted() => serving.stop().await?,
    }
    Ok(())
}

/// Waits for the wish to end, from a terminal or from whatever started the program.
async fn interrupted() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut ended = signal(SignalKind::terminate())?;
        tokio::select! {
            pressed = tokio::signal::ctrl_c() => pressed,
            _ = ended.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

/// Makes a group, takes a store out of one, puts a store into one, or lists them.
async fn groups<E: Engine + 'static>(node: &Node<E>, given: &Given) -> Outcome<ExitCode> {
    if let Some(name) = &given.found {
        entered(node.found_group(name).await?, "The group was not made")?;
    }
    if let Some(code) = &given.leave {
        let store = dealership(node, code).await?;
        let group = node.group_of(store.id.lane()).await?;
        let group = group.ok_or_else(|| format!("{code} is in no group."))?;
        let left = node.leave_group(store.id, group).await?;
        entered(left, "The store is still in the group")?;
    }
    match (&given.join, &given.group) {
        (Some(code), Some(name)) => {
            let store = dealership(node, code).await?;
            let group = the_one(
                node.groups().await?,
                |group| group.name == *name || group.id.to_string() == *name,
                &format!("group is called {name}"),
            )?;
            let joined = node.join_group(store.id, group.id, given.part).await?;
            entered(joined, "The store is not in the group")?;
        }
        (None, None) => {}
        _ => return Err("--join and --group belong together.".into()),
    }
    for group in node.groups().await? {
        println!("{}  {}", group.id, group.name);
        for store in group.stores {
            println!("    {:6}  {}  {}", store.code, store.name, store.id);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The dealership with this code or id.
async fn dealership<E: Engine + 'static>(node: &Node<E>, code: &str) -> Outcome<Dealership> {
    the_one(
        node.dealerships().await?,
        |store| store.code == *code || store.id.to_string() == *code,
        &format!("dealership has the code {code}"),
    )
}

/// The one that is meant, or why it is not clear which.
fn the_one<T>(all: Vec<T>, is_meant: impl Fn(&T) -> bool, what: &str) -> Outcome<T> {
    let mut meant = all.into_iter().filter(is_meant);
    match (meant.next(), meant.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => Err(format!("No {what}.").into()),
        (Some(_), Some(_)) => Err(format!("More than one {what}; give its id.").into()),
    }
}

/// What a command of the platform's own came to.
fn entered(given: GivenByPlatform, not: &str) -> Outcome {
    match given.verdict {
        Verdict::Accepted(_) => Ok(()),
        Verdict::Refused(refusal) => {
            let value = |name: &str| {
                let value = refusal.values.get(name).and_then(|value| value.as_str());
                value.unwrap_or_default().to_owned()
            };
            let why = match refusal.code.as_str() {
                "inAGroup" => format!("it belongs to {} already", value("group")),
                "storeCodeTaken" => format!(
                    "{} has the code {} there; two stores of a group have different codes",
                    value("store"),
                    value("given")
                ),
                "carsBetweenStores" => format!(
                    "cars are on their way to or from it ({}); receive them or take them back first",
                    value("numbers")
                ),
                "noGroup" => "it has left the group meanwhile".to_owned(),
                "empty" => "a group has a name".to_owned(),
                other => other.to_owned(),
            };
            Err(format!("{not}: {why}.").into())
        }
    }
}

async fn prove<E: Engine + 'static>(node: &Node<E>) -> Outcome<ExitCode> {
    let mut code = ExitCode::SUCCESS;
    for (lane, _) in node.engine.lanes().await? {
        let proof = verify::lane(node, lane).await?;
        match proof.broken {
            None => println!(
                "{}: {} entries hold; the contents of {} were erased by request",
                lane, proof.entries, proof.erased
            ),
            Some(Broken::Chain { seq }) => {
                println!("{lane}: entry {seq} was altered, or one before it is missing");
                code = ExitCode::FAILURE;
            }
            Some(Broken::Signature { seq }) => {
                println!("{lane}: the signature of entry {seq} is nobody's");
                code = ExitCode::FAILURE;
            }
        }
    }
    Ok(code)
}
