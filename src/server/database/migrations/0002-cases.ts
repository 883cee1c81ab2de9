/**
 * One row per case, for lists and the map. The indexes answer: the newest (and by number), the queue (open ones,
 * most urgent first (rank 0), then by what runs out first), the queue of one unit, and what lies in a box.
 */
export const cases = `
CREATE TABLE case_row (
  tenant       text COLLATE "C" NOT NULL,
  id           text COLLATE "C" NOT NULL,
  version      bigint NOT NULL,
  seq          bigint NOT NULL,
  no           text COLLATE "C",
  stage        text COLLATE "C" NOT NULL,
  phase        text COLLATE "C" NOT NULL,
  category     text COLLATE "C",
  source       text COLLATE "C" NOT NULL,
  committee    text COLLATE "C",
  unit         text COLLATE "C",
  rank         bigint NOT NULL,
  lon          float8,
  lat          float8,
  reported_at  bigint NOT NULL,
  due_at       bigint,
  whole_due_at bigint,
  closed_at    bigint,
  touched_at   bigint NOT NULL,
  summary      json NOT NULL,
  PRIMARY KEY (tenant, id)
) WITH (fillfactor = 80);
CREATE INDEX case_newest ON case_row (tenant, reported_at DESC, id DESC);
CREATE INDEX case_queue ON case_row (tenant, rank, (COALESCE(due_at, 9007199254740991)), id) WHERE phase <> 'closed';
CREATE INDEX case_unit ON case_row (tenant, unit, rank, (COALESCE(due_at, 9007199254740991)), id) WHERE phase <> 'closed' AND unit IS NOT NULL;
CREATE INDEX case_box ON case_row USING gist (point(lon, lat)) WHERE lon IS NOT NULL;
`;
