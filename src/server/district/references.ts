import type { District } from '../../domain/places/index.ts';
import type { Contact, DrillPerson } from './pack.ts';
import type { Report } from './parse.ts';
import { PARTS } from './parts.ts';

/** What rows say about each other: ids once, and nothing named that does not exist. Rows are counted from 1. */
export function checkReferences(
  district: District,
  people: readonly DrillPerson[],
  contacts: readonly Contact[],
  report: Report,
): void {
  const committees = unique(PARTS.committees.file, district.committees, report);
  const compounds = unique(PARTS.compounds.file, district.compounds, report);
  const stairwells = unique(PARTS.stairwells.file, district.stairwells, report);
  const households = unique(PARTS.households.file, district.households, report);
  const units = unique(PARTS.units.file, district.units, report);
  const posts = unique(PARTS.posts.file, district.posts, report);
  unique(PARTS.cells.file, district.cells, report);
  unique(PARTS.roads.file, district.roads, report);
  unique(PARTS.points.file, district.points, report);
  unique(PARTS.plan.file, district.plan, report);
  unique(PARTS.checklists.file, district.checklists, report);
  const templates = unique(PARTS.noticeTemplates.file, district.noticeTemplates, report);
  const categories = unique(
    PARTS.categories.file,
    district.categories.map((row) => ({ id: row.code })),
    report,
  );
  // A district may plan for kinds of unit that it has not entered yet (malls, sites), if it has a word for them.
  const told = Object.keys(district.words ?? {})
    .filter((key) => key.startsWith('kind.'))
    .map((key) => key.slice('kind.'.length));
  const kinds = new Set([...district.units.map((row) => row.kind), ...told]);
  const must = (file: string, row: number, field: string, known: ReadonlySet<string>, id: string | undefined) => {
    if (id === undefined || known.has(id)) return;
    report({
      file,
      row,
      field,
      code: 'reference',
      zh: `${field} 指向不存在的 ${id}`,
      en: `${field} names ${id}, which does not exist`,
    });
  };
  const each = <T>(rows: readonly T[], check: (row: T, number: number) => void) => {
    for (const [i, row] of rows.entries()) check(row, i + 1);
  };

  each(district.compounds, (row, n) => must(PARTS.compounds.file, n, 'committee', committees, row.committee));
  each(district.stairwells, (row, n) => {
    must(PARTS.stairwells.file, n, 'compound', compounds, row.compound);
    must(PARTS.stairwells.file, n, 'committee', committees, row.committee);
  });
  each(district.households, (row, n) => must(PARTS.households.file, n, 'stairwell', stairwells, row.stairwell));
  each(district.cells, (row, n) => must(PARTS.cells.file, n, 'committee', committees, row.committee));
  each(district.points, (row, n) => {
    must(PARTS.points.file, n, 'committee', committees, row.committee);
    must(PARTS.points.file, n, 'unit', units, row.unit);
  });
  each(district.units, (row, n) => {
    must(PARTS.units.file, n, 'parent', units, row.parent);
    for (const id of row.committees) must(PARTS.units.file, n, 'committees', committees, id);
    for (const code of row.handles) must(PARTS.units.file, n, 'handles', categories, code);
  });
  each(district.posts, (row, n) => {
    must(PARTS.posts.file, n, 'unit', units, row.unit);
    must(PARTS.posts.file, n, 'area', committees, row.area);
  });
  each(people, (row, n) => {
    for (const id of row.posts) must(PARTS.people.file, n, 'posts', posts, id);
  });
  each(district.categories, (row, n) => {
    for (const kind of row.handlers) must(PARTS.categories.file, n, 'handlers', kinds, kind);
  });
  each(district.plan, (row, n) => {
    for (const kind of row.units) must(PARTS.plan.file, n, 'units', kinds, kind);
    must(PARTS.plan.file, n, 'notice', templates, row.notice);
  });
  const languages = unique(PARTS.languages.file, district.languages ?? [], report);
  each(district.noticeTemplates, (row, n) => {
    for (const [language, text] of Object.entries(row.body)) {
      if (language !== 'zh' && language !== 'en') must(PARTS.noticeTemplates.file, n, 'body', languages, language);
      // What a text names must be asked for, in every language: what is left open would go out as it stands.
      for (const [, field] of text.matchAll(/\{([^{}]+)\}/g))
        must(PARTS.noticeTemplates.file, n, 'fields', new Set(row.fields), field);
    }
  });
  each(district.checklists, (row, n) => {
    for (const item of row.items) must(PARTS.checklists.file, n, 'items', categories, item.category);
  });
  each(contacts, (row, n) => must(PARTS.contacts.file, n, 'household', households, row.household));
  each(district.roads, (row, n) => {
    if (row.from === row.to && row.line.length < 3) {
      report({
        file: PARTS.roads.file,
        row: n,
        code: 'geometry',
        zh: '路段首尾相同',
        en: 'a segment that goes nowhere',
      });
    }
  });
}

function unique(file: string, rows: readonly { readonly id: string }[], report: Report): ReadonlySet<string> {
  const seen = new Set<string>();
  for (const [i, { id }] of rows.entries()) {
    if (seen.has(id))
      report({
        file,
        row: i + 1,
        field: 'id',
        code: 'duplicate',
        zh: `编号 ${id} 重复`,
        en: `id ${id} was used before`,
      });
    seen.add(id);
  }
  return seen;
}
