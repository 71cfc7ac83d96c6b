/** A plain client of the engine for tests, independent of the product's code. */
export interface Caller {
  /** One call, without any header of its own. */
  send(path: string, init: RequestInit): Promise<Reply>
  get(path: string): Promise<Reply>
  post(path: string, body?: unknown, headers?: { readonly [name: string]: string }): Promise<Reply>
  submit(modelId: string, input: unknown): Promise<Reply>
  /** Submits, and polls until the request has ended; returns the result with its cost. */
  run(modelId: string, input: unknown): Promise<{ readonly [field: string]: unknown }>
}

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Buffer
  /** The fields of a JSON object; none for any other body. */
  readonly json: { readonly [field: string]: unknown }
}

/** A client of the engine at `base`. Paths may be whole addresses. */
export function createCaller(base: string, token: string | null = null): Caller {
  const authorization: { readonly [name: string]: string } =
    token === null ? {} : { authorization: `Bearer ${token}` }
  const call = async (path: string, init: RequestInit): Promise<Reply> => {
    const response = await fetch(path.startsWith('http') ? path : base + path, {
      redirect: 'manual',
      ...init,
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    return { status: response.status, headers: response.headers, bytes, json: fieldsOf(bytes) }
  }
  const get = (path: string): Promise<Reply> => call(path, { headers: authorization })
  const post: Caller['post'] = (path, body, headers) =>
    call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  const submit: Caller['submit'] = (modelId, input) => post(`/v1/models/${modelId}`, input)
  return {
    send: call,
    get,
    post,
    submit,
    async run(modelId, input) {
      const { request_id: requestId } = (await submit(modelId, input)).json
      for (;;) {
        const { json } = await get(`/v1/requests/${String(requestId)}/status`)
        if (json['status'] === 'completed' || json['status'] === 'cancelled') {
          return (await get(`/v1/requests/${String(requestId)}/result?include_cost=true`)).json
        }
      }
    },
  }
}

function fieldsOf(bytes: Buffer): { readonly [field: string]: unknown } {
  try {
    const value: unknown = JSON.parse(bytes.toString())
    // Any field may be missing: its type says so.
    return typeof value === 'object' && value !== null ? (value as { readonly [field: string]: unknown }) : {}
  } catch {
    return {}
  }
}

/** The address of the first picture of a result. */
export const imageOf = (result: { readonly [field: string]: unknown }): string => {
  const { output } = result as { readonly output?: { readonly image?: string } }
  if (output?.image === undefined) throw new Error(`no picture in ${JSON.stringify(result)}`)
  return output.image
}
