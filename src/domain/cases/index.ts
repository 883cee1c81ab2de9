export { cases } from './aggregate.ts';
export * from './case.ts';
export * from './commands.ts';
export * from './events.ts';
export { LIMITS_STREAM, limits } from './limits.ts';
export * from './loop.ts';
export * from './may.ts';
