import { onTestFinished } from 'vitest'
import { send } from './plainClient.ts'
import type { Sent } from './plainClient.ts'
import { startStrict } from './server.ts'
import type { StrictOptions } from './server.ts'

export const token = 'rc-test-90be'
export const turbo = 'tongyi-mai/z-image/turbo'
/** Correct headers of a call, and of a submit. */
export const auth = { authorization: `Bearer ${token}` }
export const json = { ...auth, 'content-type': 'application/json' }

/** A separate server, a clock that the test sets, and short ways to call. */
export async function startCalls(options: Partial<StrictOptions> = {}) {
  const clock = { time: 0 }
  const strict = await startStrict({ token, now: () => clock.time, ...options })
  onTestFinished(() => strict.close())
  const call = (path: string, sent: Sent = {}) => send(`${strict.url}${path}`, { headers: auth, ...sent })
  const submit = async (body: unknown, endpoint = turbo) => {
    const sent: Sent = { method: 'POST', headers: json, body: JSON.stringify(body) }
    const answer = (await call(`/v1/models/${endpoint}`, sent)).json
    const id = (answer as { request_id: string }).request_id
    return { id, at: (last: string) => `/v1/requests/${id}/${last}` }
  }
  const poll = async (path: string) => {
    clock.time += 50
    return (await call(path)).json
  }
  const broken = () => strict.violations.map(({ request, rule, message }) => `${request} ${rule}: ${message}`)
  return { strict, clock, call, submit, poll, broken }
}
