export { type Cell, columnLetter, type OddCell, type Row, textOf } from './cells.ts';
export { COLUMNS, type Field, fieldWords, isField } from './columns.ts';
export { type Gatherer, gatherer } from './gather.ts';
export { fingerprintOf, HEADER_WITHIN, type Header, headerIn, type Layout, onceEach } from './header.ts';
export { floorKindAt, homeKey, type Listed, type Relation, type RollContact } from './household.ts';
export { PROBLEMS, type ProblemCode, problemText, type RollProblem, type Severity } from './problems.ts';
export { type RollAdoption, type RollCounts, type RollEvent, type RollState, rollAggregate } from './profile.ts';
export { FLOOR_KINDS, TAGS, USES } from './tags.ts';
