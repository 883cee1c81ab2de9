export { type Database, openDatabase, openPool } from './database.ts';
