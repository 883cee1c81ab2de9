/**
 * Links to notices. The key proves that a link was made here; a notice is found by the three bytes of it that stand in
 * the link. There is no row for a household: 100,000 links cost no write.
 */
export const links = `
CREATE TABLE link_key (
tenant text COLLATE "C" PRIMARY KEY, key bytea NOT NULL, created_at bigint NOT NULL);
CREATE TABLE link_notice (
tenant text COLLATE "C" NOT NULL, ref int NOT NULL, notice text NOT NULL,
PRIMARY KEY (tenant, ref, notice));
`;
