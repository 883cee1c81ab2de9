import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import excel from 'exceljs';
import { indexed } from '../../src/domain/places/index.ts';
import { loadDistrict } from './district.ts';

/** Writes the list in a process of its own, so that its memory is not the reader's. */
export function writeList(file: string, count: number): Promise<void> {
  const writer = fork(fileURLToPath(import.meta.url), [file, String(count)], { execArgv: ['--import', 'tsx'] });
  return new Promise((resolve, reject) => {
    writer.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the list was not written (${code})`))));
  });
}

/** 100,000 homes spread over the district's stairwells, with thirteen columns as a committee has them. */
async function write(file: string, count: number): Promise<void> {
  const index = indexed(await loadDistrict());
  const book = new excel.stream.xlsx.WorkbookWriter({ filename: file, useSharedStrings: true });
  const sheet = book.addWorksheet('户册');
  const head = '序号 居民区 小区 楼组 号 室 楼层 户主 联系电话 实住人数 用途 人群标签 紧急联系人';
  sheet.addRow(head.split(' ')).commit();
  const { stairwells } = index.district;
  for (let n = 0; n < count; n++) {
    const stairwell = stairwells[n % stairwells.length];
    if (!stairwell) break;
    const door = /\d+/.exec(stairwell.name)?.[0] ?? '1';
    const floors = /(\d+)–\d+层/.exec(stairwell.name)?.[1];
    const floor = Number(floors ?? 1);
    sheet
      .addRow([
        n + 1,
        index.committees.get(stairwell.committee)?.name.zh,
        index.compounds.get(stairwell.compound)?.name.zh,
        stairwell.name,
        `${door}号`,
        `${floor}${String(1_000 + Math.floor(n / stairwells.length)).slice(1)}甲`,
        floor,
        `住户${n % 5_000}`,
        `138 ${String(10_000_000 + n)}`,
        1 + (n % 4),
        n % 3 ? '自住' : '租赁',
        n % 9 ? '' : '独居、高龄',
        n % 12 ? '' : '亲属',
      ])
      .commit();
  }
  await sheet.commit();
  await book.commit();
}

const [file, count] = process.argv.slice(2);
if (process.argv[1] === fileURLToPath(import.meta.url) && file) await write(file, Number(count));
