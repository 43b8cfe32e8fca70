//! Both engines for tests: the embedded one in a folder of its own, and PostgreSQL on a real server that
//! the tests start themselves (or that `cargo xtask test` started for all), each test in a database of
//! its own.

use std::{path::PathBuf, sync::OnceLock};

use platform::lanes::{Engine, Postgres, Sqlite};
use private_postgres::{Place, PrivatePostgres};
use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

/// An engine that a test has for itself.
pub trait Private: Engine + Sized + 'static {
    /// What lies under it, gone with the test.
    type Ground;

    async fn fresh() -> (Self, Self::Ground);

    /// Another engine on the same ground, as after a restart or beside the first.
    async fn again(ground: &Self::Ground) -> Self;
}

/// A folder that goes with the test.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("forecourt-desks-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left behind is in the system's folder for what is temporary.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Private for Sqlite {
    type Ground = Folder;

    async fn fresh() -> (Self, Folder) {
        let folder = Folder::new();
        let engine = Self::open(&folder.0.join("platform.db"), 1).expect("a platform");
        (engine, folder)
    }

    async fn again(ground: &Folder) -> Self {
        Self::open(&ground.0.join("platform.db"), 1).expect("the same platform")
    }
}

impl Private for Postgres {
    type Ground = Database;

    async fn fresh() -> (Self, Database) {
        let database = Database::new().await;
        (database.node().await, database)
    }

    async fn again(ground: &Database) -> Self {
        ground.node().await
    }
}

/// A database on the private server, with all tables and nothing in them.
pub struct Database {
    pub address: String,
}

const TEMPLATE: &str = "forecourt_template";

impl Database {
    pub async fn new() -> Self {
        let place = server();
        let server = client(&place.address("postgres")).await;
        // Tests of one run make the template once, and a template must be at rest while it is copied.
        let held = "select pg_advisory_lock(1)";
        server.batch_execute(held).await.expect("the lock");
        let there = server
            .query_opt("select 1 from pg_database where datname = $1", &[&TEMPLATE])
            .await
            .expect("the databases");
        if there.is_none() {
            let making = format!("{TEMPLATE}_making");
            for words in [
                format!("drop database if exists {making}"),
                format!("create database {making}"),
            ] {
                server.batch_execute(&words).await.expect("a database");
            }
            drop(
                Postgres::open(&place.address(&making), 1)
                    .await
                    .expect("the migrations run"),
            );
            let ends =
                "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = $1";
            server.query(ends, &[&making]).await.expect("it is at rest");
            server
                .batch_execute(&format!("alter database {making} rename to {TEMPLATE}"))
                .await
                .expect("the template");
        }
        let name = format!("test_{}", Uuid::now_v7().simple());
        server
            .batch_execute(&format!("create database {name} template {TEMPLATE}"))
            .await
            .expect("a database");
        Self {
            address: place.address(&name),
        }
    }

    /// Another node of the platform on this database.
    pub async fn node(&self) -> Postgres {
        Postgres::open(&self.address, 1).await.expect("a node")
    }

    /// A line to the database beside the platform.
    pub async fn client(&self) -> Client {
        client(&self.address).await
    }
}

/// The server that `cargo xtask test` started, or one that lives as long as this program.
pub fn server() -> Place {
    static OWN: OnceLock<PrivatePostgres> = OnceLock::new();
    Place::shared().unwrap_or_else(|| {
        OWN.get_or_init(|| PrivatePostgres::start().expect("PostgreSQL starts"))
            .place()
    })
}

async fn client(address: &str) -> Client {
    let (client, line) = tokio_postgres::connect(address, NoTls)
        .await
        .expect("a line to the server");
    tokio::spawn(line);
    client
}
