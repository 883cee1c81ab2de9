import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { ParseOption, XmlDocument, XsdValidator } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import { readCap } from '../../src/server/integrations/cap/index.ts';

const folder = path.resolve(import.meta.dirname, '../fixtures/cap');
const alert = (inside: string, head = '<?xml version="1.0" encoding="UTF-8"?>'): string =>
  `${head}<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>1</identifier><sender>s</sender><sent>2021-07-23T07:00:00+08:00</sent><status>Actual</status><msgType>Alert</msgType>${inside}<scope>Public</scope></alert>`;
const info = (event: string): string =>
  `<scope>Public</scope><info><category>Met</category><event>${event}</event><urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty></info></alert>`;
const chinese = (head: string, event = '台风'): string =>
  alert('', head).replace('<scope>Public</scope></alert>', info(event));
const code = (bytes: Uint8Array | string): string => {
  const reading = readCap(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
  return reading.ok ? 'taken' : reading.refusal.code;
};
const event = (bytes: Uint8Array): string | undefined => {
  const reading = readCap(bytes);
  return reading.ok ? reading.messages[0]?.event : reading.refusal.code;
};

describe('entities', () => {
  test('nothing with a DOCTYPE is taken, whatever it declares', () => {
    const declared = (dtd: string, use: string): string =>
      alert(`<source>${use}</source>`, `<?xml version="1.0"?><!DOCTYPE alert [${dtd}]>`);
    expect(code(declared('<!ENTITY x SYSTEM "file:///etc/hostname">', '&x;'))).toBe('warning.doctype');
    expect(code(declared('<!ENTITY x SYSTEM "http://127.0.0.1:9/x">', '&x;'))).toBe('warning.doctype');
    expect(code(declared('<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;', ''))).toBe('warning.doctype');
    expect(code(declared('<!ENTITY x "harmless">', '&x;'))).toBe('warning.doctype');
    expect(code(declared('', ''))).toBe('warning.doctype');
    expect(code(alert('', '<?xml version="1.0"?><!DOCTYPE alert SYSTEM "http://127.0.0.1:9/cap.dtd">'))).toBe(
      'warning.doctype',
    );
    // Without a declaration an entity is not well-formed XML; it is never guessed.
    expect(['warning.not-xml', 'warning.doctype']).toContain(code(alert('<source>&x;</source>')));
  });

  test('a billion laughs and a quadratic blow-up end at once and leave no memory behind', () => {
    const laughs = Array.from({ length: 12 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i || ''};`.repeat(10)}">`).join('');
    const started = performance.now();
    expect(
      code(
        alert('<source>&a12;</source>', `<?xml version="1.0"?><!DOCTYPE alert [<!ENTITY a "aaaaaaaaaa">${laughs}]>`),
      ),
    ).toBe('warning.doctype');
    expect(
      code(
        alert(
          `<source>${'&b;'.repeat(50_000)}</source>`,
          `<?xml version="1.0"?><!DOCTYPE alert [<!ENTITY b "${'b'.repeat(50_000)}">]>`,
        ),
      ),
    ).toBe('warning.doctype');
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('XInclude and style sheets are only text', () => {
    expect(code(alert('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname"/>'))).toBe(
      'warning.cap-invalid',
    );
    expect(code(alert('', '<?xml version="1.0"?><?xml-stylesheet href="file:///etc/hostname" type="text/xsl"?>'))).toBe(
      'taken',
    );
  });
});

describe('size', () => {
  test('50 MB, a million tags, 10,000 levels, huge text and attributes: refused quickly and in bounded memory', () => {
    const before = process.memoryUsage().rss;
    const started = performance.now();
    expect(code(Buffer.alloc(50 * 1024 * 1024, 'x'))).toBe('warning.too-large');
    expect(code(alert('<code>a</code>'.repeat(240_000)))).toBe('warning.too-many-elements');
    expect(code('<a>'.repeat(10_000) + '</a>'.repeat(10_000))).toBe('warning.too-deep');
    expect(code(`<alert a="${'x'.repeat(4 * 1024 * 1024 - 100)}"/>`)).toBe('warning.not-cap');
    expect(code(alert(`<source>${'x'.repeat(4_000_000)}</source>`))).toBe('taken');
    expect(code(alert(`<${'n'.repeat(60_000)}/>`))).toBe('warning.too-deep');
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  });

  test('the same alert two thousand times does not let memory grow', () => {
    const bytes = readFileSync(path.join(folder, 'valid/google-weather.xml'));
    for (let i = 0; i < 500; i++) readCap(bytes);
    const before = process.memoryUsage().rss;
    for (let i = 0; i < 1_500; i++) expect(readCap(bytes).ok).toBe(true);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });
});

describe('encodings', () => {
  test('UTF-8 with a mark, UTF-16 both ways, GB18030 and Latin-1 as declared', () => {
    const mark = Buffer.from([0xef, 0xbb, 0xbf]);
    expect(event(Buffer.concat([mark, Buffer.from(chinese('<?xml version="1.0" encoding="UTF-8"?>'))]))).toBe('台风');
    expect(
      event(
        Buffer.concat([
          Buffer.from([0xff, 0xfe]),
          Buffer.from(chinese('<?xml version="1.0" encoding="UTF-16"?>'), 'utf16le'),
        ]),
      ),
    ).toBe('台风');
    expect(event(iconv.encode(chinese('<?xml version="1.0" encoding="UTF-16"?>'), 'utf16be', { addBOM: true }))).toBe(
      '台风',
    );
    expect(event(iconv.encode(chinese('<?xml version="1.0" encoding="GB18030"?>'), 'gb18030'))).toBe('台风');
    expect(event(iconv.encode(chinese('<?xml version="1.0" encoding="GBK"?>'), 'gbk'))).toBe('台风');
    expect(
      event(iconv.encode(chinese('<?xml version="1.0" encoding="ISO-8859-1"?>', 'orage violent à Zürich'), 'latin1')),
    ).toBe('orage violent à Zürich');
  });

  test('bytes that are not what they are declared to be are refused, not read as something else', () => {
    expect(code(iconv.encode(chinese('<?xml version="1.0" encoding="UTF-8"?>'), 'gb18030'))).toBe('warning.encoding');
    expect(code(chinese('<?xml version="1.0" encoding="klingon"?>'))).toBe('warning.encoding');
    expect(['warning.encoding', 'warning.not-xml']).toContain(
      code(Buffer.from(chinese('<?xml version="1.0" encoding="UTF-16"?>'), 'utf16le').subarray(1)),
    );
    expect(['warning.not-xml', 'warning.encoding']).toContain(
      code(Buffer.from(alert('<source>\u0000\u0001</source>'))),
    );
  });

  test('what is not XML at all', () => {
    expect(code('')).toBe('warning.empty');
    for (const text of ['上海中心气象台发布台风蓝色预警', '{"warning":1}', '<alert', '<a></b>', '   ', '<!-- only -->'])
      expect(code(text), text).toBe('warning.not-xml');
    expect(code('<html xmlns="http://www.w3.org/1999/xhtml"/>')).toBe('warning.not-cap');
    expect(code('<alert xmlns="urn:oasis:names:tc:emergency:cap:9.9"/>')).toBe('warning.not-cap');
    expect(code('<alert/>')).toBe('warning.not-cap');
  });
});

describe('rules beside the official schemas', () => {
  const schemas = {
    'urn:oasis:names:tc:emergency:cap:1.2': 'CAP-v1.2.xsd',
    'urn:oasis:names:tc:emergency:cap:1.1': 'cap11.xsd',
    'http://www.incident.com/cap/1.0': 'cap10.xsd',
  };
  const option = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE;
  const validators = Object.fromEntries(
    Object.entries(schemas).map(([namespace, file]) => [
      namespace,
      XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(path.join(folder, 'schema', file)), { option })),
    ]),
  );
  /** What the schema says: valid, or not; undefined where the bytes are not XML or have no known namespace. */
  const bySchema = (bytes: Uint8Array): boolean | undefined => {
    let document: XmlDocument;
    try {
      document = XmlDocument.fromBuffer(bytes, { option });
    } catch {
      return undefined;
    }
    try {
      const validator = validators[document.root.namespaceUri];
      if (!validator) return undefined;
      validator.validate(document);
      return true;
    } catch {
      return false;
    } finally {
      document.dispose();
    }
  };

  test('what a schema refuses is never taken: 1,200 seeded damages to the true alerts', () => {
    const names = [
      'oasis-v10-appendix-a1.xml',
      'oasis-v11-appendix-a2.xml',
      'oasis-v12-appendix-a2.xml',
      'google-canada-cap12.xml',
      'nws-5c2cf27b.xml',
    ];
    const texts = names.map((name) => readFileSync(path.join(folder, 'valid', name), 'utf8'));
    for (const text of texts) expect(bySchema(Buffer.from(text))).toBe(true);
    let refusedBySchema = 0;
    let both = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: texts.length - 1 }),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 0, max: 6 }),
        (which, a, b, how) => {
          const text = texts[which] as string;
          const damaged = damage(text, a, b, how);
          const schema = bySchema(Buffer.from(damaged));
          if (schema === undefined) return;
          const ours = readCap(Buffer.from(damaged));
          if (!schema) {
            refusedBySchema++;
            expect(ours.ok, damaged).toBe(false);
          } else if (ours.ok) both++;
        },
      ),
      { numRuns: 1_200, seed: 20_210_723 },
    );
    // The fuzz must have seen both sides, or it has seen nothing.
    expect(refusedBySchema).toBeGreaterThan(100);
    expect(both).toBeGreaterThan(100);
  });

  /** One damage to the elements or the text of an alert. */
  function damage(text: string, a: number, b: number, how: number): string {
    const leaves = [...text.matchAll(/<([A-Za-z]+)>([^<]*)<\/\1>/g)];
    const one = leaves[a % leaves.length] as RegExpMatchArray;
    const two = leaves[b % leaves.length] as RegExpMatchArray;
    const at = one.index as number;
    const whole = one[0];
    const cut = text.slice(0, at) + text.slice(at + whole.length);
    switch (how) {
      case 0: // lost
        return cut;
      case 1: // twice
        return text.slice(0, at) + whole + text.slice(at);
      case 2: // emptied
        return `${text.slice(0, at)}<${one[1]}></${one[1]}>${text.slice(at + whole.length)}`;
      case 3: // misspelt
        return text.slice(0, at) + whole.replaceAll(one[1] as string, `${one[1]}x`) + text.slice(at + whole.length);
      case 4: // content of another element
        return `${text.slice(0, at)}<${one[1]}>${two[2]}</${one[1]}>${text.slice(at + whole.length)}`;
      case 5: {
        // moved
        const to = Math.min(two.index as number, cut.length);
        return cut.slice(0, to) + whole + cut.slice(to);
      }
      default: // stray text
        return `${text.slice(0, at)}stray${text.slice(at)}`;
    }
  }

  test('no bytes at all make the door throw: 1,000 seeded pieces of rubbish', () => {
    let seen = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.string({ maxLength: 300, unit: 'binary' }).map((text) => Buffer.from(alert(text))),
        ),
        (bytes) => {
          seen++;
          const reading = readCap(bytes);
          expect(reading.ok || reading.refusal.code.startsWith('warning.')).toBe(true);
        },
      ),
      { numRuns: 1_000, seed: 7 },
    );
    expect(seen).toBe(1_000);
  });
});
