export * from './clock.ts';
export { DRILL_RIGHTS, drillAggregate, mayDrill, NO_DRILL } from './drill-aggregate.ts';
