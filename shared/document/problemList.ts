import type { Path, Problem, ProblemCode } from '../problems/problem.ts'

/** The maximum number of problems listed for one file; the others are counted. */
const LISTED = 50

/** Problems found in one file, in the order of detection. */
export interface ProblemList {
  readonly count: number
  /** A path that is expensive to compute is given as a function, called only if the problem is listed. */
  add(code: ProblemCode, path: Path | (() => Path), message: string): void
  /** The first 50, and one more that counts the rest. */
  toArray(): readonly Problem[]
}

/** `root` is the parsed file: a problem at a node, or at one of its values, names that node's id and the port. */
export function createProblemList(root: unknown): ProblemList {
  const listed: Problem[] = []
  let rest = 0
  return {
    get count() {
      return listed.length + rest
    },
    add(code, path, message) {
      if (listed.length === LISTED) {
        rest += 1
        return
      }
      const resolvedPath = typeof path === 'function' ? path() : path
      listed.push({ code, message, path: resolvedPath, ...portAt(root, resolvedPath) })
    },
    toArray() {
      const last = listed.at(-1)
      if (last === undefined || rest === 0) return listed
      return [...listed, { code: last.code, message: `and ${rest} more`, path: [] }]
    },
  }
}

/** The node, and the port if there is one, that a path leads to. */
function portAt(root: unknown, path: Path): Pick<Problem, 'node' | 'port'> {
  const [list, index, field, port] = path
  if (list !== 'nodes' || index === undefined) return {}
  const node = at(at(at(root, list), index), 'id')
  if (typeof node !== 'string') return {}
  return { node, ...(field === 'values' && typeof port === 'string' && { port }) }
}

function at(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return (value as Readonly<Record<string | number, unknown>>)[key] // any own key of any object
}
