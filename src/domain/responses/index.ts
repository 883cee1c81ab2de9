export * from './grades.ts';
export * from './order.ts';
export * from './response.ts';
export * from './standing.ts';
export * from './task.ts';
export * from './warning.ts';
