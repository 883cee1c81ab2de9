/**
 * Questions that a page will certainly ask, asked while its code is still on its way. Each answer is taken at most once, and
 * only a good and fresh one: whoever has to sign in first asks again.
 */
const FRESH_MS = 10_000;
const asked = new Map<string, { readonly at: number; readonly answer: Promise<Response | undefined> }>();

/** What the first picture of the console and of the wall is made of. */
const FIRST = [
  '/session',
  '/district',
  '/screen',
  ...['buildings', 'context-roads', 'elevated', 'metro-lines'].map((file) => `/district/map/${file}.geojson`),
];

export function askEarly(): void {
  for (const path of FIRST) {
    const answer = fetch(`/api/v1${path}`, { headers: { accept: 'application/json' }, credentials: 'same-origin' });
    asked.set(path, {
      at: performance.now(),
      answer: answer.then(
        (response) => (response.ok ? response : undefined),
        () => undefined,
      ),
    });
  }
}

export async function takeEarly(path: string): Promise<Response | undefined> {
  const early = asked.get(path);
  asked.delete(path);
  return early && performance.now() - early.at < FRESH_MS ? early.answer : undefined;
}
