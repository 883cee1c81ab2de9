import { useEffect, useState } from 'react';
import type { HeadCountAnswer, SmsAnswer } from '../../../contract/queries.ts';
import { ladderFor, smsLength, smsPrice } from '../../../domain/notices/index.ts';
import type { NoticeLevel, NoticeTemplate } from '../../../domain/places/index.ts';
import { call } from '../../ui/api.ts';
import { count } from '../../ui/format.ts';
import { useDistrict } from '../../ui/live/LiveProvider.tsx';
import { useSpeech } from '../../ui/words/index.tsx';

/** The text with what is filled in so far; fields that wait stay as they are named. */
export const filledIn = (text: string, fields: Readonly<Record<string, string>>): string =>
  text.replace(/\{([^{}]+)\}/g, (whole, name: string) => fields[name]?.trim() || whole);

/** How long the text is as text messages, in each of its languages, and what it costs to send to those chosen. */
export function SmsPrice({
  template,
  fields,
  level,
  head,
}: {
  readonly template: NoticeTemplate;
  readonly fields: Readonly<Record<string, string>>;
  readonly level: NoticeLevel;
  readonly head: HeadCountAnswer | undefined;
}) {
  const { words, language } = useSpeech();
  const district = useDistrict();
  const [terms, setTerms] = useState<SmsAnswer>();
  useEffect(() => {
    let left = false;
    void call<SmsAnswer>('/notices/sms').then((answer) => {
      if (!left && answer.ok) setTerms(answer.value);
    });
    return () => {
      left = true;
    };
  }, []);
  const w = words.sending;
  const n = (value: number): string => count(language, value);
  const { before = '', after = '' } = terms ?? {};
  const around = w.around(before, after);
  const lengthOf = (text: string) => smsLength(`${before}${filledIn(text, fields)}${after}`);
  const sent = lengthOf(template.body.zh);
  const hasSms = ladderFor(district.district, level).some(({ channel }) => channel === 'sms');
  return (
    <div className="sms-price" data-segments={sent.segments}>
      <ul className="row wrap" aria-label={w.lengths} title={w.rule}>
        {Object.entries(template.body).map(([key, text]) => {
          const length = lengthOf(text);
          return (
            <li key={key}>
              <span className="soft">
                {w.language[key] ?? district.district.languages?.find(({ id }) => id === key)?.name ?? key}
              </span>{' '}
              <strong className={length.segments > 1 ? 'near-ink' : ''} data-length={key}>
                {w.segments(n(length.characters), n(length.segments))}
              </strong>{' '}
              {key === 'zh' && <span className="muted">{w.left(n(length.left))}</span>}
            </li>
          );
        })}
      </ul>
      {around && <p className="muted">{w.counted(around)}</p>}
      {!hasSms ? (
        <p className="soft">{w.noSms}</p>
      ) : terms?.fenPerSegment === undefined ? (
        terms && (
          <p data-price="unknown">
            <strong>{w.unknown}</strong> <span className="muted">{w.unknownTodo}</span>
          </p>
        )
      ) : (
        head && (
          <p data-price={smsPrice(sent, head.starts.message, terms.fenPerSegment)}>
            <strong>{w.price(yuan(language, smsPrice(sent, head.starts.message, terms.fenPerSegment)))}</strong>{' '}
            <span className="muted">
              {w.sum(n(sent.segments), n(head.starts.message), String(terms.fenPerSegment))} ·{' '}
              {w.from[terms.from ?? 'district'](terms.provider ?? '')}
            </span>
          </p>
        )
      )}
    </div>
  );
}

function yuan(language: 'zh' | 'en', fen: number): string {
  return `${count(language, Math.floor(fen / 100))}.${String(fen % 100).padStart(2, '0')}`;
}
