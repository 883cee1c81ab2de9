/**
 * Contents of adopted district packs, one row for each version of a tenant: the zip as it was handed in, by digest.
 * Which one is in force stands in the journal (district/profile); personal data of households is not part of the zip.
 */
export const district = `
CREATE TABLE district_pack (
tenant text COLLATE "C" NOT NULL, digest text NOT NULL, version text NOT NULL, zip bytea NOT NULL, kept_at bigint NOT NULL,
PRIMARY KEY (tenant, digest));
`;
