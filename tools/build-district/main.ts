import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDistrict } from './build.ts';
import { Source } from './source.ts';
import { writeFiles } from './write.ts';

/**
 * tsx tools/build-district/main.ts districts/<id>
 * Builds the generated files of a district from its source folder. The same source and seed give the same bytes.
 * Files written by hand (categories, plan, notice templates, checklists, thresholds, calendar, settings) are not touched.
 */
const folder = process.argv[2];
if (!folder) {
  process.stderr.write('usage: tsx tools/build-district/main.ts districts/<id>\n');
  process.exit(2);
}
const categories = JSON.parse(readFileSync(join(folder, 'categories.json'), 'utf8'));
const source = new Source(folder);
const { files, blank, counts } = buildDistrict(source, categories);
writeFiles(folder, files);
if (source.plan.blank) writeFiles(join(folder, '..', source.plan.blank), blank);
process.stdout.write(`${JSON.stringify(counts)}\n`);
