export { queuePage } from './list.ts';
export { caseRow } from './row.ts';
