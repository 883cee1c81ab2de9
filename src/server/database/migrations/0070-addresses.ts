/**
 * Addresses of the digital rung. A subscription is what a browser gave on the page behind a link; it belongs to one
 * household, is deleted at `until` unless the page was opened again, and when its push service says that it is over.
 */
export const addresses = `
CREATE TABLE push_subscription (
tenant text COLLATE "C" NOT NULL, household text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL,
endpoint text NOT NULL, p256dh text NOT NULL, auth text NOT NULL, language text NOT NULL,
created_at bigint NOT NULL, until bigint NOT NULL,
PRIMARY KEY (tenant, household, id));
CREATE INDEX push_subscription_until ON push_subscription (tenant, until);
ALTER TABLE household_care ADD COLUMN wecom text;
ALTER TABLE roll_import_row ADD COLUMN wecom text;
`;
