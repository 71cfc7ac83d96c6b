import { eachValue } from '#shared/document/eachValue.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { AppError } from '#shared/errors.ts'
import type { ExampleEntry } from '#shared/api/records.ts'
import type { Handlers } from '#shared/api/serve.ts'

/** A workflow that comes with the product. */
export interface Example {
  readonly id: string
  readonly workflow: Workflow
}

/** The example that a first start shows comes first, the others by name. */
const FIRST = 'generate-then-inpaint'

const files = import.meta.glob<string>('../../examples/*.json', {
  query: '?raw',
  import: 'default',
  eager: true,
})
/** As `data:` URIs, so that they are part of the program. */
const pictures = import.meta.glob<string>('../../examples/pictures/*', {
  query: '?inline',
  import: 'default',
  eager: true,
})

/** Every example that comes with the product. */
export const readExamples = (): readonly Example[] => Object.entries(files).map(readExample).toSorted(inOrder)

/** The examples of a host. Read on first use: most hosts end before. */
export function createExampleHandlers(
  save: (name: string, dataUri: string) => Promise<string>,
): Pick<Handlers, 'example.list' | 'example.open'> {
  let read: readonly Example[] | undefined
  const examples = (): readonly Example[] => (read ??= readExamples())
  return {
    'example.list': () => examples().map(toEntry),
    'example.open': ({ id }) => openExample(id, examples(), save),
  }
}

function readExample([path, text]: readonly [string, string]): Example {
  const result = readWorkflow(text)
  if (!result.ok) throw new Error(`${path} is not a workflow`)
  return { id: path.replace(/^.*\//, '').replace(/\.json$/, ''), workflow: result.workflow }
}

const inOrder = (a: Example, b: Example): number =>
  Number(b.id === FIRST) - Number(a.id === FIRST) || nameOf(a).localeCompare(nameOf(b), 'en')

export function nameOf({ id, workflow }: Example): string {
  return workflow.name ?? id
}

/** The first note of an example is its description. */
export function toEntry(example: Example): ExampleEntry {
  const note = example.workflow.nodes.find(({ type }) => type === 'local/note')?.values?.['text']
  const help = typeof note === 'string' ? note : ''
  return { id: example.id, name: nameOf(example), help, text: writeWorkflow(example.workflow) }
}

/**
 * The text of an example, its pictures named by the asset that `keep` makes of their `data:` URI: it runs wherever it is
 * saved. Rejects with `input.invalid` for an unknown id, and as `keep` does.
 */
export async function openExample(
  id: string,
  examples: readonly Example[],
  save: (name: string, dataUri: string) => Promise<string>,
): Promise<{ readonly name: string; readonly text: string }> {
  const example = examples.find((one) => one.id === id)
  if (example === undefined) throw new AppError('input.invalid', `There is no example ${JSON.stringify(id)}.`)
  const workflow = structuredClone(example.workflow)
  for (const literal of fileLiterals(workflow)) {
    const picture = pictures[`../../examples/${literal.file}`]
    if (picture === undefined) continue
    Object.assign(literal, { asset: await save(literal.file, picture) })
    Reflect.deleteProperty(literal, 'file')
  }
  return { name: nameOf(example), text: writeWorkflow(workflow) }
}

/** Each `{ file }` among the values of a workflow's nodes. */
function fileLiterals(workflow: Workflow): { file: string }[] {
  const found: { file: string }[] = []
  for (const { values } of workflow.nodes)
    eachValue(values, (value) => {
      const isFile =
        typeof value === 'object' && value !== null && 'file' in value && typeof value.file === 'string'
      // The cast says what was just looked at.
      if (isFile) found.push(value as { file: string })
      return true
    })
  return found
}
