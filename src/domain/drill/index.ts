export * from './clock.ts';
export { drillAggregate, mayDrill, NO_DRILL } from './drill-aggregate.ts';
