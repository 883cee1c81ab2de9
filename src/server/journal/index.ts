export * from './append.ts';
export * from './chain.ts';
export * from './read.ts';
