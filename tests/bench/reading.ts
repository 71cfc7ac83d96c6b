// Reading and checking a file of 5,000 nodes, beside JSON.parse alone. To run only this: node tests/bench/reading.ts

import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'

import { syntheticWorkflow } from './workflows.ts'

const NODES = 5000
const ROUNDS = 31

/** The cost of reading. Times are medians in milliseconds; memory is a process's peak, in bytes. */
export interface Reading {
  readonly file: { readonly bytes: number; readonly nodes: number; readonly edges: number }
  /** `JSON.parse` of the text, and nothing else. */
  readonly parse: number
  /** From bytes to a checked workflow. */
  readonly read: number
  readonly write: number
  /** A separate process that reads the file once, checked and unchecked, and one that reads none. */
  readonly memory: { readonly read: number; readonly parse: number; readonly idle: number }
}

export function measureReading(): Reading {
  const workflow = syntheticWorkflow(NODES)
  const text = writeWorkflow(workflow)
  const bytes = new TextEncoder().encode(text)
  const parse: number[] = []
  const read: number[] = []
  const write: number[] = []
  // In turns, so that other load on the machine affects all alike.
  for (let round = 0; round < ROUNDS; round += 1) {
    parse.push(time(() => JSON.parse(text) as unknown))
    read.push(time(() => mustRead(bytes)))
    write.push(time(() => writeWorkflow(workflow)))
  }
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-bench-'))
  try {
    const path = join(folder, 'workflow.json')
    writeFileSync(path, bytes)
    const [readMemory, parseMemory, idle] = [
      memoryOf('read', path),
      memoryOf('parse', path),
      memoryOf('idle', path),
    ]
    return {
      file: { bytes: bytes.length, nodes: workflow.nodes.length, edges: workflow.edges.length },
      parse: median(parse),
      read: median(read),
      write: median(write),
      memory: { read: readMemory, parse: parseMemory, idle },
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The measurement as lines to print, each with its aim if there is one. */
export function describeReading({ file, parse, read, write, memory }: Reading): readonly string[] {
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
  const milliseconds = (duration: number): string => `${duration.toFixed(1)} ms`
  const ratio = (read / parse).toFixed(2)
  return [
    `a file of ${file.nodes} nodes and ${file.edges} edges, ${megabytes(file.bytes)}`,
    `JSON.parse alone   ${milliseconds(parse)}`,
    `read and checked   ${milliseconds(read)}, ${ratio} × JSON.parse (aim: within 3 ×)`,
    `written            ${milliseconds(write)}`,
    `resident memory    ${megabytes(memory.read)} read and checked (aim: below 200 MB), ${megabytes(memory.parse)} parsed, ${megabytes(memory.idle)} without a file`,
  ]
}

function mustRead(bytes: Uint8Array): unknown {
  const result = readWorkflow(bytes)
  if (!result.ok || result.notices.length > 0) throw new Error('the synthetic workflow does not open')
  return result.workflow
}

function time(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN

/** The peak resident memory of a fresh process, in bytes. */
function memoryOf(work: 'read' | 'parse' | 'idle', path: string): number {
  const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
  const program = [...flags, fileURLToPath(import.meta.url), work, path]
  return Number(execFileSync(process.execPath, program, { encoding: 'utf8' }))
}

function work(kind: string, path: string): number {
  let retained: unknown
  if (kind === 'read') retained = mustRead(readFileSync(path))
  if (kind === 'parse') retained = JSON.parse(readFileSync(path, 'utf8'))
  const bytes = peakMemory()
  if (kind !== 'idle' && retained === undefined) throw new Error(`there is no such work: ${kind}`)
  return bytes
}

/**
 * Linux has this process's peak (`resourceUsage` cannot be used: it includes the parent's at the fork). Elsewhere it is
 * the current value.
 */
function peakMemory(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : ''
  const kilobytes = /VmHWM:\s*(\d+) kB/.exec(status)?.[1]
  return kilobytes === undefined ? process.memoryUsage.rss() : Number(kilobytes) * 1024
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [kind, path] = process.argv.slice(2)
  const lines =
    kind === undefined || path === undefined ? describeReading(measureReading()) : [work(kind, path)]
  process.stdout.write(`${lines.join('\n')}\n`)
}
