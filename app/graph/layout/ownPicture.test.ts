import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import type { Values } from '#shared/ports/value.ts'
import type { NodeFields } from '#shared/testing/workflow.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { inputsOf } from '../../state/connections.ts'
import { ownPictureOf, repeatsInput } from './ownPicture.ts'

const media = fakeMedia(1)
const asset = { asset: media.sha256 }

function nodeOf(fields: NodeFields, edges: readonly string[] = []) {
  const workflow = workflowOf({ s: 'local/load-image', a: fields }, edges)
  const node = workflow.nodes.find(({ id }) => id === 'a')
  const type = registry.get(fields.type)
  if (node === undefined || type === undefined) throw new Error('there is no such node')
  return { type, node, cables: inputsOf(workflow, 'a') }
}

test.each<readonly [string, NodeFields, readonly string[], boolean]>([
  ['a loader of a picture of the library', { type: 'local/load-image', values: { image: asset } }, [], true],
  [
    'a loader of an address',
    { type: 'local/load-image', values: { image: 'https://a.example/b.png' } },
    [],
    false,
  ],
  [
    'a loader with a cable',
    { type: 'local/load-image', values: { image: asset } },
    ['s.image > a.image'],
    false,
  ],
  ['a node that changes its picture', { type: 'local/blur', values: { image: asset } }, [], false],
  ['a loader of a film', { type: 'local/load-video', values: { video: asset } }, [], false],
])('%s shows it before it has run: %o %o %s', (_, fields, edges, shows) => {
  const { type, node, cables } = nodeOf(fields, edges)
  expect(ownPictureOf(type, node, cables)).toEqual(shows ? { input: 'image', sha256: media.sha256 } : null)
})

test.each<readonly [string, NodeFields, Values, boolean]>([
  ['a number', { type: 'local/number', values: { number: 2 } }, { number: 2 }, true],
  ['a default', { type: 'local/number' }, { number: 0 }, true],
  ['another number', { type: 'local/number', values: { number: 2 } }, { number: 3 }, false],
  ['a film', { type: 'local/load-video', values: { video: asset } }, { video: media }, true],
  ['a joined text', { type: 'local/join-text', values: { first: 'a' } }, { text: 'a b' }, false],
  ['nothing', { type: 'local/number' }, {}, false],
])('the result of %s stands in its own control already: %o %o %s', (_, fields, outputs, repeats) => {
  const { type, node, cables } = nodeOf(fields)
  expect(repeatsInput(type, node, cables, outputs)).toBe(repeats)
})
