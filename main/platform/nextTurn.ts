/** In characters or bytes: a shorter text is read, planned and written in a few milliseconds. */
const LONG = 256 * 1024

/**
 * Between two pieces of work on a text: where it is long, whatever else waits for this thread has its turn. The caps on a
 * file are such that each piece (reading, planning, writing) is done within one turn that nobody notices.
 */
export async function nextTurn(text: string | Uint8Array): Promise<void> {
  if (text.length < LONG) return
  await new Promise<void>((resolve) => {
    setImmediate(resolve)
  })
}
