//! THE list of everything the page can ask and do. Adding a call is one line here and a handler in
//! its area's folder; the TypeScript types follow by `cargo xtask codegen`.

use crate::audit;
use crate::backups;
use crate::lists;
use crate::orders;
use crate::people;
use crate::session;
use crate::settings;
use crate::shell::WorkProgress;
use crate::stores;
use crate::submit;
use crate::vehicles;
use crate::work;

/// The arguments of a call that needs none.
#[derive(Debug, Clone, Default, serde::Deserialize, ts_rs::TS)]
pub struct Nothing {}

crate::rpc_list! {
    queries {
        "session.state" => session::state: Nothing => session::SessionState, reads ["person", "role", "dealership"];
        "settings.load" => settings::load: Nothing => settings::Settings, reads ["setting"];
        "vehicles.list" => vehicles::list: lists::ListArgs => lists::ListPage<vehicles::VehicleRow>, reads ["vehicle", "vehicle_cost"];
        "vehicles.card" => vehicles::card: vehicles::VehicleCardArgs => vehicles::VehicleCard, reads ["vehicle", "vehicle_cost"];
        "orders.list" => orders::list: lists::ListArgs => lists::ListPage<orders::OrderRow>, reads ["sales_order", "order_account", "customer", "person"];
        "orders.card" => orders::card: orders::OrderCardArgs => orders::OrderCard, reads ["sales_order", "order_line", "order_account", "payment", "invoice", "vehicle", "customer", "person"];
        "orders.missing" => orders::missing: orders::OrderMissingArgs => orders::OrderMissing, reads ["sales_order", "order_account", "vehicle", "customer"];
        "payments.list" => orders::payment_list: lists::ListArgs => lists::ListPage<orders::PaymentRow>, reads ["payment", "sales_order", "person"];
        "money.capitals" => orders::capitals: orders::CapitalsArgs => orders::Capitals, reads [];
        "cash.day" => orders::day: orders::CashDayArgs => orders::CashDayView, reads ["cash_day", "payment", "sales_order", "person"];
        "people.list" => people::list: Nothing => people::People, reads ["person", "role"];
        "audit.history" => audit::history: audit::HistoryArgs => Vec<audit::HistoryLine>, reads ["*"];
        "backups.list" => backups::list: Nothing => backups::Backups, reads ["backup"];
    }
    actions {
        "submit" => submit::submit: submit::Submission => submit::Submitted;
        "store.create" => stores::create: stores::CreateStore => ();
        "store.create_training" => stores::create_training: stores::CreateTraining => ();
        "store.unlock" => stores::unlock: stores::Unlock => ();
        "store.retry" => stores::retry: Nothing => ();
        "session.sign_in" => session::sign_in: session::SignIn => ();
        "session.lock" => session::lock: Nothing => ();
        "session.sign_out" => session::sign_out: Nothing => ();
        "settings.save" => settings::save: settings::SaveSettings => ();
        "drafts.save" => settings::save_draft: settings::SaveDraft => ();
        "drafts.load" => settings::load_draft: settings::DraftName => Option<settings::Draft>;
        "drafts.discard" => settings::discard_draft: settings::DraftName => ();
        "people.add" => people::add: people::NewColleague => submit::Submitted;
        "people.reset_password" => people::reset_password: people::ResetPassword => submit::Submitted;
        "people.change_password" => people::change_password: people::ChangePassword => submit::Submitted;
        "audit.verify" => audit::verify: audit::VerifyAudit => audit::AuditProof;
        "backups.make" => backups::back_up: backups::BackUp => backups::BackupRow;
        "backups.restore" => backups::restore: backups::Restore => ();
        "orders.contract" => orders::contract: orders::OrderPaperArgs => orders::OrderPaper;
        "orders.receipt" => orders::receipt: orders::ReceiptArgs => orders::OrderPaper;
        "orders.handover" => orders::handover: orders::OrderPaperArgs => orders::OrderPaper;
        "work.cancel" => work::cancel: work::CancelWork => ();
        "shell.interactive" => session::interactive: Nothing => ();
        "shell.open_window" => session::open_window: session::OpenWindow => ();
    }
}

/// The types of the events that a window hears.
pub type Events = (crate::Changed, WorkProgress);
