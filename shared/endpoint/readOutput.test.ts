import { describe, expect, test } from 'vitest'
import type { Json, Media } from '../ports/value.ts'
import type { JobResult } from '../services.ts'
import { fakeMedia } from '../testing/media.ts'
import type { Endpoint } from '../catalogue/endpoint.ts'
import { outputAddresses } from './outputAddresses.ts'
import { notesOf, readOutput } from './readOutput.ts'

const at = (name: string): string => `https://outputs.example/${name}`

const pictures: readonly [string, Media][] = ['a', 'b', 'c'].map((name, index) => [
  at(name),
  fakeMedia(index),
])
const media = new Map<string, Media>([
  ...pictures,
  [at('v'), fakeMedia(8, 'video')],
  [at('s'), fakeMedia(9, 'audio')],
])
const [a, b, c] = [fakeMedia(0), fakeMedia(1), fakeMedia(2)]

const endpoint = (...outputs: Endpoint['outputs']): Endpoint => ({
  engine: 'runcomfy',
  modelId: 'acme/paint',
  title: 'Paint',
  category: 'Test',
  input: {},
  outputs,
})

const result = (output: Json): JobResult => ({ requestId: 'req-1', output, media, cost: null })

describe('pictures', () => {
  test.each<[string, Json, unknown]>([
    ['one address', { image: at('a') }, { image: a, images: [a] }],
    ['many addresses', { images: [at('a'), at('b')] }, { image: a, images: [a, b] }],
    ['one and many', { image: at('a'), images: [at('a'), at('b')] }, { image: a, images: [a, b] }],
    [
      'one that is not the first of many',
      { image: at('b'), images: [at('a'), at('b')] },
      { image: b, images: [a, b] },
    ],
    ['one that is none of the many', { image: at('c'), images: [at('a')] }, { image: c, images: [a] }],
    ['an object with an address', { image: { url: at('a'), width: 64 } }, { image: a, images: [a] }],
    [
      'objects with addresses',
      { images: [{ url: at('a') }, { url: at('b') }] },
      { image: a, images: [a, b] },
    ],
    ['many under the name of one', { image: [at('a'), at('b')] }, { image: a, images: [a, b] }],
    ['a name of its own', { result: { files: [at('a')] } }, { image: a, images: [a] }],
    ['nothing but an address', at('a'), { image: a, images: [a] }],
    ['nothing but a list', [at('a'), at('b')], { image: a, images: [a, b] }],
    ['null beside what is there', { image: null, images: [at('a')] }, { image: a, images: [a] }],
    ['a video beside it', { video: at('v'), image: at('a') }, { image: a, images: [a] }],
    ['the echo of what went in', { input: { image: at('b') }, image: at('a') }, { image: a, images: [a] }],
  ])('are found where the output is %s', (_, output, expected) => {
    expect(readOutput(endpoint('image', 'images'), result(output))).toEqual(expected)
  })
})

describe('other outputs', () => {
  test('videos and sounds are found by their names and kinds', () => {
    const all = endpoint('image', 'video', 'videos', 'audio', 'audios')
    expect(readOutput(all, result({ video: at('v'), audio: at('s') }))).toEqual({
      video: fakeMedia(8, 'video'),
      videos: [fakeMedia(8, 'video')],
      audio: fakeMedia(9, 'audio'),
      audios: [fakeMedia(9, 'audio')],
    })
  })

  test('a text is the output itself, or is under its name', () => {
    expect(readOutput(endpoint('text'), result('a caption'))).toEqual({ text: 'a caption' })
    expect(readOutput(endpoint('text'), result({ text: 'a caption' }))).toEqual({ text: 'a caption' })
  })

  test('data is the output as it is', () => {
    expect(readOutput(endpoint('json'), result({ boxes: [[0, 1]] }))).toEqual({ json: { boxes: [[0, 1]] } })
  })

  test('a missing output stays empty while others are there', () => {
    expect(readOutput(endpoint('image', 'text'), result({ image: at('a') }))).toEqual({ image: a })
  })
})

test('a mask that came as a picture counts as one', () => {
  const mask = fakeMedia(3, 'mask')
  const saved = { ...result({ image: at('m') }), media: new Map([[at('m'), mask]]) }
  expect(readOutput(endpoint('image'), saved)).toEqual({ image: mask })
})

test.each<[string, Json]>([
  ['nothing', null],
  ['an empty object', {}],
  ['an address that nothing was fetched from', { image: at('gone') }],
  ['only the echo of what went in', { input: { image: at('a') } }],
  ['words that are no address', { image: 'see outputs.example/a' }],
  ['a script', { image: 'javascript:alert(1)' }],
])('a job that was paid for and answers with %s fails with its request id in the message', (_, output) => {
  expect(() => readOutput(endpoint('image', 'images'), result(output))).toThrow(
    expect.objectContaining({
      name: 'AppError',
      code: 'job.failed',
      message: 'Paint finished without any of its outputs (image, images). The request id is req-1.',
      data: { requestId: 'req-1' },
    }),
  )
})

test('a job that brought a file of another kind names the file and its path', () => {
  const pathOf = ({ sha256 }: Media): string => `/assets/${sha256.slice(-2)}`
  const read = () => readOutput(endpoint('image'), result({ image: at('v') }), pathOf)
  const v = fakeMedia(8, 'video')
  expect(read).toThrow(
    `The request id is req-1. A file (video/mp4, ${v.bytes} bytes) has no output on this node. It is saved as ${pathOf(v)}.`,
  )
})

const glb: Media = { ...fakeMedia(7, 'file'), mime: 'model/gltf-binary', name: 'mesh.glb' }
const withFile = (output: Json): JobResult => ({
  ...result(output),
  media: new Map([[at('mesh.glb'), glb], ...pictures]),
})

