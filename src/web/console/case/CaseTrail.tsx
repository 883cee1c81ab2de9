import type { CaseEventType, CaseState } from '../../../domain/cases/index.ts';
import type { Recorded } from '../../../domain/kernel/index.ts';
import { personName, unitName } from '../../ui/derive/names.ts';
import { dayTime, hourMinute } from '../../ui/format.ts';
import { useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { useSpeech } from '../../ui/words/index.tsx';

const MINUTE = 60_000;
const GOOD: readonly string[] = [
  'case.closed',
  'case.verified',
  'case.evaluated',
  'case.granted-delay',
  'case.granted-help',
];
const BAD: readonly string[] = [
  'case.overdue',
  'case.escalated',
  'case.reworked',
  'case.rejected',
  'case.disputed',
  'case.fix-refused',
  'case.suspension-due',
];

/** All that happened: who, what, when it happened, and when it was recorded if that was later. Newest first. */
export function CaseTrail({
  events,
  state,
}: {
  readonly events: readonly Recorded[] | undefined;
  readonly state: CaseState;
}) {
  const { words, language } = useSpeech();
  const district = useDistrict();
  const shown = useShown(60_000);
  return (
    <section className="case-part">
      <h3>{words.case.timeline}</h3>
      {!events ? (
        <p className="muted">{words.case.loadingTrail}</p>
      ) : (
        <ol className="trail" data-events={events.length}>
          {events.toReversed().map((event) => {
            const tone = GOOD.includes(event.type) ? 'good' : BAD.includes(event.type) ? 'bad' : '';
            const told = detail(event);
            return (
              <li key={event.seq} className={tone}>
                <time title={dayTime(language, event.occurredAt)}>{hourMinute(event.occurredAt)}</time>
                <div>
                  <strong>{words.happened[event.type as CaseEventType] ?? event.type}</strong>
                  {told && <span> {told}</span>}
                  <div className="muted">
                    {event.by.unit
                      ? unitName(district, event.by.unit, language)
                      : personName(shown.state, district, event.by.person, language, words)}
                    {event.at - event.occurredAt > MINUTE && (
                      <>
                        {' '}
                        · <span className="near-ink">{words.case.recordedLater(dayTime(language, event.at))}</span>
                      </>
                    )}
                  </div>
                </div>
              </li>
            );
          })}
        </ol>
      )}
      {state.closedAt !== null && (
        <p className="intime-ink">
          {words.happened['case.closed']} {dayTime(language, state.closedAt)}
        </p>
      )}
    </section>
  );

  /** The part of the data that a reader wants in the line. */
  function detail(event: Recorded): string {
    const data = event.data as Record<string, unknown>;
    const text = (key: string): string => (typeof data[key] === 'string' ? (data[key] as string) : '');
    const reason =
      text('reason') in words.reject ? words.reject[text('reason') as keyof typeof words.reject] : text('reason');
    switch (event.type) {
      case 'case.dispatched':
      case 'case.handed-up':
      case 'case.taken':
        return `→ ${unitName(district, text('unit'), language)}${text('note') ? ` · ${text('note')}` : ''}`;
      case 'case.contacted':
        return [
          words.who[data['who'] as keyof typeof words.who],
          words.way[data['way'] as keyof typeof words.way],
          words.result[data['result'] as keyof typeof words.result],
          text('note'),
        ]
          .filter(Boolean)
          .join(' · ');
      case 'case.requested':
        return [words.request[data['kind'] as keyof typeof words.request], reason].filter(Boolean).join(' · ');
      default:
        return [text('done'), reason, text('text'), text('word'), text('note'), text('withoutPhoto')]
          .filter(Boolean)
          .join(' · ');
    }
  }
}
