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

/** What each example does, for the lists of templates. */
const help: Readonly<Record<string, string>> = {
  'generate-then-inpaint': 'Generates an image, repaints a painted mask in it, and saves the result.',
  'generate-paint-inpaint': 'Generates an image and pauses. Paint a mask, and only that area is repainted.',
  'image-to-image': 'Turns a photo into another image that keeps its composition.',
  controlnet: 'Draws a new image along the edges of a photo.',
  lora: 'Generates an image in the style of a LoRA.',
  'four-variations': 'Makes four images at once and repaints the same area in each of them.',
}

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

export const toEntry = (example: Example): ExampleEntry => ({
  id: example.id,
  name: nameOf(example),
  help: help[example.id] ?? '',
})

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
