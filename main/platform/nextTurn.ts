/** In characters or bytes: a shorter text is read, planned and written in a few milliseconds. */
const LONG = 256 * 1024

/**
 * Between two steps on a text: if it is long, other work on this thread has its turn. The caps on a file ensure that
 * each step (reading, planning, writing) ends within one unnoticeable turn.
 */
export async function nextTurn(text: string | Uint8Array): Promise<void> {
  if (text.length < LONG) return
  await new Promise<void>((resolve) => {
    setImmediate(resolve)
  })
}
