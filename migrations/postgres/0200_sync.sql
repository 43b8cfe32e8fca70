-- Where each lane stands. Whoever adds to a lane locks its row first and keeps it until the commit, so that the
-- order of seq is the order of the commits, without a gap.
create table lane (
    id bytea primary key not null,
    epoch bigint not null,
    seq bigint not null,
    hash bytea not null
);

-- The ledger: every entry of every lane.
create table ledger (
    lane bytea not null,
    seq bigint not null,
    digest bytea not null,
    -- sha256(previous hash, seq, digest).
    hash bytea not null,
    command bytea not null,
    desk bytea not null,
    n bigint not null,
    lamport bigint not null,
    name text collate "C" not null,
    version bigint not null,
    actor bytea not null,
    made_at bigint not null,
    signature bytea not null,
    contents_hash bytea not null,
    -- Both null once the contents were erased by request.
    salt bytea,
    payload bytea,
    decided_at bigint not null,
    verdict text collate "C" not null,
    primary key (lane, seq)
);
create index ledger_by_command on ledger (command);

create table ledger_change (
    lane bytea not null,
    seq bigint not null,
    ordinal bigint not null,
    table_name text collate "C" not null,
    id bytea not null,
    -- Salted hash of the new image; null when the row went.
    after_hash bytea,
    -- Null when the row went, and both null once they were erased by request.
    salt bytea,
    after bytea,
    erases bigint not null,
    primary key (lane, seq, ordinal)
);
create index ledger_change_by_row on ledger_change (lane, table_name, id);

-- The seq of the entry that last wrote a row.
alter table dealership add column seq bigint not null;
alter table role add column seq bigint not null;
alter table person add column seq bigint not null;
alter table person_key add column seq bigint not null;
alter table vehicle add column seq bigint not null;
alter table vehicle_cost add column seq bigint not null;
alter table vehicle_cost_line add column seq bigint not null;
alter table customer add column seq bigint not null;
alter table customer_vehicle add column seq bigint not null;
alter table customer_merge add column seq bigint not null;
alter table consent add column seq bigint not null;
alter table lead_policy add column seq bigint not null;
alter table lead add column seq bigint not null;
alter table contact add column seq bigint not null;
alter table task add column seq bigint not null;
alter table visit add column seq bigint not null;
alter table reception_turn add column seq bigint not null;
alter table quote add column seq bigint not null;
alter table quote_line add column seq bigint not null;
alter table loan_plan add column seq bigint not null;
alter table approval add column seq bigint not null;
alter table discount_authority add column seq bigint not null;
alter table discount_floor add column seq bigint not null;
alter table sales_order add column seq bigint not null;
alter table order_line add column seq bigint not null;
alter table invoice add column seq bigint not null;
alter table order_account add column seq bigint not null;
alter table payment add column seq bigint not null;
alter table cash_day add column seq bigint not null;
alter table paper add column seq bigint not null;
alter table brand add column seq bigint not null;
alter table series add column seq bigint not null;
alter table model add column seq bigint not null;
alter table equipment add column seq bigint not null;
alter table model_colour add column seq bigint not null;
alter table import_run add column seq bigint not null;
alter table import_batch add column seq bigint not null;
alter table import_batch_cost add column seq bigint not null;

-- How far the platform has each desk's commands, and which came under which number.
create table desk_head (
    desk bytea primary key not null,
    last_n bigint not null
);
create table received (
    desk bytea not null,
    n bigint not null,
    command bytea not null,
    primary key (desk, n)
);
create index received_by_command on received (command);

-- Commands in the platform's custody that it cannot decide yet, as they came.
create table held_command (
    command bytea primary key not null,
    lane bytea not null,
    desk bytea not null,
    n bigint not null,
    envelope bytea not null,
    why text collate "C" not null
);

-- Rows are written only by the entry that stands behind them, in the transaction that enters it. An import, a repair by hand
-- or a migration that wrote a row on its own would be a change that no desk ever hears of.
create function written_by_an_entry() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if exists (
            select 1 from ledger_change c
            where c.lane = old.lane and c.table_name = tg_table_name and c.id = old.id and c.after_hash is null
              and c.xmin = pg_current_xact_id()::xid
        ) then
            return old;
        end if;
        raise exception 'a row of % goes only by an entry of its lane''s ledger', tg_table_name
            using errcode = 'integrity_constraint_violation';
    end if;
    if tg_op = 'UPDATE' and new.lane <> old.lane then
        raise exception 'a row of % belongs to its lane for ever', tg_table_name
            using errcode = 'integrity_constraint_violation';
    end if;
    if exists (
        select 1 from ledger l
        where l.lane = new.lane and l.seq = new.seq and l.xmin = pg_current_xact_id()::xid
    ) then
        return new;
    end if;
    raise exception 'a row of % is written only by an entry of its lane''s ledger', tg_table_name
        using errcode = 'integrity_constraint_violation';
end
$$;

create function emptied_by_nobody() returns trigger language plpgsql as $$
begin
    raise exception 'nobody empties the table %', tg_table_name using errcode = 'integrity_constraint_violation';
end
$$;

-- Every table of an entity is given to this function by the migration that makes it.
create function only_entries_write(entity regclass) returns void language plpgsql as $$
begin
    execute format(
        'create trigger written_by_an_entry before insert or update or delete on %s
         for each row execute function written_by_an_entry()', entity);
    execute format(
        'create trigger emptied_by_nobody before truncate on %s
         for each statement execute function emptied_by_nobody()', entity);
end
$$;
select only_entries_write(entity::regclass) from unnest(array[
    'dealership',
    'role',
    'person',
    'person_key',
    'vehicle',
    'vehicle_cost',
    'vehicle_cost_line',
    'customer',
    'customer_vehicle',
    'customer_merge',
    'consent',
    'lead_policy',
    'lead',
    'contact',
    'task',
    'visit',
    'reception_turn',
    'quote',
    'quote_line',
    'loan_plan',
    'approval',
    'discount_authority',
    'discount_floor',
    'sales_order',
    'order_line',
    'invoice',
    'order_account',
    'payment',
    'cash_day',
    'paper',
    'brand',
    'series',
    'model',
    'equipment',
    'model_colour',
    'import_run',
    'import_batch',
    'import_batch_cost'
]) as entity;
