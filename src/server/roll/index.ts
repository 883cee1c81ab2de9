export { adoptedImports } from './import-row.ts';
export { LIST_LIMITS, ListRefused } from './limits.ts';
export { problemPage } from './problem-book.ts';
export { expire, forgetHousehold, GONE_KEPT_MS } from './retention.ts';
export { type Importer, Roll } from './roll.ts';
export { loadRoll } from './seed.ts';
