export { backup } from './backup.ts';
export { exportJournal } from './export.ts';
export { verifyMedia } from './files.ts';
export { BackupError } from './format.ts';
export { restore } from './restore.ts';
export { verifyJournal } from './verify.ts';
