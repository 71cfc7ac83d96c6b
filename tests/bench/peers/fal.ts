import type { Poller } from '../pollers.ts'
import { load } from './load.ts'

interface FalPackage {
  readonly createFalClient: (config: {
    readonly credentials: string
    readonly requestMiddleware: (request: { readonly url: string }) => Promise<{ readonly url: string }>
  }) => {
    subscribe(endpoint: string, options: { readonly input: object }): Promise<{ readonly data: unknown }>
  }
}

/** `subscribe` unchanged; only the host of each address differs. */
export async function openFal(engine: URL): Promise<Poller> {
  const { createFalClient } = await load<FalPackage>('@fal-ai/client')
  const client = createFalClient({
    credentials: 'bench',
    requestMiddleware: async (request) => {
      const { pathname, search } = new URL(request.url)
      return { ...request, url: new URL(`/fal${pathname}${search}`, engine).href }
    },
  })
  return {
    begin: () => async (milliseconds) =>
      (await client.subscribe('bench/job', { input: { milliseconds } })).data,
    close() {},
  }
}
