-- How far a desk has followed each lane, and at the platform where each lane stands.
create table lane (
    id blob primary key not null,
    epoch integer not null,
    seq integer not null,
    hash blob not null
) strict;

-- The ledger: at the platform every entry of every lane, at a desk those that it was sent.
create table ledger (
    lane blob not null,
    seq integer not null,
    digest blob not null,
    -- sha256(previous hash, seq, digest).
    hash blob not null,
    -- Null where the entry is outside of the desk's scope.
    command blob,
    desk blob,
    n integer,
    lamport integer,
    name text,
    version integer,
    actor blob,
    made_at integer,
    signature blob,
    contents_hash blob,
    -- Both null once the contents were erased by request.
    salt blob,
    payload blob,
    decided_at integer,
    verdict text,
    primary key (lane, seq)
) strict;
create index ledger_by_command on ledger (command);

create table ledger_change (
    lane blob not null,
    seq integer not null,
    ordinal integer not null,
    table_name text not null,
    id blob not null,
    -- The image before; kept at desks, for the history of a record.
    before blob,
    -- Salted hash of the new image; null when the row went.
    after_hash blob,
    -- Null when the row went, and both null once they were erased by request.
    salt blob,
    after blob,
    erases integer not null,
    primary key (lane, seq, ordinal)
) strict, without rowid;
create index ledger_change_by_row on ledger_change (table_name, id);

-- Commands of this desk that the cursor has not passed yet. What stands here is in the overlay.
create table waiting (
    n integer primary key not null,
    command blob not null unique,
    -- Why the platform keeps it without deciding; null otherwise.
    held text,
    -- The refusal that deciding it anew gave at this desk; only the platform refuses, so it waits on.
    doubt text
) strict;
insert into waiting (n, command) select n, id from outbox;

-- The lane of a row that the overlay deleted, to put it back.
alter table shadow add column lane blob;

-- The seq of the entry that last confirmed a row; 0 before the first. The platform refuses any other way of writing.
alter table dealership add column seq integer not null default 0;
alter table role add column seq integer not null default 0;
alter table person add column seq integer not null default 0;
alter table person_key add column seq integer not null default 0;
alter table vehicle add column seq integer not null default 0;
alter table vehicle_cost add column seq integer not null default 0;
alter table vehicle_cost_line add column seq integer not null default 0;
alter table customer add column seq integer not null default 0;
alter table customer_vehicle add column seq integer not null default 0;
alter table customer_merge add column seq integer not null default 0;
alter table consent add column seq integer not null default 0;
alter table lead_policy add column seq integer not null default 0;
alter table lead add column seq integer not null default 0;
alter table contact add column seq integer not null default 0;
alter table task add column seq integer not null default 0;
alter table visit add column seq integer not null default 0;
alter table reception_turn add column seq integer not null default 0;
alter table quote add column seq integer not null default 0;
alter table quote_line add column seq integer not null default 0;
alter table loan_plan add column seq integer not null default 0;
alter table approval add column seq integer not null default 0;
alter table discount_authority add column seq integer not null default 0;
alter table discount_floor add column seq integer not null default 0;
alter table sales_order add column seq integer not null default 0;
alter table order_line add column seq integer not null default 0;
alter table invoice add column seq integer not null default 0;
alter table order_account add column seq integer not null default 0;
alter table payment add column seq integer not null default 0;
alter table cash_day add column seq integer not null default 0;
alter table paper add column seq integer not null default 0;
alter table brand add column seq integer not null default 0;
alter table series add column seq integer not null default 0;
alter table model add column seq integer not null default 0;
alter table equipment add column seq integer not null default 0;
alter table model_colour add column seq integer not null default 0;
alter table import_run add column seq integer not null default 0;
alter table import_batch add column seq integer not null default 0;
alter table import_batch_cost add column seq integer not null default 0;

-- At the platform: how far it has each desk's commands, and which came under which number.
create table desk_head (
    desk blob primary key not null,
    last_n integer not null
) strict;
create table received (
    desk blob not null,
    n integer not null,
    command blob not null,
    primary key (desk, n)
) strict, without rowid;
create index received_by_command on received (command);

-- At the platform: commands in its custody that it cannot decide yet, as they came.
create table held_command (
    command blob primary key not null,
    lane blob not null,
    desk blob not null,
    n integer not null,
    envelope blob not null,
    why text not null
) strict;
