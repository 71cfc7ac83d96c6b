import { endpoints } from '#nodes/registry.ts'
import { parseJson } from '#shared/document/parseJson.ts'
import { AppError } from '#shared/errors.ts'
import { formatPath } from '#shared/problems/problem.ts'
import { Fault } from '../../practice/faults/fault.ts'
import { startPractice } from '../../practice/practice.ts'
import { servedEndpoints } from '../../host/servedEndpoints.ts'
import type { Console } from '../console/console.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import { readBytes } from '../files/openWorkflow.ts'

const MAX_FAULT_BYTES = 2 ** 20

export interface PracticeArguments {
  readonly port: number
  readonly pace: 'fast' | 'real'
  readonly faults: string | undefined
}

/** Serves the practice engine until it is interrupted. Its address goes to standard output. */
export async function practice(
  { port, pace, faults }: PracticeArguments,
  console: Console,
  interrupted: AbortSignal,
): Promise<ExitCode> {
  const ordered = faults === undefined ? [] : await readFaults(faults)
  const engine = await startPractice({
    endpoints: servedEndpoints(endpoints),
    port,
    pace,
    faults: ordered,
  }).catch((thrown: unknown) => {
    const why = thrown instanceof Error ? thrown.message : String(thrown)
    throw new AppError('engine.unreachable', `The practice engine cannot listen on port ${port}: ${why}`, {
      cause: thrown,
    })
  })
  console.print(engine.url)
  console.info(`The practice engine draws pictures instead of asking a model. Ctrl-C ends it.`)
  await new Promise<void>((resolve) => {
    if (interrupted.aborted) resolve()
    interrupted.addEventListener('abort', () => resolve(), { once: true })
  })
  await engine.close()
  return EXIT.done
}

async function readFaults(path: string): Promise<readonly Fault[]> {
  const text = new TextDecoder().decode(await readBytes(path, MAX_FAULT_BYTES))
  const parsed = parseJson(text)
  if (!parsed.ok) throw noFaults(path, parsed.message)
  const read = Fault.array().safeParse(parsed.value)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const keys = (issue?.path ?? []).map((key) => (typeof key === 'number' ? key : String(key)))
  throw noFaults(path, `${keys.length === 0 ? 'the file' : formatPath(keys)}: ${issue?.message}`)
}

const noFaults = (path: string, why: string): AppError =>
  new AppError('workflow.unreadable', `${path} is no list of faults: ${why}`)
