import { expect, test } from 'vitest'
import { registry } from './registry.ts'
import { summarisePorts } from '#shared/nodes/portSummary.ts'

const ports = (type: string): string => {
  const found = [...registry.summaries()].find((each) => each.type === type)
  if (found === undefined) return `no ${type}`
  const { inputTypes, outputTypes } = summarisePorts(registry, found)
  const names = (types: typeof inputTypes): string =>
    types.map(({ kind, list }) => (list ? `${kind}s` : kind)).join(' ')
  return `${names(inputTypes)} > ${names(outputTypes)}`.trim()
}

test.each([
  ['runcomfy/tongyi-mai/z-image/turbo', 'text > image images'],
  ['runcomfy/tongyi-mai/z-image/turbo/inpainting', 'text image mask > image'],
  ['local/paint-mask', 'image > mask image'],
  ['local/resize', 'image > image'],
  ['local/save-image', 'images > images'],
  ['local/number', 'number > number'],
  ['local/note', '>'],
])('%s: %s', (type, summary) => {
  expect(ports(type)).toBe(summary)
})

test('of a type that is not there any more nothing is known', () => {
  const [found] = registry.summaries()
  if (found === undefined) throw new Error('there is no node type')
  const gone = { ...found, type: 'acme/gone', where: 'remote' } as const
  expect(summarisePorts(registry, gone)).toEqual({ inputTypes: [], outputTypes: [] })
})