const model: Media = { ...fakeMedia(9, 'model3d'), mime: 'model/gltf-binary' }

test.each<[string, Endpoint['outputs'], Json, unknown]>([
  ['at a port for it', ['model'], { glb: at('m') }, { model }],
  ['at a port for files, as endpoints declare it', ['file'], { glb: at('m') }, { file: model }],
  ['beside a file that is not one', ['model', 'file'], [at('mesh.glb'), at('m')], { model, file: glb }],
])('a 3D model arrives %s', (_, outputs, output, expected) => {
  const media = new Map([
    [at('m'), model],
    [at('mesh.glb'), glb],
  ])
  expect(readOutput(endpoint(...outputs), { ...result(output), media })).toEqual(expected)
})

describe('a file of a format of its own, as 3D models were stored before', () => {
  test.each<[Endpoint['outputs'], Json, unknown]>([
    [['model'], { model: at('mesh.glb') }, { model: glb }],
    [['model', 'models'], { model_mesh: { url: at('mesh.glb') } }, { model: glb, models: [glb] }],
    [['image', 'model'], { image: at('a'), model_mesh: at('mesh.glb') }, { image: a, model: glb }],
    [['file', 'files'], [at('mesh.glb'), at('a')], { file: glb, files: [glb] }],
  ])('is found at %j of %j', (outputs, output, expected) => {
    expect(readOutput(endpoint(...outputs), withFile(output))).toEqual(expected)
  })

  test('that no output takes is reported with its path, and does not affect the others', () => {
    const made = withFile({ image: at('a'), model_mesh: at('mesh.glb') })
    const values = readOutput(endpoint('image'), made)
    expect(values).toEqual({ image: a })
    expect(notesOf(values, made, () => '/assets/07.bin')).toEqual([
      `mesh.glb (model/gltf-binary, ${glb.bytes} bytes) has no output on this node. It is saved as /assets/07.bin.`,
    ])
  })
})

describe('an answer that could only be read in part', () => {
  const whole = { ...fakeMedia(7, 'file'), mime: 'application/json', name: 'answer.json' }
  const made: JobResult = { ...result({ image: at('a'), text: 'sea' }), whole }

  test('gives what was found in it, but not its data: a part of the data is not the data', () => {
    expect(readOutput(endpoint('image', 'text', 'json'), made)).toEqual({ image: a, text: 'sea' })
  })
  test('gives no list of texts, which may have been truncated', () => {
    const cut: JobResult = { ...result({ image: at('a'), results: ['one', 'two'] }), whole }
    expect(readOutput(endpoint('image', 'text', 'texts'), cut)).toEqual({ image: a })
    const none: JobResult = { ...result({ image: at('a') }), whole }
    expect(readOutput(endpoint('image', 'text'), none)).toEqual({ image: a })
  })
  test('says so, and where the whole is', () => {
    const words = `The engine's answer (${whole.bytes} bytes) is too large to be read whole: what is shown was found at its start. All of it is saved`
    expect(notesOf({ image: a }, made)).toEqual([`${words} in the library.`])
    expect(notesOf({ image: a }, made, () => '/assets/07.bin')).toEqual([`${words} as /assets/07.bin.`])
  })
})

describe('texts, numbers and booleans', () => {
  test.each<[Endpoint['outputs'], Json, unknown]>([
    [['text'], { output: 'a caption' }, { text: 'a caption' }],
    [['text'], { results: [{ text: 'a caption' }] }, { text: 'a caption' }],
    [['text'], { caption_of_image: 'a caption', seed: 4 }, { text: 'a caption' }],
    [['text'], { text: 'a caption', other: 'more' }, { text: 'a caption' }],
    [['text'], { other: 'more', text: 'a caption' }, { text: 'a caption' }],
    [['text'], ['one', 'two'], { text: 'one\ntwo' }],
    [['text'], { score: 0.5 }, { text: '0.5' }],
    [['text'], false, { text: 'false' }],
    [['text'], { text: at('a') }, { text: at('a') }],
    [['texts'], { results: ['one', 'two'] }, { texts: ['one', 'two'] }],
    [['texts'], { output: 'one' }, { texts: ['one'] }],
    [['number'], { score: 0 }, { number: 0 }],
    [['number'], 7, { number: 7 }],
    [['boolean'], { is_safe: false }, { boolean: false }],
    [['json'], false, { json: false }],
    [['json'], { model: at('gone') }, { json: { model: at('gone') } }],
    [['json', 'image'], { image: at('gone'), seed: 1 }, { json: { image: at('gone'), seed: 1 } }],
  ])('are read as %j from %j', (outputs, output, expected) => {
    expect(readOutput(endpoint(...outputs), result(output))).toEqual(expected)
  })
})

describe('the addresses to fetch', () => {
  test('are those of the output, each once, in order, without the echo of the input', () => {
    const output = {
      images: [at('b'), at('a')],
      image: at('b'),
      meta: { more: [{ url: at('c') }] },
      input: { x: at('x') },
    }
    expect(outputAddresses(output)).toEqual([at('b'), at('a'), at('c')])
  })

  test('may be the pictures themselves', () => {
    expect(outputAddresses({ image: 'data:image/png;base64,AAAA' })).toEqual(['data:image/png;base64,AAAA'])
  })

  test('are no more than a thousand', () => {
    expect(outputAddresses(Array.from({ length: 5000 }, (_, index) => at(`${index}`)))).toHaveLength(1000)
  })

  test('are at most eight levels deep, however deep the output is', () => {
    let deep: Json = [at('a')]
    for (let level = 0; level < 100_000; level++) deep = [deep]
    expect(outputAddresses([at('b'), deep])).toEqual([at('b')])
  })
})
