export { backup } from './backup.ts';
export { exportJournal } from './export.ts';
export { BackupError, type BackupProgress, type BackupSummary } from './format.ts';
export { restore } from './restore.ts';
export { type BadRow, type Progress, type VerifyResult, verifyJournal } from './verify.ts';
