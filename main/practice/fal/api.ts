import type { Answer } from '../server/answer.ts'
import type { PracticeApi } from '../server/api.ts'
import { MAX_BODY_BYTES } from '../server/api.ts'
import { json } from '../server/answer.ts'
import { readBody } from '../server/body.ts'
import { refuse, withHeaders } from './answers.ts'
import { answerCall } from './calls.ts'
import type { Route } from './route.ts'
import { readRoute } from './route.ts'

/** The largest file that is sent in one piece. */
const MAX_FILE_BYTES = 100 * 1024 * 1024

/** fal's queue, storage and platform APIs, as its documentation describes them. */
export const falApi: PracticeApi = {
  readCall(method, path) {
    const route = readRoute(method, path)
    return {
      name: route.call,
      requestId: 'requestId' in route ? route.requestId : null,
      modelId: route.call === 'submit' ? route.modelId : null,
      access: accessOf(route),
      bodied: isBodied(route),
      maxBytes: route.call === 'upload' ? MAX_FILE_BYTES : MAX_BODY_BYTES,
      answer: (context, received) => answerCall(context, { route, ...received }),
    }
  },
  checkKey(token, { authorization }) {
    if (authorization === undefined)
      return token === null ? null : refuse(401, 'Authentication is required to access this application.')
    const key = /^Key (\S+)$/.exec(authorization)?.[1]
    return key === undefined || (token !== null && key !== token)
      ? refuse(401, 'No user found for this key.')
      : null
  },
  fail: refuse,
  expired: (status) => refuse(status, 'This file has expired.'),
  results: {
    // The output is the whole body; errors have another status.
    outputOf: (answer) => (answer.status === 200 ? readBody(answer) : undefined),
    withOutput: (answer, output) => ({ ...answer, body: json(output).body }),
    withCost: (answer, written): Answer => withHeaders(answer, { 'x-fal-billable-units': written }),
  },
}

function accessOf(route: Route): 'key' | 'optional' | 'open' | 'none' {
  switch (route.call) {
    case 'none':
      return 'none'
    case 'models':
      return 'optional'
    case 'output':
    case 'input':
    case 'sample':
      return 'open'
    case 'upload':
      return route.part.kind === 'initiate' ? 'key' : 'open'
    default:
      return 'key'
  }
}

const isBodied = (route: Route): boolean =>
  route.call === 'submit' ||
  (route.call === 'prices' && route.part === 'estimate') ||
  (route.call === 'upload' && (route.part.kind === 'initiate' || route.part.kind === 'complete'))
