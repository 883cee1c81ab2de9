export * from './case.ts';
export * from './commands.ts';
export * from './events.ts';
