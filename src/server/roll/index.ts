export { adoptedImports, type Choice, findImport, type ImportReport, type ImportRow } from './import-row.ts';
export { LIST_LIMITS, ListRefused } from './limits.ts';
export { type ListedProblem, problemPage } from './problem-book.ts';
export { expire, forgetHousehold, GONE_KEPT_MS } from './retention.ts';
export { IMPORT_LIFE_MS, type Importer, Roll, type RollParts } from './roll.ts';
export { loadRoll, type Seed, seedRoll } from './seed.ts';
