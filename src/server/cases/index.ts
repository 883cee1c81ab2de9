export * from './list.ts';
export { type CaseSummary, caseRow, summaryOf } from './row.ts';
