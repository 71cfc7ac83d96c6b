import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import type { NodeType } from '../nodes/defineNode.ts'
import { image, listOf, mask, optional } from '../ports/port.ts'
import type { MediaKind, MediaLiteral } from '../ports/value.ts'
import type { Services } from '../services.ts'
import { fakeServices } from '../testing/fakeServices.ts'
import { gatedNode } from '../testing/gatedNode.ts'
import { fakeMedia } from '../testing/media.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import type { NodeFields } from '../testing/workflow.ts'
import { workflowOf } from '../testing/workflow.ts'
import { checkLiterals, hasOpenLiterals, resolveLiterals } from './literals.ts'
import type { Plan } from './plan.ts'
import type { PlanStep } from './planStep.ts'
import { plan } from './plan.ts'

const address = 'https://pictures.example/a.png'

const shows = (where: NodeType['where']): NodeType =>
  gatedNode({
    type: `test/${where}`,
    where,
    inputs: {
      image: optional(image('Image')),
      mask: optional(mask('Mask')),
      images: optional(listOf(image('Images'))),
    },
    outputs: {},
  }).type

function planned(nodes: Readonly<Record<string, NodeFields>>): Plan {
  const made = plan(workflowOf(nodes), testRegistry(shows('local'), shows('remote')))
  expect(made.problems).toEqual([])
  return made
}

function stepOf(type: string, values: NonNullable<NodeFields['values']>): PlanStep {
  const [step] = planned({ n: { type, values } }).steps
  if (step === undefined) throw new Error('nothing was planned')
  return step
}

/** Resolves each file named here as a picture of its number, and refuses the others. */
function readable(files: Readonly<Record<string, number>>): { services: Services; asked: unknown[] } {
  const asked: unknown[] = []
  const services = fakeServices()
  const resolve = (literal: MediaLiteral, kind: MediaKind) => {
    asked.push(literal)
    const name = typeof literal === 'string' ? literal : 'file' in literal ? literal.file : literal.asset
    const index = files[name]
    return index === undefined
      ? Promise.reject(new AppError('file.unreadable', `${name} is not there`))
      : Promise.resolve(fakeMedia(index, kind))
  }
  return { asked, services: { ...services, assets: { ...services.assets, resolve } } }
}

describe('a picture that the file names', () => {
  test.each<[string, NonNullable<NodeFields['values']>, boolean]>([
    ['test/local', { image: { file: 'a.png' } }, true],
    ['test/local', { image: address }, true],
    ['test/local', { images: [address] }, true],
    ['test/local', {}, false],
    ['test/remote', { image: { file: 'a.png' } }, true],
    ['test/remote', { image: { asset: fakeMedia(1).sha256 } }, true],
    ['test/remote', { image: 'data:image/png;base64,AA' }, true],
    ['test/remote', { image: address }, false],
    ['test/remote', { images: [address, 'HTTPS://pictures.example/b.png'.toLowerCase()] }, false],
    ['test/remote', { images: [address, { file: 'a.png' }] }, true],
  ])('of %s, as %j, must be read before the start: %s', (type, values, open) => {
    expect(hasOpenLiterals(stepOf(type, values))).toBe(open)
  })

  test('is read as the kind that its port accepts', async () => {
    const { services } = readable({ 'a.png': 1, 'm.png': 2 })
    const step = stepOf('test/local', { image: { file: 'a.png' }, mask: { file: 'm.png' } })
    expect(await resolveLiterals(step, services)).toEqual(
      new Map([
        ['image', fakeMedia(1)],
        ['mask', fakeMedia(2, 'mask')],
      ]),
    )
  })

  test('is read while another one beside it stays an address', async () => {
    const { services } = readable({ 'm.png': 2 })
    const step = stepOf('test/remote', { image: address, mask: { file: 'm.png' } })
    expect(await resolveLiterals(step, services)).toEqual(new Map([['mask', fakeMedia(2, 'mask')]]))
  })

  test('in a list keeps its place, and addresses among them stay addresses for an endpoint', async () => {
    const { services, asked } = readable({ 'a.png': 1, 'b.png': 2 })
    const step = stepOf('test/remote', { images: [{ file: 'b.png' }, address, { file: 'a.png' }] })
    expect(await resolveLiterals(step, services)).toEqual(
      new Map([['images', [fakeMedia(2), address, fakeMedia(1)]]]),
    )
    expect(asked).toEqual([{ file: 'b.png' }, { file: 'a.png' }])
  })
})

describe('before anything is spent', () => {
  test('every missing picture is reported with its path, its node and the cause', async () => {
    const { services } = readable({ 'a.png': 1 })
    const found = await checkLiterals(
      planned({
        ok: { type: 'test/local', values: { image: { file: 'a.png' } } },
        none: { type: 'test/local' },
        bad: {
          type: 'test/local',
          values: { image: { file: 'a.png' }, mask: { file: 'm.png' }, images: [{ file: 'x' }] },
        },
      }),
      services,
    )
    expect(found.map(({ problem, error }) => ({ problem, code: error.code }))).toEqual([
      {
        problem: {
          code: 'value',
          message: 'm.png is not there',
          path: ['nodes', 2, 'values', 'mask'],
          node: 'bad',
          port: 'mask',
        },
        code: 'file.unreadable',
      },
      {
        problem: {
          code: 'value',
          message: 'x is not there',
          path: ['nodes', 2, 'values', 'images'],
          node: 'bad',
          port: 'images',
        },
        code: 'file.unreadable',
      },
    ])
  })

  test('nothing is read that an endpoint will fetch itself', async () => {
    const { services, asked } = readable({ [fakeMedia(1).sha256]: 1 })
    expect(
      await checkLiterals(
        planned({
          n: {
            type: 'test/remote',
            values: { image: address, mask: { asset: fakeMedia(1, 'mask').sha256 } },
          },
        }),
        services,
      ),
    ).toEqual([])
    expect(asked).toEqual([{ asset: fakeMedia(1).sha256 }])
  })
})
