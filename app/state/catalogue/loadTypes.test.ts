import { expect, test } from 'vitest'
import { createHostClient } from '#shared/api/client.ts'
import type { Input } from '#shared/api/contract.ts'
import type { Endpoint } from '#shared/catalogue/endpoint.ts'
import { endpointType } from '#shared/endpoint/endpointType.ts'
import { AppError } from '#shared/errors.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { Editor } from '../../base/editor.ts'
import { createParts } from '../../base/editor.ts'
import { connectHost } from '../../base/host.ts'
import { amend, openTab, tabsStore } from '../tabs.ts'
import { typeOf } from '../nodeType.ts'
import { registryOf } from './catalogue.ts'
import { followTypes, loadTypes, onCatalogueChange, reloadTypes } from './loadTypes.ts'

const paint = (name: string, inputs: readonly string[] = ['prompt']): Endpoint => ({
  engine: 'acme',
  modelId: `paint/${name}`,
  title: `Paint ${name}`,
  category: 'Text to image',
  input: { properties: Object.fromEntries(inputs.map((input) => [input, { type: 'string' }])) },
  outputs: ['image'],
})

/** An editor whose host answers when the test lets it, with the endpoints that it then has. */
function connected() {
  const editor = createParts()
  const host = { version: '1', endpoints: [paint('a'), paint('b')], down: false }
  const asked: string[][] = []
  const answers: (() => void)[] = []
  connectHost(
    editor,
    createHostClient({
      request: (_, input) =>
        new Promise((resolve, reject) => {
          // The cast: the client has validated it.
          const { types } = input as Input<'catalogue.get'>
          asked.push([...types])
          answers.push(() => {
            if (host.down) return reject(new AppError('host.gone', 'gone'))
            resolve({
              version: host.version,
              endpoints: host.endpoints
                .filter((endpoint) => types.includes(endpointType(endpoint)))
                .map((endpoint) => ({
                  sha256: String(JSON.stringify(endpoint).length).padStart(64, '0'),
                  endpoint,
                })),
            })
          })
        }),
      subscribe: () => () => {},
    }),
  )
  const answerAll = async (): Promise<void> => {
    for (const answer of answers.splice(0)) answer()
    // What follows an answer has happened when these have.
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  }
  return { editor, host, asked, answerAll }
}

const open = (editor: Editor, types: Readonly<Record<string, string>>): void => {
  const workflow = workflowOf(types)
  openTab(editor, { id: 'tab', entry: null, workflow, saved: workflow, readOnly: false })
}

test('each node type is asked for once, however many need it, and local ones never are', async () => {
  const { editor, asked, answerAll } = connected()
  const loads = [
    loadTypes(editor, ['acme/paint/a', 'local/text', 'local/gone', 'acme/paint/a']),
    loadTypes(editor, ['acme/paint/a', 'acme/paint/b']),
  ]
  expect(asked).toEqual([['acme/paint/a'], ['acme/paint/b']])
  await answerAll()
  await Promise.all(loads)
  expect(registryOf(editor).get('acme/paint/a')?.model).toBe('Paint a')
  await loadTypes(editor, ['acme/paint/a', 'acme/paint/b'])
  expect(asked.length).toBe(2)
})

test('a node type counts as unknown only once the host has said that it has none of that name', async () => {
  const { editor, answerAll } = connected()
  const has = (): boolean => registryOf(editor).has('acme/gone')
  expect([has(), registryOf(editor).has('local/gone')]).toEqual([true, false])
  const loading = loadTypes(editor, ['acme/gone'])
  expect(has()).toBe(true)
  await answerAll()
  await loading
  expect(has()).toBe(false)
})

test('a request that fails leaves the node types to be asked for again', async () => {
  const { editor, host, asked, answerAll } = connected()
  host.down = true
  const loading = loadTypes(editor, ['acme/paint/a'])
  await Promise.all([expect(loading).rejects.toMatchObject({ code: 'host.gone' }), answerAll()])
  expect(registryOf(editor).has('acme/paint/a')).toBe(true)
  host.down = false
  const again = loadTypes(editor, ['acme/paint/a'])
  await answerAll()
  await again
  expect([asked.length, registryOf(editor).get('acme/paint/a')?.model]).toEqual([2, 'Paint a'])
})

test('more node types than one request may name are asked for in several', async () => {
  const { editor, asked, answerAll } = connected()
  const loading = loadTypes(
    editor,
    Array.from({ length: 120 }, (_, index) => `acme/m${index}`),
  )
  await answerAll()
  await loading
  expect(asked.map(({ length }) => length)).toEqual([50, 50, 20])
})

test('what comes onto a canvas is loaded, without an undo step and without losing a value or a cable', async () => {
  const { editor, asked, answerAll } = connected()
  open(editor, {})
  const stop = followTypes(editor)
  const workflow = workflowOf({ t: 'local/text', p: { type: 'acme/paint/a', values: { style: 'oil' } } }, [
    't.text > p.prompt',
  ])
  amend(editor, 'tab', () => workflow)
  expect(asked).toEqual([['acme/paint/a']])
  const [tab] = editor.get(tabsStore).getState().tabs
  const node = workflow.nodes[1]
  const ports = () => Object.keys(node === undefined ? {} : typeOf(workflow, node, registryOf(editor)).inputs)
  expect(ports()).toEqual(['prompt', 'style'])
  await answerAll()
  expect(ports()).toEqual(['prompt'])
  expect(editor.get(tabsStore).getState().tabs).toEqual([tab])
  expect(tab).toMatchObject({ workflow, past: [], future: [] })
  stop()
  amend(editor, 'tab', () => workflowOf({ p: 'acme/paint/b' }))
  expect(asked.length).toBe(1)
})

test('when the node types of the host change, those in use are replaced, and unchanged ones stay the same', async () => {
  const { editor, host, asked, answerAll } = connected()
  const loading = loadTypes(editor, ['acme/paint/a', 'acme/paint/b', 'acme/paint/c'])
  await answerAll()
  await loading
  const before = registryOf(editor)
  host.version = '2'
  host.endpoints = [paint('a'), paint('b', ['prompt', 'size']), paint('c')]
  onCatalogueChange(editor, '1')
  expect(asked.length).toBe(1)
  onCatalogueChange(editor, '2')
  await answerAll()
  const after = registryOf(editor)
  expect(after.get('acme/paint/a')).toBe(before.get('acme/paint/a'))
  expect(Object.keys(after.get('acme/paint/b')?.inputs ?? {})).toEqual(['prompt', 'size'])
  expect([before.has('acme/paint/c'), after.get('acme/paint/c')?.model]).toEqual([false, 'Paint c'])
  expect(after.version).not.toBe(before.version)
})

test('after the connection was lost, everything is asked for again, and what failed meanwhile', async () => {
  const { editor, host, asked, answerAll } = connected()
  const loading = loadTypes(editor, ['acme/paint/a'])
  await answerAll()
  await loading
  host.down = true
  open(editor, { p: 'acme/paint/b' })
  host.down = false
  const reloading = reloadTypes(editor)
  await answerAll()
  await answerAll()
  await reloading
  expect(asked.slice(1)).toEqual([['acme/paint/a'], ['acme/paint/b']])
})
