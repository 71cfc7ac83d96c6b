import { describe, expect, test } from 'vitest'
import { Endpoint } from '#shared/catalogue/endpoint.ts'
import { endpointNode } from '#shared/endpoint/endpointNode.ts'
import { readInputs } from '#shared/endpoint/readInputs.ts'
import { isMediaKind } from '#shared/ports/value.ts'

const files = Object.entries(import.meta.glob<unknown>('./*/*.json', { eager: true, import: 'default' }))

test('each engine has five endpoints, each under its own model id and in the folder of its engine', () => {
  const endpoints = files.map(([path, file]) => [path, Endpoint.parse(file)] as const)
  const ids = (engine: string): readonly string[] =>
    endpoints.flatMap(([, one]) => (one.engine === engine ? [one.modelId] : []))
  expect([new Set(ids('runcomfy')).size, new Set(ids('fal')).size, files.length]).toEqual([5, 5, 10])
  expect(endpoints.filter(([path, { engine }]) => !path.startsWith(`./${engine}/`))).toEqual([])
})

describe.each(files)('%s', (_, file) => {
  const endpoint = Endpoint.parse(file)
  const { ports, notices } = readInputs(endpoint.input, endpoint.advanced)
  const entries = Object.entries(ports)

  test('is read completely: nothing of its schema is left out or becomes mere JSON', () => {
    expect(notices).toEqual([])
    expect(entries.filter(([, port]) => port.type.kind === 'json')).toEqual([])
  })

  test('requires a prompt, unless it has one, and each picture, and nothing that it could fill in itself', () => {
    const asked = entries.filter(([, port]) => port.required).map(([name]) => name)
    const pictures = entries.filter(([, port]) => isMediaKind(port.type.kind)).map(([name]) => name)
    const prompt = ports['prompt']?.default === undefined ? ['prompt'] : []
    expect(asked.toSorted()).toEqual([...prompt, ...pictures].toSorted())
  })

  test('fills in everything else, so that a node can run as it is dropped on the canvas', () => {
    const open = entries.filter(([, port]) => !port.required && port.default === undefined)
    expect(open).toEqual([])
  })

  test('has a seed with modes, so that every picture can be made again', () => {
    expect(ports['seed']?.control).toEqual({ kind: 'seed' })
  })

  test('only folds inputs that it has and that need no decision', () => {
    expect((endpoint.advanced ?? []).filter((name) => ports[name]?.advanced !== true)).toEqual([])
  })

  test('describes each input in its own words', () => {
    expect(entries.filter(([, port]) => port.label === '' || port.help === '')).toEqual([])
  })

  test('is a remote node that outputs pictures or a video', () => {
    const { where, outputs } = endpointNode(endpoint)
    const others = Object.values(outputs).filter(({ type }) => type.kind !== 'image' && type.kind !== 'video')
    expect([where, Object.keys(outputs).length > 0, others]).toEqual(['remote', true, []])
  })
})
