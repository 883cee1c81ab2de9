/**
 * Who may use the GeoReport door of a district, and what came through it. Of a key only its digest is kept; withdrawn keys
 * stay as rows, so that it can be told who handed in what. An e-mail address is a reporter's as a telephone number is.
 */
export const open311 = `
CREATE TABLE open311_door (
tenant text COLLATE "C" PRIMARY KEY, public_read boolean NOT NULL, changed_at bigint NOT NULL);
CREATE TABLE open311_key (
tenant text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, name text NOT NULL, digest text COLLATE "C" NOT NULL, per_minute int NOT NULL,
created_at bigint NOT NULL, created_by text, used_at bigint, withdrawn_at bigint,
PRIMARY KEY (tenant, id));
CREATE UNIQUE INDEX open311_key_digest ON open311_key (digest);
CREATE TABLE open311_report (
tenant text COLLATE "C" NOT NULL, case_id text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL, token text COLLATE "C" NOT NULL,
media_url text, kept_at bigint NOT NULL,
PRIMARY KEY (tenant, case_id));
CREATE UNIQUE INDEX open311_report_token ON open311_report (tenant, token);
ALTER TABLE contact ADD COLUMN email text;
`;
