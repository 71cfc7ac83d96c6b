import { beforeEach, expect, test } from 'vitest'
import { isTouched, touchField, touchNodes, touchedStore } from './touched.ts'

beforeEach(() => touchedStore.setState({ touched: new Set() }))

const touched = (port: string, node = 'n', tab = 't'): boolean =>
  isTouched(touchedStore.getState(), tab, node, port)

test('only a field that was left says that it is empty, in its own workflow', () => {
  touchField('t', 'n', 'prompt')
  expect([touched('prompt'), touched('image'), touched('prompt', 'm'), touched('prompt', 'n', 'u')]).toEqual([
    true,
    false,
    false,
    false,
  ])
})

test('once a run was asked for, every field of what is in its way says so', () => {
  touchNodes('t', ['n', 'm'])
  expect([touched('prompt'), touched('image', 'm'), touched('image', 'o')]).toEqual([true, true, false])
})
