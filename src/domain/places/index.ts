export * from './audience.ts';
export * from './district.ts';
export * from './indexed.ts';
export * from './lookup.ts';
export * from './profile.ts';
export * from './street-graph.ts';
