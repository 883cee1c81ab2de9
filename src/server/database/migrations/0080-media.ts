/**
 * Photos, recordings and clips: what is personal about them stands here, the journal has the id. `media_upload` has what is
 * on its way in; the bytes of both are files. A row of `media` stays when its content goes, and says why there is none.
 */
export const media = `
CREATE TABLE media_upload (
tenant text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, owner text COLLATE "C" NOT NULL,
bytes bigint NOT NULL, said json NOT NULL, created_at bigint NOT NULL, until bigint NOT NULL,
PRIMARY KEY (tenant, id));
CREATE INDEX media_upload_owner ON media_upload (tenant, owner);
CREATE TABLE media (
tenant text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL,
sha256 text COLLATE "C", kind text NOT NULL, type text, bytes bigint NOT NULL, width integer, height integer,
taken_at bigint, exif_at bigint, lon float8, lat float8, hint text,
uploaded_by text COLLATE "C", uploaded_at bigint NOT NULL,
face boolean NOT NULL, areas json NOT NULL, until bigint NOT NULL, refused text, erased_at bigint,
PRIMARY KEY (tenant, id));
CREATE INDEX media_content ON media (tenant, sha256);
CREATE INDEX media_sender ON media (tenant, uploaded_by);
CREATE INDEX media_until ON media (tenant, until) WHERE erased_at IS NULL;
`;
