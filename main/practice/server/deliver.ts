import type { ServerResponse } from 'node:http'
import type { PracticeClock } from '../requests/clock.ts'
import { pause } from '../requests/clock.ts'
import type { Delivery } from './faultResponse.ts'

/**
 * Sends an answer as its delivery says. Resolves when everything has been passed to the system, or the client has
 * disconnected.
 */
export async function deliver(
  response: ServerResponse,
  delivery: Delivery,
  clock: PracticeClock,
): Promise<void> {
  switch (delivery.kind) {
    case 'drop':
      drop(response, delivery.reset)
      return
    case 'raw':
      response.socket?.write(delivery.bytes)
      return
    case 'stream':
      response.writeHead(delivery.answer.status, delivery.answer.headers)
      for await (const chunk of delivery.chunks) if (!(await write(response, chunk))) return
      response.end()
      return
    case 'answer':
      await sendAnswer(response, delivery, clock)
  }
}

async function sendAnswer(
  response: ServerResponse,
  { answer, declaredLength, headersMs = 0, byteMs = 0, reset = false }: Extract<Delivery, { kind: 'answer' }>,
  clock: PracticeClock,
): Promise<void> {
  if (headersMs > 0) await pause(clock, headersMs)
  const lying = declaredLength !== undefined && declaredLength !== answer.body.length
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-length': String(declaredLength ?? answer.body.length),
    // After a wrong length the next answer on this connection could not be distinguished from the body.
    ...(lying ? { connection: 'close' } : {}),
  })
  if (byteMs > 0) {
    for (const byte of answer.body) {
      if (!(await write(response, Uint8Array.of(byte)))) return
      await pause(clock, byteMs)
    }
  } else if (answer.body.length > 0 && !(await write(response, answer.body))) return
  if (reset) drop(response, true)
  else response.end()
}

/** Writes, waits for the drain; false when the client has disconnected. */
function write(response: ServerResponse, bytes: Uint8Array): Promise<boolean> {
  if (response.destroyed) return Promise.resolve(false)
  return new Promise((resolve) => {
    const gone = (): void => resolve(false)
    response.once('close', gone)
    response.write(bytes, (error) => {
      response.off('close', gone)
      resolve(error === null || error === undefined)
    })
  })
}

function drop(response: ServerResponse, reset: boolean): void {
  const { socket } = response
  if (socket === null) return
  if (reset) socket.resetAndDestroy()
  else socket.destroy()
}
