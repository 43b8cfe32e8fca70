-- Papers the house has issued.
create table paper (
    lane bytea not null,
    id bytea not null,
    form text collate "C" not null,
    number text collate "C" not null,
    subject bytea not null,
    language text collate "C" not null,
    template_version text collate "C" not null,
    sha256 text collate "C" not null,
    data text collate "C" not null,
    pages bigint not null,
    issued_by bytea not null,
    issued_at bigint not null,
    prints bigint not null,
    primary key (id, lane)
);
create index paper_by_subject on paper (subject, lane, id);
create index paper_by_number on paper (number, lane, id);
