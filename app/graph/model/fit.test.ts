import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { PortRef } from '../../state/canvas/looseEnd.ts'
import { fittingPort, looseEnd } from './fit.ts'
import { fittingPorts } from './fittingPorts.ts'

const workflow = workflowOf(
  {
    load: 'local/load-image',
    text: { type: 'local/text', title: 'Words' },
    grow: 'local/grow-mask',
    crop: 'local/crop',
    back: 'local/composite',
  },
  ['load.image > crop.image', 'crop.image > back.base'],
)
const output = (node: string, port: string): PortRef => ({ node, port, side: 'output' })
const input = (node: string, port: string): PortRef => ({ node, port, side: 'input' })

test.each([
  ['a picture into a picture', output('load', 'image'), input('back', 'over'), null],
  ['a picture into a mask', output('load', 'image'), input('grow', 'mask'), null],
  ['a text into a mask', output('text', 'text'), input('grow', 'mask'), 'A text cannot become a mask.'],
  [
    'an output into an output',
    output('text', 'text'),
    output('load', 'image'),
    'Connect an output to an input.',
  ],
  ['an input into an input', input('crop', 'image'), input('back', 'mask'), 'Connect an input to an output.'],
  ['a node into itself', output('crop', 'image'), input('crop', 'image'), 'A node cannot feed itself.'],
  [
    'a node into what feeds it',
    output('back', 'image'),
    input('crop', 'image'),
    'Crop image already feeds this one: that would create a loop.',
  ],
  [
    'a node from what it feeds',
    input('crop', 'image'),
    output('back', 'image'),
    'Composite is already fed by this one: that would create a loop.',
  ],
])('%s: %#', (_, from, to, why) => {
  const verdict = looseEnd(workflow, from, registry).check(to)
  expect(verdict.ok ? null : verdict.why).toBe(why)
})

test('a node takes a cable at its first free port that fits as it is', () => {
  const at = (node: string) =>
    fittingPort(workflow, looseEnd(workflow, output('load', 'image'), registry), node, registry)
  expect(at('back')).toEqual({ ok: true, port: 'over' })
  expect(at('grow')).toEqual({ ok: true, port: 'mask' })
})

test('a node that takes no such cable says so', () => {
  const loose = looseEnd(workflow, output('text', 'text'), registry)
  expect(fittingPort(workflow, loose, 'back', registry)).toMatchObject({ ok: false })
  expect(
    fittingPort(workflow, looseEnd(workflow, output('load', 'image'), registry), 'text', registry),
  ).toMatchObject({
    ok: false,
    why: 'An image cannot become a text.',
  })
})

test('the ports that a port can be connected to: as they are first, then those that convert', () => {
  const found = fittingPorts(workflow, output('load', 'image'), registry).map(({ text, conversion }) => [
    text,
    conversion,
  ])
  expect(found[0]).toEqual(['Crop image: Image', null])
  expect(found.at(-1)?.[1]).toBe('image to mask')
  expect(found.map(([text]) => text)).not.toContain('Words: Text')
})
