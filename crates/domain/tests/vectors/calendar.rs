//! Special days and deadlines in working days.

use crate::reading::every_row;
use chrono::Datelike;
use domain::calendars::DayKind;
use domain::dated::Policies;

#[test]
fn every_special_day_is_worked_or_off_as_the_notice_says() {
    let calendar = &Policies::shipped().calendars.calendar;
    every_row("calendar_special_days.csv", |row, findings| {
        let day = row.date("date");
        findings.equal(
            "weekday",
            row.number("weekday"),
            day.weekday().number_from_monday(),
        );
        let Some(kind) = findings.value("kind", calendar.kind_of(day)) else {
            return;
        };
        let name = match kind {
            DayKind::Working => "workday",
            DayKind::Weekend => "weekend",
            DayKind::Holiday => "holiday_or_swap",
            DayKind::MakeUpWorkday => "makeup_workday",
        };
        findings.equal("kind", row.text("kind"), name);
        findings.equal(
            "is_working_day",
            row.flag("is_working_day"),
            kind.is_worked(),
        );
        if !row.text("statutory_day").is_empty()
            && let Some(statutory) = findings.value("statutory", calendar.is_statutory_day(day))
        {
            findings.equal("statutory_day", row.flag("statutory_day"), statutory);
        }
    });
}

#[test]
fn every_deadline_in_working_days_falls_on_its_day() {
    let calendar = &Policies::shipped().calendars.calendar;
    every_row("working_day_deadline.csv", |row, findings| {
        let due = calendar.add_working_days(row.date("start_date"), row.number("working_days"));
        if let Some(due) = findings.value("due", due) {
            findings.equal("due_date", row.date("due_date"), due);
        }
    });
}
