/**
 * Tables of accounts, sessions, the audit trail and what the public tells about itself. Not in the journal: these
 * hold names, telephone numbers and secrets, and a person can be erased from them. Their times are real times in ms.
 * The audit trail is tidied up by nobody, not even by the program that writes it; hence the triggers.
 */
export const access = `
CREATE TABLE account (
tenant text COLLATE "C" NOT NULL, id text NOT NULL, login text NOT NULL, person text NOT NULL, name text NOT NULL,
roles text[] NOT NULL, unit text, area text, password text NOT NULL, must_change boolean NOT NULL,
disabled_at bigint, failures int NOT NULL DEFAULT 0, locked_until bigint NOT NULL DEFAULT 0,
last_login_at bigint, created_at bigint NOT NULL, created_by text,
PRIMARY KEY (tenant, id));
CREATE UNIQUE INDEX account_login ON account (tenant, lower(login));
CREATE TABLE session (
tenant text COLLATE "C" NOT NULL, key text NOT NULL, account text NOT NULL, csrf text NOT NULL,
created_at bigint NOT NULL, seen_at bigint NOT NULL, expires_at bigint NOT NULL, ip text, agent text,
PRIMARY KEY (tenant, key),
FOREIGN KEY (tenant, account) REFERENCES account (tenant, id) ON DELETE CASCADE);
CREATE INDEX session_key ON session (key);
CREATE INDEX session_account ON session (tenant, account);
CREATE TABLE setup_code (
tenant text COLLATE "C" PRIMARY KEY, digest text NOT NULL, created_at bigint NOT NULL);
CREATE TABLE audit (
tenant text COLLATE "C" NOT NULL, id bigint GENERATED ALWAYS AS IDENTITY, at bigint NOT NULL, account text, action text NOT NULL,
target text, detail jsonb NOT NULL, ip text,
PRIMARY KEY (tenant, id));
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
CREATE TABLE contact (
tenant text COLLATE "C" NOT NULL, id text NOT NULL, name text, phone text, created_at bigint NOT NULL,
PRIMARY KEY (tenant, id));
CREATE TABLE observation (
tenant text COLLATE "C" NOT NULL, series text NOT NULL, at bigint NOT NULL, value float8 NOT NULL,
PRIMARY KEY (tenant, series, at)) PARTITION BY RANGE (at);
`;
