-- The visits of every car are walked in one go, to tell when each is to come again.
create index repair_order_history on repair_order (car, opened_at, odometer_km, kind);
