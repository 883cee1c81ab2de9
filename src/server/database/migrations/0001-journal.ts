/**
 * Every table begins with `tenant`, every statement names it. Keys compare as bytes (COLLATE "C"), so that their
 * order is the same on every server. `data` and `state` are json, not jsonb: json keeps the exact bytes over which
 * the chain is hashed, takes every string JSON can hold (jsonb refuses \u0000), and costs less to write.
 */
export const journal = `
CREATE TABLE tenant (
  id          text COLLATE "C" PRIMARY KEY,
  mode        text NOT NULL CHECK (mode IN ('drill', 'real')),
  name        text NOT NULL,
  clock_at    float8 NOT NULL,
  clock_since float8 NOT NULL,
  clock_speed float8 NOT NULL
);

CREATE TABLE head (
  tenant   text COLLATE "C" PRIMARY KEY REFERENCES tenant (id),
  revision bigint NOT NULL DEFAULT 0,
  seq      bigint NOT NULL DEFAULT 0,
  at       bigint NOT NULL DEFAULT 0,
  hash     bytea NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE journal (
  tenant      text COLLATE "C" NOT NULL,
  seq         bigint NOT NULL,
  stream      text COLLATE "C" NOT NULL,
  version     integer NOT NULL,
  type        text COLLATE "C" NOT NULL,
  data        json NOT NULL,
  person      text NOT NULL,
  unit        text,
  at          bigint NOT NULL,
  occurred_at bigint NOT NULL,
  command_id  uuid NOT NULL,
  digest      text COLLATE "C" NOT NULL,
  prev_hash   bytea NOT NULL,
  hash        bytea NOT NULL,
  PRIMARY KEY (tenant, seq),
  UNIQUE (tenant, stream, version)
);

CREATE TABLE outcome (
  tenant  text COLLATE "C" NOT NULL,
  id      uuid NOT NULL,
  content bytea NOT NULL,
  stream  text COLLATE "C" NOT NULL,
  seq     bigint NOT NULL,
  version integer NOT NULL,
  refusal json,
  PRIMARY KEY (tenant, id)
);

CREATE TABLE stream (
  tenant  text COLLATE "C" NOT NULL,
  stream  text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  state   json NOT NULL,
  due_at  bigint,
  due     json,
  open    boolean NOT NULL,
  PRIMARY KEY (tenant, stream)
) WITH (fillfactor = 80);
CREATE INDEX stream_due ON stream (tenant, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX stream_open ON stream (tenant, stream) WHERE open;

CREATE TABLE ordinal (
  tenant text COLLATE "C" NOT NULL,
  series text COLLATE "C" NOT NULL,
  last   bigint NOT NULL,
  PRIMARY KEY (tenant, series)
);

CREATE TABLE snapshot (
  tenant text COLLATE "C" NOT NULL,
  seq    bigint NOT NULL,
  at     bigint NOT NULL,
  state  bytea NOT NULL,
  PRIMARY KEY (tenant, seq)
);
`;
