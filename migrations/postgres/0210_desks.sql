-- Enrolled desks, and what a person has to look at.
create table desk (
    lane bytea not null,
    seq bigint not null,
    id bytea not null,
    code text collate "C" not null,
    name text collate "C" not null,
    state text collate "C" not null,
    enrolled_at bigint not null,
    enrolled_by bytea not null,
    revoked_at bigint,
    revoked_by bytea,
    reason text collate "C" not null,
    primary key (id, lane)
);
create index desk_by_code on desk (code, lane, id);
create index desk_by_state on desk (state, lane, id);
select only_entries_write('desk');

create table attention (
    lane bytea not null,
    seq bigint not null,
    id bytea not null,
    command bytea not null,
    kind text collate "C" not null,
    name text collate "C" not null,
    desk bytea not null,
    giver bytea not null,
    made_at bigint not null,
    reasons text collate "C" not null,
    field text collate "C",
    state text collate "C" not null,
    way text collate "C",
    note text collate "C" not null,
    settled_at bigint,
    settled_by bytea,
    successor bytea,
    primary key (id, lane)
);
create index attention_by_state_made_at on attention (state, lane, made_at, id);
create index attention_by_command on attention (command, lane, id);
select only_entries_write('attention');

-- What the platform keeps for a while beside the lanes, by kind and key: codes that a desk shows, hashed credentials,
-- work that a revoked desk left behind.
create table note (
    kind text collate "C" not null,
    key bytea not null,
    value bytea not null,
    -- Milliseconds since 1970; null when it stays.
    expires_at bigint,
    primary key (kind, key)
);
