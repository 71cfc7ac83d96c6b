import type { Poller } from '../pollers.ts'
import { load } from './load.ts'

interface ReplicatePackage {
  readonly default: new (options: { readonly auth: string; readonly baseUrl: string }) => {
    run(model: string, options: { readonly input: object }): Promise<unknown>
  }
}

/** `run` unchanged. */
export async function openReplicate(engine: URL): Promise<Poller> {
  const { default: Replicate } = await load<ReplicatePackage>('replicate')
  const client = new Replicate({ auth: 'bench', baseUrl: new URL('/replicate', engine).href })
  return {
    begin: () => async (milliseconds) => client.run('bench/job', { input: { milliseconds } }),
    close() {},
  }
}
