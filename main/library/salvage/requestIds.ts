/** The context of a request id in every record of a job, whatever the state of the page. */
const pattern = /"requestId":"([\w.:-]{1,200})"/g

/** Longer than a request id with its context. */
const OVERLAP = 256
const PART = 2 ** 20

/** Every request id in some bytes, read part by part with `read(at, length)` until the end. */
export function findRequestIds(read: (at: number, length: number) => Uint8Array): ReadonlySet<string> {
  const found = new Set<string>()
  for (let at = 0; ; at += PART) {
    const bytes = read(at, PART + OVERLAP)
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
    for (const [, id = ''] of text.matchAll(pattern)) found.add(id)
    if (bytes.length < PART + OVERLAP) return found
  }
}
