export { type Database, type DatabaseOptions, openDatabase, openPool } from './database.ts';
