export * from './person.ts';
export * from './roles.ts';
export * from './roster.ts';
export * from './rules.ts';
