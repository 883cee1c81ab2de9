// `npm start`: bring a fresh machine to a running Yiping — install, build, serve.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { install, requireNode, root } from './run.mjs';

requireNode();
install();
const { build } = await import('./build.mjs');
await build();
const server = spawn(
  process.execPath,
  ['--enable-source-maps', path.join(root, 'dist/server/yiping.mjs'), 'serve', ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
// Ctrl-C reaches the whole process group; SIGTERM from a service manager reaches only us.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
