export { openDatabase, openPool, type Database, type DatabaseOptions } from './database.ts';
