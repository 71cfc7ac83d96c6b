import { z } from 'zod'

/** A path in a workflow file: keys and indexes from its root, as in `['nodes', 3, 'values', 'strength']`. */
export type Path = readonly (string | number)[]

export const ProblemCode = z.enum([
  'shape', // not the shape that the format asks for
  'cap', // over one of the caps on files
  'number', // a number that cannot be represented
  'key', // a key that no file may use
  'duplicate-id',
  'dangling-edge',
  'unknown-node',
  'unknown-port',
  'two-edges', // two edges into one port
  'cycle',
  'type', // this cannot flow into that
  'missing', // a required input with nothing in it
  'value', // a value outside what its port takes
  'muted', // skipped because of a muted node
  'left-out', // not run, so that the rest can be
  'carried', // known only from the file itself, so that it cannot run
  'schema', // a part of an endpoint's schema that could not be used
  'engine', // of an engine that the run may not use
  'newer', // from a newer version of the format
])
export type ProblemCode = z.infer<typeof ProblemCode>

/** A problem of a workflow, with its path in the file and, if there is one, the node and port. */
export interface Problem {
  readonly code: ProblemCode
  readonly message: string
  readonly path: Path
  readonly node?: string
  readonly port?: string
}

/** A problem in the form for another process. */
export const ProblemData = z.object({
  code: ProblemCode,
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])),
  node: z.string().exactOptional(),
  port: z.string().exactOptional(),
})
export type ProblemData = z.infer<typeof ProblemData>

export const toProblemData = (problem: Problem): Omit<Problem, 'path'> & Pick<ProblemData, 'path'> => ({
  ...problem,
  path: [...problem.path],
})

const LONGEST_KEY = 80
const plain = /^[A-Za-z_$][\w$-]*$/

/** A path as text: `nodes[3].values.strength`; a key that is no plain name, or a long one, is quoted in brackets. */
export function formatPath(path: Path): string {
  let text = ''
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`
    else if (key.length <= LONGEST_KEY && plain.test(key)) text += text === '' ? key : `.${key}`
    else text += `[${JSON.stringify(key.length > LONGEST_KEY ? `${key.slice(0, LONGEST_KEY)}…` : key)}]`
  }
  return text
}

/** One line for one problem: `nodes[3].values.strength: 1.4 is above 1`. */
export function formatProblem(problem: Problem): string {
  const location = formatPath(problem.path)
  return location === '' ? problem.message : `${location}: ${problem.message}`
}
