import { expect, test } from 'vitest'
import { endpoints } from '#nodes/endpoints.ts'
import { wireInput } from '#shared/endpoint/endpointNode.ts'
import { readInputs } from '#shared/endpoint/readInputs.ts'
import type { Value } from '#shared/ports/value.ts'
import { published } from './schemas.ts'

// Two transcriptions of one page, by two people: what they say must not differ.

const bundled = endpoints.filter(({ engine }) => engine === 'fal')

type Property = Readonly<Record<string, unknown>>

/** The branch of a documented property that a bundled one stands for: it leaves out `null`, and sizes in pixels. */
function branchOf(documented: Property, type: unknown): Property {
  const branches = documented['anyOf']
  if (!Array.isArray(branches)) return documented
  return (branches as readonly Property[]).find((branch) => branch['type'] === type) ?? documented
}

const isWithin = (low: unknown, value: unknown, high: unknown): boolean =>
  (typeof low !== 'number' || (typeof value === 'number' && value >= low)) &&
  (typeof high !== 'number' || (typeof value === 'number' && value <= high))

test('each documented endpoint is built in, and no other', () => {
  expect(bundled.map(({ modelId }) => modelId).toSorted()).toEqual([...published.keys()].toSorted())
})

test.each(bundled.map((endpoint) => [endpoint.modelId, endpoint] as const))(
  '%s has only documented inputs, within the documented limits',
  (modelId, { input, outputs }) => {
    const page = published.get(modelId)
    if (page === undefined) throw new Error('it is not documented')
    const { properties = {}, required = [] } = input as {
      readonly properties?: Readonly<Record<string, Property>>
      readonly required?: readonly string[]
    }
    expect([...required].toSorted()).toEqual([...page.input.required].toSorted())
    const problems = Object.entries(properties).flatMap(([name, property]): string[] => {
      const documented = page.input.properties[name] as Property | undefined
      if (documented === undefined) return [`${name} is not documented`]
      const branch = branchOf(documented, property['type'])
      const choices = property['enum']
      const known = branch['enum']
      return [
        ...(property['type'] === branch['type'] ? [] : [`${name} is no ${String(branch['type'])}`]),
        ...(!Array.isArray(choices) || !Array.isArray(known) || choices.every((one) => known.includes(one))
          ? []
          : [`${name} has other choices`]),
        ...(Array.isArray(known) && !Array.isArray(choices) ? [`${name} has no choices`] : []),
        ...(isWithin(branch['minimum'], property['minimum'], branch['maximum']) &&
        isWithin(branch['minimum'], property['maximum'], branch['maximum'])
          ? []
          : [`${name} is not within ${String(branch['minimum'])} and ${String(branch['maximum'])}`]),
      ]
    })
    expect(problems).toEqual([])
    expect(outputs).toContain(page.output)
  },
)

test('inpainting takes an acceleration, and sends none unless it is set: its jobs are those of earlier versions', () => {
  const endpoint = bundled.find(({ modelId }) => modelId === 'fal-ai/flux-lora/inpainting')
  const { ports } = readInputs(endpoint?.input ?? {})
  expect(ports['acceleration']).toMatchObject({
    type: { choices: ['none', 'regular'] },
    required: false,
  })
  const defaults: Record<string, Value> = {}
  // Defaults of inputs that are no files are values.
  for (const [name, port] of Object.entries(ports))
    if (port.default !== undefined) defaults[name] = port.default as Value
  expect(Object.keys(wireInput(defaults, ports)).toSorted()).toEqual([
    'enable_safety_checker',
    'guidance_scale',
    'loras',
    'num_images',
    'num_inference_steps',
    'output_format',
    'seed',
    'strength',
  ])
  expect(endpoint?.version).toBeUndefined()
})
