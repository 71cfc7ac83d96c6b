import { endpoints } from '#nodes/endpoints.ts'
import { parseJson } from '#shared/document/parseJson.ts'
import { AppError } from '#shared/errors.ts'
import { formatPath } from '#shared/problems/problem.ts'
import type { ApiName } from '../../practice/apiName.ts'
import { apiNames } from '../../practice/apiName.ts'
import type { Fault } from '../../practice/faults/fault.ts'
import { servedEndpoints } from '../../host/engines/servedEndpoints.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import { defineCommand } from '../command/defineCommand.ts'
import { choice, integer, text } from '../command/options.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import { readBytes } from '../../platform/readBytes.ts'

const MAX_FAULT_BYTES = 2 ** 20

export default defineCommand({
  name: 'practice',
  group: 'editor',
  summary: 'Serve the practice engine on this machine for other programs',
  details: ['It makes drawings instead of asking a model. Its address is printed on standard output.'],
  options: {
    api: choice({
      value: 'engine',
      values: apiNames,
      otherwise: 'runcomfy',
      summary: 'Whose API it speaks, with the built-in endpoints of that engine',
    }),
    port: integer({ value: 'n', low: 0, high: 65_535, summary: 'Port to listen on; by default a free one' }),
    pace: choice({
      value: 'pace',
      values: ['fast', 'real'],
      otherwise: 'real',
      summary: 'Whether jobs take as long as real ones',
    }),
    faults: text({
      value: 'file',
      summary: 'JSON file with the faults to inject',
      completion: 'file',
    }),
  },
  run: practice,
})

interface PracticeArguments {
  readonly api: ApiName
  readonly port: number | null
  readonly pace: 'fast' | 'real'
  readonly faults: string | null
}

/** Serves the practice engine until it is interrupted. */
async function practice(
  { api, port, pace, faults }: PracticeArguments,
  { console, interrupted }: CommandContext,
): Promise<ExitCode> {
  const ordered = faults === null ? [] : await readFaults(faults)
  // It draws, and other commands do not need it.
  const { startPractice } = await import('../../practice/practice.ts')
  const engine = await startPractice({
    api,
    endpoints: servedEndpoints(endpoints.filter((endpoint) => endpoint.engine === api)),
    port: port ?? 0,
    pace,
    faults: ordered,
  }).catch((thrown: unknown) => {
    const why = thrown instanceof Error ? thrown.message : String(thrown)
    throw new AppError(
      'engine.unreachable',
      `The practice engine cannot listen on port ${port ?? 0}: ${why}`,
      {
        cause: thrown,
      },
    )
  })
  console.print(engine.url)
  console.info('The practice engine is running. Press Ctrl-C to stop it.')
  await new Promise<void>((resolve) => {
    if (interrupted.aborted) resolve()
    interrupted.addEventListener('abort', () => resolve(), { once: true })
  })
  await engine.close()
  return EXIT.done
}

async function readFaults(path: string): Promise<readonly Fault[]> {
  const text = new TextDecoder().decode(await readBytes(path, MAX_FAULT_BYTES))
  const { Fault } = await import('../../practice/faults/fault.ts')
  const parsed = parseJson(text)
  if (!parsed.ok) throw noFaults(path, parsed.message)
  const read = Fault.array().safeParse(parsed.value)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const keys = (issue?.path ?? []).map((key) => (typeof key === 'number' ? key : String(key)))
  throw noFaults(path, `${keys.length === 0 ? 'the file' : formatPath(keys)}: ${issue?.message}`)
}

const noFaults = (path: string, why: string): AppError =>
  new AppError('workflow.unreadable', `${path} is not a list of faults: ${why}`)
