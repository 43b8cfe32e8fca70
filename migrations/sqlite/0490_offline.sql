-- What a code read over the phone is reckoned from, and until when a desk goes on without its platform because of one.
alter table desk add column spoken_key text not null default '';
alter table desk add column extended_until integer;
