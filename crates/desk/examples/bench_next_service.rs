//! The bench `next-service`: how many days the prediction of the next service is off over everything that has
//! happened in the sample, beside the fixed-interval rule; and how long the call list takes.

mod benching;

use benching::{Figures, Outcome, Watch, ask, opened, sample, sign_in};
use desk::dispatch;
use domain::{service_intervals::service_interval_on, time::Timestamp};
use insight::next_service::{back_test, histories};
use serde_json::json;

const QUESTIONS: usize = 20;

fn main() -> Outcome<()> {
    let desk = opened(&sample()?)?;
    sign_in(&desk, "service")?;
    let now = Timestamp(chrono::Utc::now().timestamp_millis());
    let zone = chrono_tz::Tz::Asia__Shanghai;
    let interval = service_interval_on(now.date_in(zone))?;
    let mut cars = Vec::new();
    let mut broken = None;
    desk.write_rows(|writing, _| {
        let read = histories(writing.connection(), zone, |history| {
            cars.push(history);
            Ok(())
        });
        broken = read.err();
        Ok(())
    })
    .map_err(|error| error.code)?;
    if let Some(error) = broken {
        return Err(error.into());
    }
    let tested = back_test(&cars, interval).ok_or("the sample has no visits")?;
    let mut figures = Figures::default();
    figures.add("cars", cars.len() as f64, "");
    figures.add("services", tested.services as f64, "");
    let (predicted, fixed) = (tested.predicted, tested.fixed);
    for (name, own, rule) in [
        ("median_days_off", predicted.median, fixed.median),
        ("mean_days_off", predicted.mean, fixed.mean),
    ] {
        figures.compared(name, own, "days", "fixed interval", own / rule);
        figures.add(&format!("{name}_fixed"), rule, "days");
    }
    figures.add("within_30_days", predicted.within_30, "%");
    figures.add("within_30_days_fixed", fixed.within_30, "%");
    println!(
        "The {} is better: {:.0} days off in the median against {:.0}.",
        if predicted.median < fixed.median {
            "prediction"
        } else {
            "fixed interval"
        },
        predicted.median.min(fixed.median),
        predicted.median.max(fixed.median),
    );
    let question = json!({"filters": {}, "text": "", "sort": null, "offset": 0, "limit": 100});
    let first = ask(&desk, "service_due.list", question.clone())?;
    figures.add("due", first["total"].as_f64().unwrap_or(0.0), "cars");
    let mut times = Vec::with_capacity(QUESTIONS);
    for _ in 0..QUESTIONS {
        let watch = Watch::start();
        dispatch(&desk, "service_due.list", question.clone())
            .map_err(|error| format!("service_due.list: {}", error.code))?;
        times.push(watch.stop());
    }
    figures.times("list_p50", &times, 0.5);
    figures.times("list_p99", &times, 0.99);
    figures.print();
    Ok(())
}
