import { eachValue } from '../document/eachValue.ts'
import type { Workflow } from '../document/workflow.ts'
import type { Removal } from '../api/records.ts'
import type { Path } from '../problems/problem.ts'
import { formatPath } from '../problems/problem.ts'
import { cleanText } from './cleanText.ts'

export interface Cleaned<T> {
  readonly workflow: T
  readonly removed: readonly Removal[]
}

/** Names of values that are always secrets. */
const secretName =
  /^(x[_-])?(api|access|auth|secret|private)[_-]?(key|token)$|^(authorization|password|passwd|secret|token|credentials?|bearer)$/i
const WHERE_A_FILE_LIES = /^([A-Za-z]:)?[/\\]/

/**
 * A workflow that is safe to share: without keys, without signatures of addresses, without local paths. The same for
 * other JSON that accompanies it. `redact` removes the keys that the host knows. Clean parts stay the same object.
 */
export function withoutSecrets<T extends object = Workflow>(
  workflow: T,
  redact: (text: string) => string = (text) => text,
): Cleaned<T> {
  const changes: { readonly path: Path; readonly text: string; readonly what: string }[] = []
  eachValue(workflow, (value, key, path) => {
    if (typeof value !== 'string' || value === '') return true
    if (isName(key, path)) return true
    const { text, what } = cleanValue(value, key, redact)
    if (text !== value) changes.push({ path: path(), text, what })
    return true
  })
  if (changes.length === 0) return { workflow, removed: [] }
  const cleaned = copyOf(workflow)
  for (const { path, text } of changes) setAt(cleaned, path, text)
  return {
    workflow: cleaned,
    removed: changes.map(({ path, what }) => ({ place: formatPath(path), what })),
  }
}

/** References between parts of the file are not changed: a workflow whose cables lead nowhere is useless. */
function isName(key: string | number, path: () => Path): boolean {
  if (key !== 'id' && key !== 'type' && key !== 'node' && key !== 'port' && key !== 'format') return false
  const [list, , field] = path()
  return list === 'format' || list === 'edges' || field === 'id' || field === 'type'
}

function cleanValue(
  value: string,
  key: string | number,
  redact: (text: string) => string,
): { readonly text: string; readonly what: string } {
  if (typeof key === 'string' && secretName.test(key)) return { text: '', what: 'a key or password' }
  if (value.startsWith('data:')) return { text: value, what: '' }
  if (key === 'file' && WHERE_A_FILE_LIES.test(value))
    return { text: value.replace(/^.*[/\\]/, ''), what: 'the folder of a file' }
  const redacted = redact(value)
  const { text, removed } = cleanText(redacted)
  return { text, what: [...(redacted === value ? [] : ['a key']), ...removed].join(', ') }
}

/** A copy through JSON, because a workflow is nothing else; its names were checked when it was read. */
const copyOf = <T extends object>(workflow: T): T => JSON.parse(JSON.stringify(workflow)) as T

function setAt(root: object, path: Path, text: string): void {
  const last = path.at(-1)
  let at: unknown = root
  for (const key of path.slice(0, -1)) at = Reflect.get(Object(at), key)
  if (last !== undefined) Reflect.set(Object(at), last, text)
}
