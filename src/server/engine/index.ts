export { createEngine } from './engine.ts';
export * from './types.ts';
