-- Papers the house has issued.
create table paper (
    id blob primary key not null,
    lane blob not null,
    form text not null,
    number text not null,
    subject blob not null,
    language text not null,
    template_version text not null,
    sha256 text not null,
    data text not null,
    pages integer not null,
    issued_by blob not null,
    issued_at integer not null,
    prints integer not null
) strict;
create index paper_by_subject on paper (subject);
create index paper_by_number on paper (number);
