export * from './notice.ts';
export * from './doors.ts';
