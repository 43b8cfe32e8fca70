//! THE list of everything the page can ask and do. Adding a call is one line here and a handler in
//! its area's folder; the TypeScript types follow by `cargo xtask codegen`.

use crate::attentions;
use crate::audit;
use crate::backups;
use crate::catalogue;
use crate::customers;
use crate::dealerships;
use crate::imports;
use crate::leads;
use crate::lists;
use crate::my_day;
use crate::orders;
use crate::papers;
use crate::people;
use crate::privacy;
use crate::quotes;
use crate::reports;
use crate::search;
use crate::session;
use crate::settings;
use crate::shell::WorkProgress;
use crate::stores;
use crate::submit;
use crate::sync;
use crate::test_drives;
use crate::vehicles;
use crate::visits;
use crate::work;

/// The arguments of a call that needs none.
#[derive(Debug, Clone, Default, serde::Deserialize, ts_rs::TS)]
pub struct Nothing {}

crate::rpc_list! {
    queries {
        "session.state" => session::state: Nothing => session::SessionState, reads ["person", "role", "dealership"];
        "settings.load" => settings::load: Nothing => settings::Settings, reads ["setting"];
        "vehicles.list" => vehicles::list: lists::ListArgs => lists::ListPage<vehicles::VehicleRow>, reads ["vehicle", "vehicle_cost", "model", "lead", "quote", "sales_order"];
        "search.all" => search::all: search::SearchArgs => search::SearchAnswer, reads ["vehicle", "customer", "sales_order", "model"];
        "commands.check" => submit::check: submit::Submission => submit::Check, reads ["*"];
        "customers.list" => customers::list: lists::ListArgs => lists::ListPage<customers::CustomerRow>, reads ["customer", "lead"];
        "customers.card" => customers::card: customers::CustomerCardArgs => customers::CustomerCard, reads ["customer", "customer_vehicle", "customer_merge", "consent", "lead", "contact", "task", "visit", "paper"];
        "customers.duplicates" => customers::duplicates: customers::DuplicatesArgs => Vec<customers::Duplicate>, reads ["customer", "customer_vehicle"];
        "leads.list" => leads::list: lists::ListArgs => lists::ListPage<leads::LeadRow>, reads ["lead", "customer", "lead_policy"];
        "leads.policy" => leads::policy: Nothing => domain::leads::LeadTerms, reads ["lead_policy"];
        "visits.list" => visits::list: lists::ListArgs => lists::ListPage<visits::VisitRow>, reads ["visit", "customer"];
        "visits.rotation" => visits::rotation: Nothing => Vec<visits::TurnRow>, reads ["reception_turn", "person"];
        "my_day.tiles" => my_day::tiles: Nothing => my_day::DayTiles, reads ["task", "lead", "vehicle", "lead_policy", "approval", "sales_order"];
        "my_day.rows" => my_day::rows: my_day::DayRowsArgs => Vec<my_day::DayRow>, reads ["task", "lead", "vehicle", "customer", "lead_policy", "approval", "sales_order"];
        "privacy.log" => privacy::log: privacy::AccessLogArgs => privacy::AccessLog, reads ["access_log"];
        "vehicles.card" => vehicles::card: vehicles::VehicleCardArgs => vehicles::VehicleCard, reads ["vehicle", "vehicle_cost", "vehicle_cost_line"];
        "vehicles.aged" => vehicles::aged: Nothing => vehicles::StockAlerts, reads ["vehicle"];
        "orders.list" => orders::list: lists::ListArgs => lists::ListPage<orders::OrderRow>, reads ["sales_order", "order_account", "customer", "person"];
        "orders.card" => orders::card: orders::OrderCardArgs => orders::OrderCard, reads ["sales_order", "order_line", "order_account", "payment", "invoice", "vehicle", "customer", "person", "discount_authority", "discount_floor", "role"];
        "orders.begin" => orders::begin: orders::BeginOrderArgs => orders::OrderBegun, reads ["quote", "quote_line", "sales_order", "customer", "vehicle", "model", "person"];
        "orders.work_out" => orders::work_out: orders::WorkOutOrderArgs => orders::OrderWorkedOut, reads ["discount_authority", "discount_floor", "vehicle", "model", "quote", "role", "person"];
        "orders.missing" => orders::missing: orders::OrderMissingArgs => orders::OrderMissing, reads ["sales_order", "order_account", "vehicle", "customer"];
        "payments.list" => orders::payment_list: lists::ListArgs => lists::ListPage<orders::PaymentRow>, reads ["payment", "sales_order", "person"];
        "money.capitals" => orders::capitals: orders::CapitalsArgs => orders::Capitals, reads [];
        "cash.day" => orders::day: orders::CashDayArgs => orders::CashDayView, reads ["cash_day", "payment", "sales_order", "person"];
        "papers.of" => papers::of: papers::PapersOf => Vec<domain::papers::Paper>, reads ["paper"];
        "people.list" => people::list: Nothing => people::People, reads ["person", "role"];
        "audit.history" => audit::history: audit::HistoryArgs => Vec<audit::HistoryLine>, reads ["*"];
        "backups.list" => backups::list: Nothing => backups::Backups, reads ["backup"];
        "quotes.list" => quotes::list: lists::ListArgs => lists::ListPage<quotes::QuoteRow>, reads ["quote", "person"];
        "quotes.card" => quotes::card: quotes::QuoteArgs => quotes::QuoteCard, reads ["quote", "quote_line", "loan_plan", "approval", "discount_authority", "discount_floor", "vehicle_cost", "role", "person"];
        "quotes.begin" => quotes::begin: quotes::BeginArgs => quotes::Begun, reads ["quote", "vehicle", "dealership", "model"];
        "quotes.work_out" => quotes::work_out: quotes::WorkOutArgs => quotes::WorkedOut, reads ["discount_authority", "discount_floor", "vehicle_cost", "role", "person"];
        "quotes.loans" => quotes::loans: quotes::SolveArgs => quotes::Solved, reads [];
        "quotes.approvals" => quotes::approvals: Nothing => Vec<quotes::WaitingApproval>, reads ["approval", "discount_authority", "discount_floor", "vehicle_cost", "role", "person"];
        "quotes.authorities" => quotes::authorities: Nothing => Vec<quotes::RoleAuthority>, reads ["role", "discount_authority"];
        "catalogue.list" => catalogue::list: lists::ListArgs => lists::ListPage<catalogue::CatalogueRow>, reads ["model", "series", "brand", "lead", "quote", "sales_order", "vehicle"];
        "catalogue.card" => catalogue::card: catalogue::CatalogueCardArgs => catalogue::CatalogueCard, reads ["model", "series", "brand", "equipment", "model_colour", "vehicle"];
        "catalogue.choices" => catalogue::choices: catalogue::ChoicesArgs => catalogue::CatalogueChoices, reads ["model", "series", "brand"];
        "catalogue.choice" => catalogue::choice: catalogue::CatalogueChoiceArgs => catalogue::CatalogueChoice, reads ["model", "series", "brand"];
        "catalogue.words" => catalogue::words: Nothing => catalogue::CatalogueWords, reads ["model", "series", "brand", "model_colour"];
        "imports.list" => imports::list: Nothing => Vec<imports::ImportRunRow>, reads ["import_run", "import_batch"];
        "reports.list" => reports::list: reports::ReportsArgs => Vec<reports::ReportHead>, reads ["role", "person"];
        "reports.run" => reports::run: reports::ReportArgs => insight::ReportTable, reads ["vehicle", "vehicle_cost", "sales_order", "order_line", "payment", "cash_day", "lead", "visit", "quote", "customer", "person", "role", "test_drive"];
        "reports.lines" => reports::lines: reports::ReportLinesArgs => reports::ReportLines, reads [];
        "reports.rows" => reports::rows: reports::ReportRowsArgs => insight::DrilledRows, reads ["vehicle", "vehicle_cost", "sales_order", "order_line", "payment", "cash_day", "lead", "visit", "quote", "customer", "person", "role", "test_drive"];
        "dealership.settings" => dealerships::settings: Nothing => domain::dealerships::Dealership, reads ["dealership"];
        "dealership.logo" => dealerships::shown_logo: Nothing => dealerships::HouseLogo, reads ["dealership"];
        "quotes.floors" => quotes::floors: quotes::FloorsArgs => quotes::DiscountFloors, reads ["discount_floor", "vehicle", "vehicle_cost"];
        "quotes.floor" => quotes::floor_of: quotes::FloorArgs => quotes::FloorOfVehicle, reads ["discount_floor"];
        "recovery.backups" => backups::recoverable: Nothing => backups::Recoverable, reads ["backup"];
        "test_drives.board" => test_drives::board: test_drives::BoardArgs => test_drives::DriveBoard, reads ["test_drive", "vehicle", "demo_car", "person", "role", "customer", "test_drive_policy"];
        "test_drives.list" => test_drives::list: lists::ListArgs => lists::ListPage<test_drives::DriveRow>, reads ["test_drive", "vehicle", "person", "customer"];
        "test_drives.of" => test_drives::of: test_drives::DrivesOf => Vec<test_drives::DriveRow>, reads ["test_drive", "vehicle", "person", "customer"];
        "test_drives.card" => test_drives::card: test_drives::DriveCardArgs => test_drives::DriveCard, reads ["test_drive", "driving_licence", "demo_car", "vehicle", "customer", "lead", "person", "paper", "drive_route", "test_drive_policy", "lead_policy"];
        "test_drives.begin" => test_drives::begin: test_drives::BeginDriveArgs => test_drives::DriveBegun, reads ["vehicle", "demo_car", "customer", "lead", "person", "role", "drive_route", "test_drive_policy"];
        "test_drives.free" => test_drives::free: test_drives::FreeStartsArgs => test_drives::FreeStarts, reads ["test_drive", "vehicle", "person", "test_drive_policy"];
        "test_drives.settings" => test_drives::settings: Nothing => test_drives::DriveSettings, reads ["test_drive_policy", "drive_route", "demo_car", "vehicle"];
        "sync.state" => sync::state: Nothing => sync::SyncState, reads ["*", "sync"];
        "sync.join_state" => sync::join_state: Nothing => sync::JoinState, reads ["sync"];
        "desks.list" => sync::desks: Nothing => sync::Desks, reads ["desk", "sync"];
        "attentions.list" => attentions::list: Nothing => attentions::AttentionList, reads ["attention", "person", "desk"];
        "leads.policies" => leads::policies: Nothing => leads::LeadPolicies, reads ["lead_policy"];
    }
    actions {
        "reports.preview" => reports::preview: reports::ReportArgs => reports::ReportPreview;
        "reports.print" => reports::print: reports::PrintReport => ();
        "reports.save" => reports::save: reports::ReportFileArgs => reports::ReportSaved;
        "submit" => submit::submit: submit::Submission => submit::Submitted;
        "store.create" => stores::create: stores::CreateStore => ();
        "store.create_training" => stores::create_training: stores::CreateTraining => ();
        "store.unlock" => stores::unlock: stores::Unlock => ();
        "store.retry" => stores::retry: Nothing => ();
        "session.sign_in" => session::sign_in: session::SignIn => ();
        "settings.speak" => settings::speak: settings::Speak => ();
        "session.lock" => session::lock: Nothing => ();
        "session.sign_out" => session::sign_out: Nothing => ();
        "settings.save" => settings::save: settings::SaveSettings => ();
        "drafts.save" => settings::save_draft: settings::SaveDraft => ();
        "drafts.load" => settings::load_draft: settings::DraftName => Option<settings::Draft>;
        "drafts.discard" => settings::discard_draft: settings::DraftName => ();
        "privacy.reveal" => privacy::reveal: privacy::Reveal => privacy::Revealed;
        "privacy.export" => privacy::export: privacy::ExportPerson => privacy::PersonExport;
        "people.add" => people::add: people::NewColleague => submit::Submitted;
        "people.reset_password" => people::reset_password: people::ResetPassword => submit::Submitted;
        "people.change_password" => people::change_password: people::ChangePassword => submit::Submitted;
        "audit.verify" => audit::verify: audit::VerifyAudit => audit::AuditProof;
        "backups.make" => backups::back_up: backups::BackUp => backups::BackupRow;
        "backups.restore" => backups::restore: backups::Restore => ();
        "recovery.restore" => backups::recover: backups::Recover => ();
        "catalogue.load_training" => catalogue::load_training: Nothing => ();
        "work.cancel" => work::cancel: work::CancelWork => ();
        "papers.preview" => papers::preview: papers::PaperArgs => papers::PaperShown;
        "papers.print" => papers::print: papers::PrintPaper => domain::papers::Paper;
        "papers.save" => papers::save: papers::SavePaper => papers::SavedPaper;
        "papers.printers" => papers::printers: Nothing => papers::Printers;
        "shell.interactive" => session::interactive: Nothing => ();
        "imports.open" => imports::open: imports::OpenImport => imports::ImportOpened;
        "imports.map" => imports::map: imports::MapImport => imports::ImportOpened;
        "imports.dry_run" => imports::dry_run: imports::ImportArgs => imports::ImportCounts;
        "imports.rows" => imports::rows: imports::ImportRowsArgs => imports::ImportRows;
        "imports.errors" => imports::errors: imports::ImportErrorsArgs => imports::ImportErrorFile;
        "imports.reasons" => imports::reasons: imports::ImportReasonsArgs => Vec<Option<crate::RpcError>>;
        "imports.save_errors" => imports::save_errors: imports::ImportErrorsArgs => imports::ImportErrorFileSaved;
        "imports.commit" => imports::commit: imports::CommitImport => imports::ImportDone;
        "imports.undo" => imports::undo: imports::UndoImportArgs => imports::ImportUndone;
        "dealership.change" => dealerships::change: dealerships::ChangeHouse => submit::Submitted;
        "sync.retry" => sync::retry: Nothing => ();
        "sync.look" => sync::look: sync::LookAtPlatform => sync::Platform;
        "sync.bring" => sync::bring: sync::BringDealership => ();
        "sync.join" => sync::join: sync::AskToJoin => sync::Shown;
        "sync.enrol_anew" => sync::enrol_anew: sync::EnrolAnew => sync::Shown;
        "sync.leave_joining" => sync::leave_joining: Nothing => ();
        "desks.approve" => sync::approve: sync::ApproveDesk => submit::Submitted;
        "attentions.give_again" => attentions::give_again: attentions::GiveAgain => submit::Submitted;
        "shell.open_window" => session::open_window: session::OpenWindow => ();
    }
}

/// The types of the events that a window hears.
pub type Events = (crate::Changed, WorkProgress);
