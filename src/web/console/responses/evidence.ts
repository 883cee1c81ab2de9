import type { Evidence, EvidenceKind } from '../../../domain/responses/index.ts';
import type { Answers, Field } from '../../ui/parts/FieldsForm.tsx';
import type { Dictionary } from '../../ui/words/index.tsx';

/** What the form asks for the kind of evidence that the plan wants. */
export function evidenceFields(kind: EvidenceKind, words: Dictionary): readonly Field[] {
  const w = words.task;
  const text: Field = { kind: 'text', name: 'text', label: w.text };
  const whole = (name: string, label: string): Field => ({
    kind: 'number',
    name,
    label,
    value: 0,
    min: 0,
    max: 1_000_000,
  });
  switch (kind) {
    case 'list':
      return [whole('total', w.total), whole('done', w.finished), { ...text, optional: true }];
    case 'ledger':
      return [
        whole('due', w.total),
        whole('done', w.finished),
        whole('refused', w.refused),
        { ...text, optional: true },
      ];
    case 'counts':
      return [
        { kind: 'line', name: 'what', label: words.case.what },
        whole('found', w.foundCount),
        whole('removed', w.removed),
        whole('reinforced', w.reinforced),
      ];
    case 'photo':
      return [
        { kind: 'line', name: 'refs', label: w.photoRefs },
        { ...text, optional: true },
      ];
    case 'brief':
      return [whole('number', w.number), text];
    default:
      return [text];
  }
}

export function evidenceOf(kind: EvidenceKind, a: Answers): Evidence {
  const text = a['text'] ?? '';
  const n = (name: string): number => Number(a[name] ?? 0);
  switch (kind) {
    case 'receipt':
      return { kind: 'receipt', note: text };
    case 'list':
      return { kind: 'list', total: n('total'), done: n('done'), text };
    case 'ledger':
      return { kind: 'ledger', due: n('due'), done: n('done'), refused: n('refused'), text };
    case 'counts':
      return {
        kind: 'counts',
        rows: [{ what: a['what'] ?? '', found: n('found'), removed: n('removed'), reinforced: n('reinforced') }],
      };
    case 'photo':
      return { kind: 'photo', refs: (a['refs'] ?? '').split(/[\s,，]+/).filter(Boolean), text };
    case 'brief':
      return { kind: 'brief', number: n('number'), text };
    default:
      return { kind, text };
  }
}

/** Evidence in one line. */
export function tell(what: Evidence, words: Dictionary): string {
  const w = words.task;
  switch (what.kind) {
    case 'receipt':
      return what.note;
    case 'list':
      return `${what.done}/${what.total} ${what.text}`;
    case 'ledger':
      return `${what.done}/${what.due} · ${w.refused} ${what.refused} ${what.text}`;
    case 'counts':
      return what.rows
        .map(
          (row) =>
            `${row.what}: ${w.foundCount} ${row.found}, ${w.removed} ${row.removed}, ${w.reinforced} ${row.reinforced}`,
        )
        .join('; ');
    case 'photo':
      return `${what.refs.length} · ${what.text}`;
    case 'brief':
      return `${w.number} ${what.number} · ${what.text}`;
    default:
      return what.text;
  }
}
