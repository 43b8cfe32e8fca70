-- Enrolled desks, and what a person has to look at.
create table desk (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    code text not null,
    name text not null,
    state text not null,
    enrolled_at integer not null,
    enrolled_by blob not null,
    revoked_at integer,
    revoked_by blob,
    reason text not null
) strict;
create index desk_by_code on desk (code);
create index desk_by_state on desk (state);

create table attention (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    command blob not null,
    kind text not null,
    name text not null,
    desk blob not null,
    giver blob not null,
    made_at integer not null,
    reasons text not null,
    field text,
    state text not null,
    way text,
    note text not null,
    settled_at integer,
    settled_by blob,
    successor blob
) strict;
create index attention_by_state_made_at on attention (state, made_at);
create index attention_by_command on attention (command);

-- At the platform: what it keeps for a while beside the lanes, by kind and key: codes that a desk shows, hashed
-- credentials, work that a revoked desk left behind.
create table note (
    kind text not null,
    key blob not null,
    value blob not null,
    -- Milliseconds since 1970; null when it stays.
    expires_at integer,
    primary key (kind, key)
) strict, without rowid;

-- A desk that was enrolled anew counts what it sends from 1 again: what it sent before it has numbers of its own.
insert into store_fact (key, value) values ('sent_before', '0') on conflict (key) do nothing;
