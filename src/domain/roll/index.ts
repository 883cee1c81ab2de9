export { type Cell, type Row, textOf } from './cells.ts';
export { COLUMNS, type Field, fieldWords, isField } from './columns.ts';
export { gatherer } from './gather.ts';
export { HEADER_WITHIN, type Header, headerIn, onceEach } from './header.ts';
export { homeKey, type Listed } from './household.ts';
export { problemText, type RollProblem, type Severity } from './problems.ts';
export { type RollCounts, type RollState, rollAggregate } from './profile.ts';
export { FLOOR_KINDS, TAGS, USES } from './tags.ts';
