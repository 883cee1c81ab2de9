/** Real times (ms since 1970) of this machine at which the events of a live stream came over the wire, by case. */
export async function stampReports(url: string, cookie: string): Promise<{ at: Map<string, number>; stop(): void }> {
  const line = new AbortController();
  const response = await fetch(`${url}/api/v1/live?contract=1`, { headers: { cookie }, signal: line.signal });
  const { body } = response;
  if (!response.ok || !body) throw new Error(`no live stream: ${response.status}`);
  const at = new Map<string, number>();
  const read = async (): Promise<void> => {
    let text = '';
    for await (const piece of body.pipeThrough(new TextDecoderStream())) {
      const now = performance.timeOrigin + performance.now();
      text += piece;
      const end = text.lastIndexOf('\n\n');
      if (end < 0) continue;
      for (const [, stream = ''] of text
        .slice(0, end)
        .matchAll(/"stream":"(case\/[^"]+)"[^{]*"type":"case\.reported"/g))
        at.set(stream, now);
      text = text.slice(end + 2);
    }
  };
  read().catch(() => {
    // Ends by being cut off.
  });
  return { at, stop: () => line.abort() };
}
