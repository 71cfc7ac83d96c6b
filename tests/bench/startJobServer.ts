import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

import type { Call } from './jobAnswers.ts'

/** The measuring engine, in a separate process. */
export interface JobServer {
  readonly url: string
  /** Every call that it received, oldest first. */
  calls(): Promise<readonly Call[]>
  /** A job of this duration, submitted without any client; its request id. */
  submit(milliseconds: number): Promise<string>
  close(): void
}

/** Rejects when the process ends before it says where it listens. */
export async function startJobServer(): Promise<JobServer> {
  const program = [
    '--experimental-strip-types',
    '--disable-warning=ExperimentalWarning',
    fileURLToPath(new URL('jobServer.ts', import.meta.url)),
  ]
  const child = spawn(process.execPath, program, { stdio: ['pipe', 'pipe', 'inherit'] })
  const url = await new Promise<string>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => reject(new Error(`the measuring engine ended with ${code}`)))
    createInterface({ input: child.stdout }).once('line', resolve)
  })
  const request = async (path: string, init?: RequestInit): Promise<unknown> => {
    const answer = await fetch(url + path, init)
    if (!answer.ok) throw new Error(`the measuring engine answered ${answer.status}`)
    return answer.json()
  }
  return {
    url,
    // The casts are sound: the server is in this folder.
    calls: async () => (await request('/calls')) as readonly Call[],
    async submit(milliseconds) {
      const body = JSON.stringify({ milliseconds })
      return ((await request('/v1/models/bench/job', { method: 'POST', body })) as { request_id: string })
        .request_id
    },
    close: () => void child.kill(),
  }
}
