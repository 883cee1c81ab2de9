import { Command, CommanderError } from 'commander';
import { bringBack, exportOut, importPack, keep, verify } from './keep.ts';
import { newKey } from './new-key.ts';
import { EXIT, versionOf, Wrong } from './places.ts';
import { replay } from './replay.ts';
import { serve } from './serve.ts';

const ENDS = `
Ends with · 退出码:
  0  done · 完成
  1  failed: the reason is on stderr · 失败，原因见标准错误
  2  wrong arguments · 参数有误
  3  not sound: a broken chain, a damaged file, a pack with mistakes · 台账链断裂、文件损坏或资料有误
  4  (replay) something is left open that must be closed, or a sum does not hold · 有应结未结事项或户数不符
`;

/** Runs a command and ends with its code; a mistake of the caller is said in one line. */
function run<A extends unknown[]>(act: (...args: A) => Promise<number>): (...args: A) => Promise<void> {
  return async (...args) => {
    try {
      process.exit(await act(...args));
    } catch (error) {
      if (error instanceof Wrong) {
        process.stderr.write(`yiping: ${error.message}\n`);
        process.exit(error.exit);
      }
      process.stderr.write(`yiping: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exit(EXIT.failed);
    }
  };
}

const program = new Command('yiping')
  .description('Operations and emergency platform of a subdistrict · 街道城运与应急平台')
  .version(versionOf())
  .addHelpText('after', ENDS)
  .exitOverride();
const DATA = ['--data <folder>', 'data folder (default: YIPING_DATA, else ./var) · 数据目录'] as const;

program
  .command('serve')
  .description('start the server, with the drill and its outside world · 启动服务与演练')
  .option('--port <n>', 'port (default: PORT, else 8080; 0: any free one) · 端口')
  .option('--host <address>', 'address to listen on (default: HOST, else 127.0.0.1) · 监听地址')
  .option(...DATA)
  .option('--scenario <id>', 'storm of the drill · 演练情景', 'in-fa-2021')
  .option('--speed <n>', 'how many times as fast as real time the drill runs · 演练倍速')
  .option('--seed <n>', 'seed of what is made up · 随机种子')
  .option('--leave <parts>', 'parts that people play themselves: desk, commander · 由人扮演的岗位')
  .option('--no-play', 'nobody plays the outside world · 不启动模拟器')
  .option('--fresh-drill', 'begin the drill anew: its journal is deleted first · 演练从头开始')
  .option('--only-drill', 'without the empty district for real use · 只开演练')
  .action(run(serve));

program
  .command('replay <scenario>')
  .description('run a storm headless on a database of its own · 无界面重放一场台风')
  .option('--speed <n|max>', 'times real time, or as fast as the machine can · 倍速', 'max')
  .option('--json <file>', 'write the outcome there instead of to stdout · 结果文件')
  .option('--seed <n>', 'seed of what is made up · 随机种子')
  .option('--data <folder>', 'keep the database there (default: a folder that is deleted after) · 数据目录')
  .option('--explain', 'say every refusal on stderr · 列出每条被拒命令')
  .option('--rss <file>', 'write the highest memory of the server there as JSON · 服务内存峰值')
  .action(run(replay));

program
  .command('verify')
  .description('walk the hash chain of the journal and name the first bad row · 校验台账链')
  .option(...DATA)
  .option('--tenant <id>', 'only this district · 只校验一个街道')
  .action(run(verify));

program
  .command('backup <file>')
  .description('write everything to one file, while the server may go on · 备份')
  .option(...DATA)
  .action(run(keep));
program
  .command('restore <file>')
  .description('read a backup into an empty database · 恢复')
  .option(...DATA)
  .action(run(bringBack));

program
  .command('change-key')
  .description('seal the secrets of providers with a new key, while the server may go on · 更换密钥')
  .option(...DATA)
  .action(run(newKey));

program
  .command('import <pack>')
  .description('check a district pack (folder or zip) and put it into force · 导入街道资料')
  .option(...DATA)
  .option('--tenant <id>', 'district that it is for · 街道', 'nanjing-west-road')
  .option('--check', 'only check · 只检查')
  .action(run(importPack));

program
  .command('export <file>')
  .description('write a journal as lines of JSON (- for stdout) · 导出台账')
  .option(...DATA)
  .option('--tenant <id>', 'district · 街道', 'drill')
  .option('--after <seq>', 'only what comes after · 只导出其后')
  .action(run(exportOut));

try {
  await program.parseAsync();
} catch (error) {
  // Help and version end with 0; an unknown option or a missing argument with 2.
  process.exit(error instanceof CommanderError ? (error.exitCode === 0 ? EXIT.done : EXIT.usage) : EXIT.failed);
}
