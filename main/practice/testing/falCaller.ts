import type { Practice, PracticeOptions } from '../practice.ts'
import type { Reply } from './caller.ts'
import { createCaller } from './caller.ts'
import { startEngine } from './engines.ts'
import { filmEndpoint, testEndpoints } from './endpoints.ts'

/** A plain client of fal's queue for tests, independent of the product's code. */
export interface FalCaller {
  call(method: string, address: string, body?: unknown, headers?: Headers): Promise<Reply>
  submit(modelId: string, input: unknown, headers?: Headers): Promise<Links>
  /** Submits, and waits for its end; returns its links, and the answer of the result call. */
  run(modelId: string, input: unknown): Promise<{ readonly reply: Reply; readonly links: Links }>
}

type Headers = { readonly [name: string]: string }

/** The id and the addresses that a submit was answered with. */
export interface Links {
  readonly id: string
  readonly status: string
  readonly result: string
  readonly cancel: string
}

export const falEndpoints = { ...testEndpoints, film: filmEndpoint }

/** Starts a fast engine that speaks fal's API, and a client of it. */
export async function startFal(
  options: Partial<PracticeOptions> = {},
): Promise<{ readonly practice: Practice; readonly fal: FalCaller }> {
  const endpoints = Object.values(falEndpoints)
  const { practice } = await startEngine({ api: 'fal', endpoints, ...options })
  const { send } = createCaller(practice.url)
  const key: Headers = { authorization: `Key ${options.token ?? 'practice'}` }
  const call: FalCaller['call'] = async (method, address, body, headers = {}) => {
    const isJson = typeof body !== 'string' && !(body instanceof Uint8Array)
    return send(address, {
      method,
      // An engine that is started again may have the same address: no connection is used twice.
      headers: {
        connection: 'close',
        ...key,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isJson ? JSON.stringify(body) : body }),
    })
  }
  const submit: FalCaller['submit'] = async (modelId, input, headers) => {
    const { json } = await call('POST', `/${modelId}`, input, headers)
    const text = (name: string): string => String(json[name])
    return {
      id: text('request_id'),
      status: text('status_url'),
      result: text('response_url'),
      cancel: text('cancel_url'),
    }
  }
  return {
    practice,
    fal: {
      call,
      submit,
      async run(modelId, input) {
        const links = await submit(modelId, input)
        await practice.reached({ state: 'completed', request: links.id })
        return { reply: await call('GET', links.result), links }
      },
    },
  }
}
