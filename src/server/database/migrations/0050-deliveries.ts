/**
 * One row per try to reach one household by one rung of a notice's ladder. Rows, not journal events: machines make them
 * by the hundred thousand. No name and no number: whom it goes to is looked up when it is handed over.
 *
 * due → sending → handed → delivered | answered | failed, or doubt (nobody said whether it was taken), or dropped (no
 * longer wanted). `told` is whether the journal has heard of it. All times are tenant time.
 */
export const deliveries = `
CREATE TABLE delivery (
  tenant      text COLLATE "C" NOT NULL,
  notice      text COLLATE "C" NOT NULL,
  household   text COLLATE "C" NOT NULL,
  rung        smallint NOT NULL,
  try         smallint NOT NULL,
  stairwell   text COLLATE "C" NOT NULL,
  kind        text COLLATE "C" NOT NULL,
  state       text COLLATE "C" NOT NULL CHECK (state IN ('due', 'sending', 'handed', 'delivered', 'answered', 'failed', 'doubt', 'dropped')),
  due_at      bigint NOT NULL,
  attempts    smallint NOT NULL DEFAULT 0,
  provider    text COLLATE "C",
  ref         text COLLATE "C",
  code        text,
  answer      text,
  handed_at   bigint,
  settled_at  bigint,
  told        boolean NOT NULL DEFAULT true,
  PRIMARY KEY (tenant, notice, household, rung, try)
) WITH (fillfactor = 80);
CREATE INDEX delivery_due ON delivery (tenant, kind, due_at) WHERE state = 'due';
CREATE INDEX delivery_sending ON delivery (tenant) WHERE state = 'sending';
CREATE INDEX delivery_ref ON delivery (tenant, provider, ref) WHERE ref IS NOT NULL;
CREATE INDEX delivery_untold ON delivery (tenant, notice, stairwell) WHERE NOT told;
CREATE TABLE delivery_cursor (
  tenant text COLLATE "C" PRIMARY KEY,
  seq    bigint NOT NULL
);
CREATE TABLE receipt (
  tenant   text COLLATE "C" NOT NULL,
  provider text COLLATE "C" NOT NULL,
  ref      text COLLATE "C" NOT NULL,
  state    text NOT NULL,
  code     text,
  answer   text,
  kept_at  bigint NOT NULL,
  PRIMARY KEY (tenant, provider, ref, state)
);
CREATE TABLE provider (
  tenant   text COLLATE "C" NOT NULL,
  id       text COLLATE "C" NOT NULL,
  channel  text COLLATE "C" NOT NULL,
  name     text NOT NULL,
  settings jsonb NOT NULL,
  place    smallint NOT NULL,
  enabled  boolean NOT NULL,
  changed_at bigint NOT NULL,
  PRIMARY KEY (tenant, id)
);
`;
