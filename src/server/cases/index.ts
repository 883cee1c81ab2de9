export { type CaseRow, type QueueMark, queuePage } from './list.ts';
export { caseRow } from './row.ts';
