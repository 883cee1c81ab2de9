export * from './case.ts';
export * from './commands.ts';
export * from './events.ts';
export * from './loop.ts';
export * from './may.ts';
