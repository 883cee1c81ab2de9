/** Bytes of a text in UTF-8. */
export const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');
/** Bytes of a text inside JSON, where quotes and line breaks take two. */
export const jsonBytesOf = (text: string): number => bytesOf(JSON.stringify(text)) - 2;

/** Whole characters as a reader sees them: a family emoji is one. */
const GRAPHEMES = new Intl.Segmenter('zh', { granularity: 'grapheme' });
/** After these a message may be cut; a cut elsewhere is taken only where there is none. */
const BREAKS = /[\n。！？；;!?]$/;

/**
 * A text in pieces of at most `most` bytes, cut after sentences where one ends in the second half of the piece, and
 * never inside a character. Nothing is lost: the pieces joined are the text.
 */
export function pieces(text: string, most: number, size: (text: string) => number = bytesOf): string[] {
  if (size(text) <= most) return [text];
  const cut: string[] = [];
  let open = '';
  let used = 0;
  let breakAt = 0;
  for (const { segment } of GRAPHEMES.segment(text)) {
    const more = size(segment);
    if (used + more > most && open !== '') {
      const at = breakAt > open.length / 2 ? breakAt : open.length;
      cut.push(open.slice(0, at));
      open = open.slice(at);
      used = size(open);
      breakAt = 0;
    }
    open += segment;
    used += more;
    if (BREAKS.test(segment)) breakAt = open.length;
  }
  return open === '' ? cut : [...cut, open];
}
