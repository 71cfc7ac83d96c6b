import type { Answer } from '../server/answer.ts'
import { json, refuse } from '../server/answer.ts'
import type { PracticeApi } from '../server/api.ts'
import { MAX_BODY_BYTES } from '../server/api.ts'
import { asBody, readBody } from '../server/body.ts'
import { answerCall } from './calls.ts'
import type { Route } from './route.ts'
import { readRoute } from './route.ts'

/** RunComfy's Model API. */
export const runcomfyApi: PracticeApi = {
  readCall(method, path) {
    const route = readRoute(method, path)
    return {
      name: route.call,
      requestId: 'requestId' in route ? route.requestId : null,
      modelId: route.call === 'submit' ? route.modelId : null,
      access: accessOf(route),
      bodied: route.call === 'submit',
      maxBytes: MAX_BODY_BYTES,
      answer: (context, received) => answerCall(context, { route, ...received }),
    }
  },
  checkKey: (token, { authorization }) =>
    token === null || authorization === `Bearer ${token}`
      ? null
      : refuse(401, 400004, 'The token is missing, expired or revoked.'),
  fail: (status, message) => refuse(status, status, message),
  expired: (status) => refuse(status, status === 403 ? 403001 : 404001, 'This output has expired.'),
  results: {
    outputOf: (answer) => asBody(readBody(answer))['output'],
    withOutput: (answer, output) => changed(answer, { output }),
    withCost(answer, written) {
      const marked = changed(answer, { cost: '$cost' })
      const text = Buffer.from(marked.body).toString('utf8').replace('"$cost"', written)
      return { ...marked, body: Buffer.from(text) }
    },
  },
}

function accessOf({ call }: Route): 'key' | 'open' | 'none' {
  if (call === 'none') return 'none'
  return call === 'output' || call === 'input' || call === 'sample' ? 'open' : 'key'
}

function changed(answer: Answer, fields: Readonly<Record<string, unknown>>): Answer {
  return { ...answer, body: json({ ...asBody(readBody(answer)), ...fields }).body }
}
