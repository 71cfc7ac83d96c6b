import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { ApiName } from '#main/practice/apiName.ts'
import type { FaultOrder } from '#main/practice/faults/fault.ts'
import type { Gate, Release } from '#main/practice/requests/gates.ts'
import type { LedgerEntry } from '#main/practice/requests/request.ts'
import type { ArrivedOrder, Holds, ReachedOrder, SeenRequest } from '#main/practice/server/control.ts'
import { commandLine, compileCache } from './commandLine.ts'
import { preloads } from './preloads.ts'

/** The engine's counts of its calls. */
export interface Counts {
  readonly calls: Readonly<Record<string, number>>
  readonly requests: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** The practice engine in a separate process, unaffected by whatever happens to the program. */
export interface EngineProcess {
  readonly url: string
  /** The submits that it accepted, oldest first: the oracle. */
  ledger(): Promise<readonly LedgerEntry[]>
  counts(): Promise<Counts>
  order(...faults: readonly FaultOrder[]): Promise<void>
  clearFaults(): Promise<void>
  /** Sets a gate, as in `Control`: requests stay in its state until they are released. */
  hold(gate: Gate): Promise<void>
  /** Opens every gate, the gates of one state, or releases one held request. */
  release(what?: Release): Promise<void>
  holds(): Promise<Holds>
  /** Resolves when this many requests are or have been in a state. */
  reached(order: ReachedOrder): Promise<readonly SeenRequest[]>
  /** Resolves when this many calls have arrived. */
  arrived(order: ArrivedOrder): Promise<number>
  close(): Promise<void>
}

/** Starts a practice engine at the pace `fast`. Rejects when it ends before it reports its address. */
export async function startEngine(api: ApiName = 'runcomfy'): Promise<EngineProcess> {
  const options = ['--api', api, '--port', '0', '--pace', 'fast']
  const argv = ['--import', preloads.followParent, commandLine(), 'practice', ...options]
  const child = spawn(process.execPath, argv, {
    env: { PATH: process.env['PATH'], ...compileCache },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const url = await firstLine(child)
  const request = async (path: string, init?: RequestInit): Promise<unknown> => {
    const answer = await fetch(`${url}/practice/${path}`, init)
    const body: unknown = await answer.json()
    if (answer.ok) return body
    throw new Error(`the practice engine answered ${answer.status}: ${JSON.stringify(body)}`)
  }
  const post = (path: string, body: unknown): Promise<unknown> =>
    request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  return {
    url,
    // The casts are sound: the engine is ours, and its own tests verify these shapes.
    ledger: async () => ((await request('ledger')) as { readonly ledger: readonly LedgerEntry[] }).ledger,
    counts: async () => (await request('counts')) as Counts,
    order: async (...faults) => void (await post('faults', { faults })),
    clearFaults: async () => void (await request('faults', { method: 'DELETE' })),
    hold: async (gate) => void (await post('holds', gate)),
    release: async (what) =>
      void (await (what === undefined ? request('holds', { method: 'DELETE' }) : post('release', what))),
    holds: async () => (await request('holds')) as Holds,
    reached: async (order) =>
      ((await request(`reached?${queryOf(order)}`)) as { readonly requests: readonly SeenRequest[] })
        .requests,
    arrived: async (order) =>
      ((await request(`arrived?${queryOf(order)}`)) as { readonly count: number }).count,
    close: () =>
      new Promise((resolve) => {
        child.once('close', () => resolve())
        child.kill('SIGKILL')
      }),
  }
}

/** An order as the query of a call; absent values are left out. */
function queryOf(order: ReachedOrder | ArrivedOrder): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(order)) if (value !== undefined) query.set(name, String(value))
  return query.toString()
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => reject(new Error(`the practice engine ended with ${code}`)))
    if (child.stdout !== null) createInterface({ input: child.stdout }).once('line', resolve)
  })
}
