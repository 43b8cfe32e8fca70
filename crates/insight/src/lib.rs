//! Reports over the store (RPT-1). A report gathers *entries*, one for each record that counts; lines,
//! sums and the rows behind a sum are all folded from these same entries, so none can disagree.

mod cash_day;
mod fold;
mod funnel;
pub mod money;
pub mod next_service;
mod question;
mod sales;
mod stock;
mod table;
mod test_drives;
mod words;

pub use fold::{behind, table};
pub use question::{Bad, Question};
pub use table::{
    ColumnLook, ColumnUnit, DrilledRow, DrilledRows, FilterChoice, FilterKind, ReportCell,
    ReportFilter, ReportLine, ReportRecord, ReportTable, ReportTableColumn, ReportTableGroup,
};
pub use words::Language;

use domain::rights::{Right, Rights};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::StoreError;
use ts_rs::TS;

use table::{Column, Entry};

/// THE list of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ReportName {
    Stock,
    Sales,
    CashDay,
    Funnel,
    TestDrives,
}

/// Why a report cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum InsightError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("a filter cannot be read")]
    Filter(Bad),
}

impl From<rusqlite::Error> for InsightError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<Bad> for InsightError {
    fn from(bad: Bad) -> Self {
        Self::Filter(bad)
    }
}

/// What a report found, before anything is added up.
pub struct Gathered {
    pub(crate) columns: Vec<Column>,
    pub(crate) filters: Vec<ReportFilter>,
    /// What the groups are, such as consultants; empty where there is a single one.
    pub(crate) grouped_by: String,
    pub(crate) entries: Vec<Entry>,
    pub(crate) definition: String,
    pub(crate) notes: Vec<String>,
    pub(crate) signatures: Vec<String>,
}

impl ReportName {
    pub const ALL: [Self; 5] = [
        Self::Stock,
        Self::Sales,
        Self::CashDay,
        Self::Funnel,
        Self::TestDrives,
    ];

    /// What it is called.
    pub const fn title(self, language: Language) -> &'static str {
        match self {
            Self::Stock => language.of("库存车龄表", "Stock list with ages"),
            Self::Sales => language.of("销售月报", "Sales of the month"),
            Self::CashDay => language.of("收银日结单", "Cashier's day sheet"),
            Self::Funnel => language.of("销售漏斗", "Sales funnel"),
            Self::TestDrives => language.of("试驾统计", "Test drives"),
        }
    }

    /// What it answers, in a line.
    pub const fn about(self, language: Language) -> &'static str {
        match self {
            Self::Stock => language.of(
                "每台在库车的库龄、成本和持有成本",
                "Every car's days in stock, cost and holding cost",
            ),
            Self::Sales => language.of(
                "按销售顾问或车系：台数、收入、成本、毛利",
                "By consultant or series: cars, revenue, cost, gross",
            ),
            Self::CashDay => language.of(
                "一天的收付，按方式；清点、差额和签字",
                "A day's payments by method; count, difference, signature",
            ),
            Self::Funnel => language.of(
                "线索、到店、报价、订单、交车，按来源或顾问",
                "Leads, visits, quotes, orders, deliveries by channel or consultant",
            ),
            Self::TestDrives => language.of(
                "预约、试驾、爽约、取消，按车或顾问",
                "Booked, driven, missed and cancelled drives by car or consultant",
            ),
        }
    }

    /// Whether a person with these rights may read it.
    pub fn allowed(self, rights: &Rights) -> bool {
        let own = match self {
            Self::Stock => rights.has(Right::SeeStock),
            Self::Sales | Self::Funnel => rights.has(Right::SeeCustomers),
            Self::CashDay => rights.has(Right::TakePayments) || rights.has(Right::CloseCashDay),
            Self::TestDrives => rights.has(Right::BookTestDrives),
        };
        rights.has(Right::SeeReports) && own
    }

    /// Reads everything from the one snapshot that the connection stands in.
    pub fn gather(
        self,
        connection: &Connection,
        question: &Question,
    ) -> Result<Gathered, InsightError> {
        match self {
            Self::Stock => stock::gather(connection, question),
            Self::Sales => sales::gather(connection, question),
            Self::CashDay => cash_day::gather(connection, question),
            Self::Funnel => funnel::gather(connection, question),
            Self::TestDrives => test_drives::gather(connection, question),
        }
    }
}
