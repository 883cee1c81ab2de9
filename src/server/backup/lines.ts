const LF = 10;
/** No row of ours comes near; a file without line ends must not fill the memory. */
const LONGEST = 256 * 1024 * 1024;

/** Lines of a byte stream with their LF, as bytes: rows go on to the database as they came. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, from)) {
      const piece = chunk.subarray(from, at + 1);
      yield rest.length === 0 ? piece : Buffer.concat([...rest, piece]);
      rest = [];
      size = 0;
      from = at + 1;
    }
    if (from < chunk.length) {
      rest.push(chunk.subarray(from));
      size += chunk.length - from;
      if (size > LONGEST) throw new RangeError('a line of the file is too long');
    }
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}
