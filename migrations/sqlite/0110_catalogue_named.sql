-- Who names a brand or a version: asked before an import of the catalogue is taken back.
create index series_by_brand on series (brand);
create index vehicle_by_model on vehicle (model);
create index quote_by_model on quote (model);
create index sales_order_by_model on sales_order (model);
