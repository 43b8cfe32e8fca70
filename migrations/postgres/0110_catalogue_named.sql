-- Who names a brand or a version: asked before an import of the catalogue is taken back.
create index series_by_brand on series (brand, lane, id);
create index vehicle_by_model on vehicle (model, lane, id);
create index quote_by_model on quote (model, lane, id);
create index sales_order_by_model on sales_order (model, lane, id);
