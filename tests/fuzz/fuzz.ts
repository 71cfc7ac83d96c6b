import type { Registry } from '#shared/nodes/registry.ts'
import { createChance } from '../faults/chance.ts'
import { isOurs, parsersFor } from './parsers.ts'

/** Milliseconds of processor time: in wall-clock time, a busy machine takes longer than any input. */
const MAX_TIME = 1000

export interface Outcome {
  readonly inputs: number
  /** One line for each input on which something threw that is not an error of ours. */
  readonly crashes: readonly string[]
  /** One line for each input that took more than a second. */
  readonly slow: readonly string[]
  /** Of all inputs, in milliseconds of processor time. */
  readonly slowest: number
  /** The peak memory of the process above its initial one, in MiB. */
  readonly memory: number
  readonly counts: Readonly<Record<string, number>>
}

const processorTime = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Gives each reader in turn a random input, as many as requested in total. The same seed gives the same inputs. */
export async function fuzz(
  inputs: number,
  seed: number,
  registry: Registry,
  log: (line: string) => void,
): Promise<Outcome> {
  const parsers = parsersFor(registry)
  const crashes: string[] = []
  const slow: string[] = []
  const counts: Record<string, number> = Object.fromEntries(parsers.map(({ name }) => [name, 0]))
  const before = process.memoryUsage.rss()
  let [slowest, memory] = [0, 0]
  for (let count = 0; count < inputs; count += 1) {
    const parser = parsers[count % parsers.length]
    if (parser === undefined) break
    const { input, act } = parser.next(createChance(seed + count))
    const start = processorTime()
    try {
      const done = act()
      if (done instanceof Promise) await done
    } catch (thrown) {
      if (!isOurs(thrown))
        crashes.push(`${parser.name}, seed ${seed + count}: ${String(thrown)}: ${show(input)}`)
    }
    const time = processorTime() - start
    slowest = Math.max(slowest, time)
    if (time > MAX_TIME)
      slow.push(`${parser.name}, seed ${seed + count}: ${Math.round(time)} ms: ${show(input)}`)
    counts[parser.name] = (counts[parser.name] ?? 0) + 1
    if (count % 1000 === 0) memory = Math.max(memory, process.memoryUsage.rss() - before)
    if (count > 0 && count % 100_000 === 0)
      log(`${count} inputs, ${crashes.length} crashes, ${slow.length} slow`)
  }
  return { inputs, crashes, slow, slowest: Math.round(slowest), memory: Math.round(memory / 2 ** 20), counts }
}

function show(input: unknown): string {
  const written = input instanceof Uint8Array ? Buffer.from(input).toString('base64') : JSON.stringify(input)
  return written.length > 2000 ? `${written.slice(0, 2000)}…` : written
}

export function describeOutcome({ inputs, crashes, slow, slowest, memory, counts }: Outcome): string {
  return [
    ...Object.entries(counts).map(([name, count]) => `${name.padEnd(24)}${String(count).padStart(9)}`),
    `${inputs} inputs, ${crashes.length} crashes, ${slow.length} over a second (the longest took ${slowest} ms), ${memory} MiB`,
  ].join('\n')
}
