/**
 * The household roll. `household` holds what a storm needs to know of a home and nobody's name; tags and needs of people
 * are sensitive and stand in a table of their own, names and numbers in `contact`, now several for one household.
 * `purpose` and `until` are for what was gathered for one storm only: past `until` it is deleted (server/roll/retention.ts).
 * An import lies in the database from the upload to the adoption, so that a restart or another node goes on with it.
 */
export const roll = `
CREATE TABLE household (
tenant text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, home text COLLATE "C" NOT NULL,
stairwell text COLLATE "C" NOT NULL, room text NOT NULL, floor int NOT NULL, floor_kind text NOT NULL, use text NOT NULL,
people int NOT NULL, reachable boolean NOT NULL, changed_at bigint NOT NULL, gone_at bigint, erased_at bigint,
PRIMARY KEY (tenant, id));
CREATE UNIQUE INDEX household_home ON household (tenant, home);
CREATE INDEX household_stairwell ON household (tenant, stairwell);
CREATE TABLE household_care (
tenant text COLLATE "C" NOT NULL, household text COLLATE "C" NOT NULL, tags text[] NOT NULL, language text,
purpose text NOT NULL, until bigint,
PRIMARY KEY (tenant, household, purpose));
CREATE INDEX household_care_until ON household_care (tenant, until) WHERE until IS NOT NULL;
ALTER TABLE contact ADD COLUMN ord int NOT NULL DEFAULT 0, ADD COLUMN relation text, ADD COLUMN purpose text NOT NULL DEFAULT 'standing', ADD COLUMN until bigint;
ALTER TABLE contact DROP CONSTRAINT contact_pkey;
ALTER TABLE contact ADD PRIMARY KEY (tenant, id, ord);
CREATE INDEX contact_until ON contact (tenant, until) WHERE until IS NOT NULL;
CREATE TABLE roll_head (
tenant text COLLATE "C" PRIMARY KEY, seed text NOT NULL, revision bigint NOT NULL, changed_at bigint NOT NULL);
CREATE TABLE roll_mapping (
tenant text COLLATE "C" NOT NULL, fingerprint text COLLATE "C" NOT NULL, fields text[] NOT NULL, used_at bigint NOT NULL,
PRIMARY KEY (tenant, fingerprint));
CREATE TABLE roll_import (
tenant text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, state text NOT NULL, account text NOT NULL, area text,
name text NOT NULL, bytes int NOT NULL, file bytea, choice jsonb NOT NULL, progress float8 NOT NULL, beat_at bigint NOT NULL,
report jsonb, refusal jsonb, base bigint, command jsonb, created_at bigint NOT NULL, until bigint NOT NULL, adopted_at bigint,
PRIMARY KEY (tenant, id));
CREATE INDEX roll_import_newest ON roll_import (tenant, created_at DESC);
CREATE TABLE roll_import_row (
tenant text COLLATE "C" NOT NULL, import text COLLATE "C" NOT NULL, home text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL,
stairwell text COLLATE "C" NOT NULL, room text NOT NULL, floor int, floor_kind text, guess_floor int, guess_kind text,
use text, people int, tags text[], language text, contacts jsonb, sheet text NOT NULL, row int NOT NULL);
CREATE INDEX roll_import_row_home ON roll_import_row (tenant, import, home);
CREATE TABLE roll_import_problem (
tenant text COLLATE "C" NOT NULL, import text COLLATE "C" NOT NULL, n int NOT NULL, severity text NOT NULL, code text NOT NULL,
sheet text NOT NULL, row int NOT NULL, col text, heading text, params jsonb NOT NULL,
PRIMARY KEY (tenant, import, n));
`;
