import type { Problem, ProblemCode } from '../problems/problem.ts'
import { checkJson } from './checkJson.ts'
import { checkCounts, checkShape, isFileObject, understand } from './checkShape.ts'
import { countContainers } from './countContainers.ts'
import { decodeText } from './decodeText.ts'
import { inexactNumbers } from './inexactNumbers.ts'
import { type FileObject, migrate, type Migration, migrations } from './migrations.ts'
import { parseJson } from './parseJson.ts'
import { createProblemList } from './problemList.ts'
import { CAPS, FORMAT, VERSION, type Workflow } from './workflow.ts'

/**
 * A workflow as it is in the file: same order, unknown fields kept, no defaults filled in. `readOnly` means that a
 * newer version wrote it: its `version` is then above `VERSION`, what was not understood is left out, and a notice with
 * the code `newer` says so. It must not be run or saved. Notices never prevent opening.
 */
export type ReadResult =
  | {
      readonly ok: true
      readonly workflow: Workflow
      readonly readOnly: boolean
      readonly notices: readonly Problem[]
    }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * Reads a workflow file: checks caps, UTF-8, JSON, version and shape, in this order. Never throws, whatever the input,
 * and names the path of everything that it refuses; at most 50 problems are listed. What nodes and edges mean together
 * (ids, cycles, ports) is checked by the graph.
 */
export function readWorkflow(
  source: string | Uint8Array,
  table: ReadonlyMap<number, Migration> = migrations,
): ReadResult {
  const decoded = decodeText(source)
  if (!decoded.ok) return { ok: false, problems: [decoded.problem] }
  if (countContainers(decoded.text, CAPS.containers) > CAPS.containers)
    return refuse(
      'cap',
      [],
      `a workflow file may have ${CAPS.containers} objects and lists; this one has more`,
    )
  const parsed = parseJson(decoded.text)
  if (!parsed.ok) return refuse('shape', [], parsed.message)
  const file = parsed.value
  const { problems, large } = checkJson(file)
  if (problems.count > 0) return { ok: false, problems: problems.toArray() }
  if (!isFileObject(file)) return refuse('shape', [], 'a workflow file must be an object')
  const counts = checkCounts(file)
  if (counts.count > 0) return { ok: false, problems: counts.toArray() }

  const { format, version } = file
  if (format !== FORMAT)
    return refuse('shape', ['format'], `must be ${JSON.stringify(FORMAT)}, as in all our workflows`)
  if (version === undefined) return refuse('shape', ['version'], 'is missing')
  if (typeof version !== 'number' || !Number.isInteger(version))
    return refuse('shape', ['version'], 'must be a whole number')
  const result = version > VERSION ? readNewer(file, version) : readVersion(file, version, table)
  if (!result.ok || !large) return result
  return { ...result, notices: [...result.notices, ...noticeInexact(decoded.text, file)] }
}

function readNewer(file: FileObject, version: number): ReadResult {
  const notices = createProblemList(file)
  const message = `${version} is newer than this program, which knows ${VERSION}: the file opens to look at, not to run or save`
  notices.add('newer', ['version'], message)
  const { file: understood, problems } = understand(file, notices)
  if (problems.count > 0)
    return { ok: false, problems: [...notices.toArray().slice(0, 1), ...problems.toArray()] }
  // The cast holds by the checks just made, except for `version`, which is left as it is: a newer file keeps its own.
  return { ok: true, workflow: understood as Workflow, readOnly: true, notices: notices.toArray() }
}

function readVersion(file: FileObject, version: number, table: ReadonlyMap<number, Migration>): ReadResult {
  const today = bringUp(file, version, table)
  if (typeof today === 'string') return refuse('shape', ['version'], today)
  const problems = checkShape(today)
  if (problems.count > 0) return { ok: false, problems: problems.toArray() }
  // The cast holds by the checks just made. Not the copy that a schema makes, which has another order.
  return { ok: true, workflow: today as Workflow, readOnly: false, notices: [] }
}

/** The file in the current version, or why it cannot be migrated. */
function bringUp(
  file: FileObject,
  version: number,
  table: ReadonlyMap<number, Migration>,
): FileObject | string {
  try {
    return migrate(file, version, table) ?? `${version} is not a version that this program can read`
  } catch (thrown) {
    return `${version} cannot be brought up to ${VERSION}: ${String(thrown)}`
  }
}

function noticeInexact(text: string, file: FileObject): readonly Problem[] {
  const notices = createProblemList(file)
  for (const { path, written, read } of inexactNumbers(text)) {
    const shown = written.length > 40 ? `${written.slice(0, 40)}…` : written
    notices.add('number', path, `${shown} cannot be saved exactly: it is read as ${read}`)
  }
  return notices.toArray()
}

const refuse = (code: ProblemCode, path: readonly string[], message: string): ReadResult => ({
  ok: false,
  problems: [{ code, message, path }],
})
