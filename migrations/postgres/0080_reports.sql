-- Indexes that reports read a period by; each row they point to is in the period.
create index sales_order_by_delivered_at on sales_order (delivered_at, lane, id) where delivered_at is not null;
create index sales_order_by_signed_at on sales_order (signed_at, lane, id) where signed_at is not null;
create index quote_by_made_on on quote (made_on, lane, id);
