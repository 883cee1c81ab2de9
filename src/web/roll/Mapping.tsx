import { useState } from 'react';
import type { RollImport, RollMapping } from '../../contract/roll.ts';
import { COLUMNS, type Field, fieldWords, TAGS } from '../../domain/roll/index.ts';
import { call } from '../ui/api.ts';
import { count } from '../ui/format.ts';
import { useTeller } from '../ui/parts/Toasts.tsx';
import { useSpeech } from '../ui/words/index.tsx';

const FIELDS: readonly Field[] = [...COLUMNS.map((one) => one.code), ...TAGS.map(({ code }) => `tag:${code}` as const)];
const DAY = 86_400_000;

/** The columns of the file beside what they mean, which sheets are read, and how long the personal part is kept. */
export function Mapping({ found, onAgain }: { readonly found: RollImport; readonly onAgain: () => void }) {
  const { words, language } = useSpeech();
  const w = words.roll;
  const { refused } = useTeller();
  const report = found.report;
  const [layouts, setLayouts] = useState(() =>
    Object.fromEntries((report?.layouts ?? []).map((one) => [one.fingerprint, one.fields])),
  );
  const [sheets, setSheets] = useState(() => (report?.sheets ?? []).filter((one) => one.read).map((one) => one.name));
  const [purpose, setPurpose] = useState(found.purpose);
  const [until, setUntil] = useState(() => new Date(found.until ?? Date.now() + 14 * DAY).toISOString().slice(0, 10));
  const [touched, setTouched] = useState(false);
  if (!report) return null;
  const again = async (): Promise<void> => {
    const body: RollMapping = {
      layouts,
      sheets,
      purpose,
      until: purpose === 'storm' ? Date.parse(`${until}T23:59:59`) : null,
    };
    const answer = await call(`/roll/imports/${found.id}/mapping`, { method: 'PUT', body });
    if (answer.ok) onAgain();
    else refused(answer.trouble[language], answer.trouble.todo[language]);
  };
  const change = (act: () => void): void => {
    act();
    setTouched(true);
  };
  return (
    <section className="card stack">
      <div className="row">
        <h2 className="grow">{w.columns}</h2>
        <button type="button" className="button main" disabled={!touched} onClick={() => void again()}>
          {w.again}
        </button>
      </div>
      <fieldset className="roll-sheets">
        <legend>{w.sheets}</legend>
        {report.sheets.map((sheet) => (
          <label key={sheet.name}>
            <input
              type="checkbox"
              checked={sheets.includes(sheet.name)}
              onChange={(event) =>
                change(() =>
                  setSheets(
                    event.target.checked ? [...sheets, sheet.name] : sheets.filter((name) => name !== sheet.name),
                  ),
                )
              }
            />{' '}
            {sheet.name}{' '}
            <small className="soft">
              {sheet.hidden ? `${w.hidden} ` : ''}
              {sheet.read ? w.homes(count(language, sheet.households)) : ''}
            </small>
          </label>
        ))}
      </fieldset>
      <p className="soft">{w.columnsNote}</p>
      {report.layouts.map((layout) => {
        const fields = layouts[layout.fingerprint] ?? layout.fields;
        const open = fields.filter((field) => field === null).length;
        return (
          <table key={layout.fingerprint} className="plain roll-mapping">
            <caption className="soft">
              {report.sheets
                .filter((sheet) => sheet.fingerprint === layout.fingerprint)
                .map((sheet) => sheet.name)
                .join('、')}{' '}
              · {w.from[layout.from]}
              {open > 0 ? ` · ${w.unmatched(String(open))}` : ''}
            </caption>
            <thead>
              <tr>
                <th scope="col">{w.theirs}</th>
                <th scope="col">{w.samples}</th>
                <th scope="col">{w.ours}</th>
              </tr>
            </thead>
            <tbody>
              {layout.headings.map((heading, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns are told apart by their place
                <tr key={n}>
                  <th scope="row">{heading || '—'}</th>
                  <td className="soft">{(layout.samples[n] ?? []).join(' · ')}</td>
                  <td>
                    <select
                      className="input"
                      aria-label={`${heading} ${w.ours}`}
                      value={fields[n] ?? ''}
                      onChange={(event) =>
                        change(() =>
                          setLayouts({
                            ...layouts,
                            [layout.fingerprint]: fields.map((field, at) =>
                              at === n ? event.target.value || null : field,
                            ),
                          }),
                        )
                      }
                    >
                      <option value="">{w.unread}</option>
                      {FIELDS.map((field) => (
                        <option key={field} value={field}>
                          {fieldWords(field)[language]}
                        </option>
                      ))}
                    </select>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        );
      })}
      <fieldset className="roll-sheets">
        <legend>{w.keep}</legend>
        {(['standing', 'storm'] as const).map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="purpose"
              checked={purpose === one}
              onChange={() => change(() => setPurpose(one))}
            />{' '}
            {w[one]}
          </label>
        ))}
        {purpose === 'storm' && (
          <label>
            {w.until}{' '}
            <input
              className="input"
              type="date"
              value={until}
              onChange={(event) => change(() => setUntil(event.target.value))}
            />
          </label>
        )}
      </fieldset>
    </section>
  );
}
