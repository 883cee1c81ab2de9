export * from './aggregate.ts';
export * from './calendar.ts';
export * from './geometry.ts';
export * from './ids.ts';
export * from './refusal.ts';
export * from './time.ts';
