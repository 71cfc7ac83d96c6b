import { expect, test } from 'vitest'
import { workflowOf } from '#shared/testing/workflow.ts'
import { replaceValue } from './replaceValue.ts'

const asset = { asset: 'a'.repeat(64) }

test.each<readonly [string | undefined, string | null, string | undefined]>([
  ['harbour.png', 'boat.JPEG', 'boat.JPEG'],
  ['harbour.png', null, undefined],
  ['Harbour at dawn', 'boat.png', 'Harbour at dawn'],
  ['Version 1.5', 'boat.png', 'Version 1.5'],
  [undefined, 'boat.png', undefined],
])('a card called %s that gets the file %s is called %s', (title, name, after) => {
  const workflow = workflowOf({ a: { type: 'local/load-image', ...(title !== undefined && { title }) } })
  const [node] = replaceValue('a', 'image', asset, name)(workflow).nodes
  expect([node?.title, node?.values]).toEqual([after, { image: asset }])
})

test('a cleared input leaves no name of a file behind', () => {
  const workflow = workflowOf({ a: { type: 'local/load-image', title: 'b.png', values: { image: asset } } })
  const [node] = replaceValue('a', 'image', undefined, null)(workflow).nodes
  expect([node?.title, node?.values]).toEqual([undefined, undefined])
})
