import type { Outgoing } from './channel.ts';

/** A text that a provider has approved, and which of our fields goes where in it. */
export interface Approved {
  readonly code: string;
  /** In the provider's order; `name` is the provider's variable where it names them. */
  readonly params: readonly { readonly name: string; readonly field: string }[];
}

/**
 * Providers send approved texts only, and do not let variables have Chinese names. So the settings say, one line
 * each: `our template = CODE | their variable: our field, …` (Aliyun) or `… | our field, …` (Tencent Cloud, by
 * position). A message that names no template goes by the line of `*`. Lines that do not read so are left out; a
 * message that then has no template is refused with 'no-template', which shows in the test button.
 */
export function approvedTemplates(lines: string): ReadonlyMap<string, Approved> {
  const table = new Map<string, Approved>();
  for (const line of lines.split(/[\r\n]+/)) {
    const read = /^\s*([^=|]+?)\s*=\s*([\w-]+)\s*(?:\|(.*))?$/.exec(line);
    if (!read) continue;
    const params = (read[3] ?? '')
      .split(/[,，]/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map((part) => {
        const [name, field] = part.split(/[:：]/).map((word) => word.trim()) as [string, string?];
        return { name, field: field ?? name };
      });
    table.set(read[1] as string, { code: read[2] as string, params });
  }
  return table;
}

/** Values for the variables; `text` and `link` are the message's own. A missing field is empty: the provider refuses it. */
export function valuesFor(approved: Approved, message: Outgoing): { readonly name: string; readonly value: string }[] {
  const own: Readonly<Record<string, string | undefined>> = { text: message.text, link: message.link };
  return approved.params.map(({ name, field }) => ({ name, value: message.fields[field] ?? own[field] ?? '' }));
}

export function templateFor(table: ReadonlyMap<string, Approved>, message: Outgoing): Approved | undefined {
  return table.get(message.template ?? '*') ?? table.get('*');
}

/** Groups of what may go in one request: equal keys, at most `most`, and no number twice, so that receipts stay apart. */
export function grouped(batch: readonly Outgoing[], most: number, key: (message: Outgoing) => string): Outgoing[][] {
  const groups: { key: string; to: Set<string>; messages: Outgoing[] }[] = [];
  for (const message of batch) {
    const of = key(message);
    let group = groups.find((one) => one.key === of && one.messages.length < most && !one.to.has(message.to));
    if (!group) {
      group = { key: of, to: new Set(), messages: [] };
      groups.push(group);
    }
    group.to.add(message.to);
    group.messages.push(message);
  }
  return groups.map(({ messages }) => messages);
}
