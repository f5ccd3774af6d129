// Reads a temporary file with one JSON value per line. Memory does not grow with the file. The reader of lines in Node
// is not used, because it also splits at U+2028 and U+2029, which JSON texts may contain.
import { createReadStream } from "node:fs";

export async function* jsonLines<T>(path: string): AsyncIterable<T> {
  let rest: Buffer[] = [];
  for await (const chunk of createReadStream(path)) {
    const bytes = chunk as Buffer;
    let from = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      yield JSON.parse(Buffer.concat([...rest, bytes.subarray(from, end)]).toString()) as T;
      rest = [];
      from = end + 1;
    }
    rest.push(bytes.subarray(from));
  }
}
