-- Keys that stood in `person_key` and do not any more: a change of keys that the platform refused or, put back to an
-- older state, has forgotten. What was signed here meanwhile is still proved by them.
create table former_key (
    public_key blob primary key not null,
    person blob not null
) strict, without rowid;
create index former_key_by_person on former_key (person);
create trigger person_key_goes after delete on person_key begin
    insert or ignore into former_key (public_key, person) values (old.public_key, old.person);
end;
