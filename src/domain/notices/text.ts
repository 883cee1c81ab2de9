import { type Decision, refuse } from '../kernel/index.ts';
import { holdsMobileNumber } from '../people/index.ts';
import type { NoticeTemplate, Texts } from '../places/index.ts';

export type Rendered = { readonly ok: true; readonly body: Texts } | Extract<Decision<never>, { ok: false }>;

/**
 * The text as it goes out. Every field of the template must be given, and no other. A mobile number is refused:
 * the text stays in the journal for good, and a person's number must not (offices have landlines).
 */
export function render(template: NoticeTemplate, fields: Readonly<Record<string, string>>): Rendered {
  const missing = template.fields.filter((name) => !fields[name]?.trim());
  if (missing.length > 0) return refuse('notice.fields-missing', { fields: missing.join(', ') });
  const unknown = Object.keys(fields).filter((name) => !template.fields.includes(name));
  if (unknown.length > 0) return refuse('notice.fields-unknown', { fields: unknown.join(', ') });
  const personal = template.fields.find((name) => holdsMobileNumber(fields[name] as string));
  if (personal !== undefined) return refuse('notice.personal-number', { field: personal });
  const fill = (text: string) => text.replace(/\{([^{}]+)\}/g, (whole, name: string) => fields[name]?.trim() ?? whole);
  const { zh, en, ...more } = template.body;
  const others = Object.entries(more).map(([language, text]) => [language, fill(text)] as const);
  return { ok: true, body: { ...Object.fromEntries(others), zh: fill(zh), en: fill(en) } };
}
