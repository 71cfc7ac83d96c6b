import { expect, test } from 'vitest'
import { engineState } from '#shared/testing/engineState.ts'
import { modelText } from './engines.ts'

test.each([
  ['acme/paint/fast', 'Acme · paint/fast'],
  ['local/join-text', 'local/join-text'],
  ['block/scene', 'block/scene'],
  ['gone/paint', 'gone/paint'],
])('the node type %s is shown as %s', (type, text) => {
  expect(modelText({ engines: [engineState()] }, type)).toBe(text)
})
