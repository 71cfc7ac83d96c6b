import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateSync, crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { readRefusal, refusal } from './refusal.ts'
import { makeFolder, runCli } from './runCli.ts'
import { runCliInProcess } from './runCliInProcess.ts'
import { fileOf, turbo } from './workflows.ts'

const generate = { id: 'make', type: turbo(), values: { prompt: 'a lamp', seed: 1 } }
const sound = fileOf([generate])
const deep = 100_000
/** A valid file with `json`, whatever it is, as the value of its node's prompt. */
const withPrompt = (json: string) => sound.replace('"a lamp"', () => json)

const noJson: [title: string, file: string | Buffer, ...words: RegExp[]][] = [
  ['an empty file', '', /JSON|empty/i],
  ['white space', ' \n\t', /JSON|empty/i],
  ['prose', 'once upon a time', /JSON/],
  ['a file cut in half', sound.slice(0, sound.length / 2), /JSON/],
  ['a comma too many', sound.replace(/}$/, ',}'), /JSON/],
  ['a comment', `// mine\n${sound}`, /JSON/],
  ['NaN', withPrompt('NaN'), /JSON/],
  ['Infinity', withPrompt('Infinity'), /JSON/],
  ['-Infinity', withPrompt('-Infinity'), /JSON/],
  ['1e999, which is no finite number', sound.replace('"seed":1', '"seed":1e999'), /nodes\[0\]\.values\.seed/],
  ['-1e999 as a position', sound.replace('"x":0', '"x":-1e999'), /nodes\[0\]\.position\.x/],
  ['UTF-16, little end first', Buffer.from(`\ufeff${sound}`, 'utf16le'), /UTF-16|UTF-8/],
  ['UTF-16, big end first', Buffer.from(`\ufeff${sound}`, 'utf16le').swap16(), /UTF-16|UTF-8/],
  ['Latin-1', Buffer.from(withPrompt('"café"'), 'latin1'), /UTF-8/],
  ['a picture that is cut off', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /picture is damaged/],
  ['only opening brackets, a hundred thousand deep', '['.repeat(deep), /deep|depth|nest|JSON/i],
  ['brackets a hundred thousand deep', '['.repeat(deep) + ']'.repeat(deep), /deep|depth|nest/i],
  ['objects a hundred thousand deep', `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`, /deep|depth|nest/i],
  ['a value a hundred thousand deep', withPrompt('['.repeat(deep) + ']'.repeat(deep)), /deep|depth|nest/i],
  ['a value that goes 65 deep', withPrompt('['.repeat(65) + ']'.repeat(65)), /deep|depth|nest/i],
  ['more than 8 MiB', sound + ' '.repeat(8 * 2 ** 20), /8 MiB/],
  ['a text of more than 1 MiB', withPrompt(`"${'a'.repeat(2 ** 20 + 1)}"`), /nodes\[0\]\.values\.prompt/],
  ['__proto__ at the top', sound.replace('{', '{"__proto__":{"nodes":[]},'), /__proto__/],
  [
    '__proto__ among values',
    sound.replace('"values":{', '"values":{"__proto__":{"seed":2},'),
    /nodes\[0\]\.values/,
    /__proto__/,
  ],
  [
    '__proto__ inside a value',
    withPrompt('{"a":[{"__proto__":1}]}'),
    /nodes\[0\]\.values\.prompt/,
    /__proto__/,
  ],
]

test.each<(typeof noJson)[number]>(noJson)('%s: 65', async (_title, file, ...patterns) => {
  const folder = await makeFolder({ 'flow.json': file })
  const [checked, ran] = await Promise.all([
    runCliInProcess(['validate', join(folder, 'flow.json')], { cwd: folder }),
    runCliInProcess(['run', join(folder, 'flow.json')], { cwd: folder }),
  ])
  expect(readRefusal(checked, [/flow\.json/, ...patterns])).toEqual(refusal(65, checked))
  expect(readRefusal(ran, [/flow\.json/, ...patterns])).toEqual(refusal(65, ran))
})

test.each(noJson.slice(0, 1))('%s: the built program says and does the same', async (_title, file) => {
  const folder = await makeFolder({ 'flow.json': file })
  for (const args of [
    ['validate', join(folder, 'flow.json')],
    ['run', join(folder, 'flow.json')],
  ])
    expect(await runCli(args, { cwd: folder })).toEqual(await runCliInProcess(args, { cwd: folder }))
})

test('a byte order mark before UTF-8 is ignored', async () => {
  const folder = await makeFolder({ 'flow.json': `\ufeff${sound}` })
  expect(await runCliInProcess(['validate', join(folder, 'flow.json')], { cwd: folder })).toMatchObject({
    code: 0,
    stderr: '',
  })
})

test.each(['validate', 'run'])('%s of a missing file, or of a folder: 66', async (command) => {
  const folder = await makeFolder()
  await mkdir(join(folder, 'flow'))
  for (const name of ['gone.json', 'flow']) {
    const result = await runCliInProcess([command, join(folder, name)], { cwd: folder })
    expect(readRefusal(result, [new RegExp(name)])).toEqual(refusal(66, result))
  }
})

const chunk = (name: string, data: Buffer) => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const frame = Buffer.alloc(4)
  frame.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([frame, body, sum])
}

/** A PNG with the declared size, and the pixels of one row. */
function pngOf(width: number, height: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  const mark = Buffer.from('89504e470d0a1a0a', 'hex')
  const pixels = deflateSync(Buffer.alloc(width + 1))
  return Buffer.concat([mark, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
}

const change = {
  id: 'change',
  type: turbo('/image-to-image'),
  values: { prompt: 'a', seed: 1, image_url: { file: 'pic.png' } },
}
const script = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'

test.each([
  ['a text', 'once upon a time'],
  ['an empty file', ''],
  ['a PNG with nothing behind its mark', Buffer.from('89504e470d0a1a0a', 'hex')],
  ['a PNG that says 65535 × 65535', pngOf(65535, 65535)],
  ['a PNG that is cut off', pngOf(40, 40)],
  ['an SVG', script],
  ['JSON', '{}'],
])('a picture that is %s: 65, with node, port and file', async (_title, content) => {
  const folder = await makeFolder({ 'flow.json': fileOf([change]), 'pic.png': content })
  const result = await runCliInProcess(['run', join(folder, 'flow.json')], { cwd: folder })
  expect(readRefusal(result, [/change/, /image_url/, /pic\.png/])).toEqual(refusal(65, result))
})

test('a missing picture: 66, with node, port and file', async () => {
  const folder = await makeFolder({ 'flow.json': fileOf([change]) })
  const result = await runCliInProcess(['run', join(folder, 'flow.json')], { cwd: folder })
  expect(readRefusal(result, [/change/, /image_url/, /pic\.png/])).toEqual(refusal(66, result))
})

test('an output folder that is a file: refused before any request', async () => {
  const folder = await makeFolder({ 'flow.json': sound, out: 'a file' })
  const { code, stderr } = await runCli(['run', 'flow.json', '--out', 'out'], { cwd: folder })
  expect({ code: code === 64 || code === 66, named: stderr.includes('out') }).toEqual({
    code: true,
    named: true,
  })
})

test('5,001 nodes: 65; 5,000 are read within 256 MB of heap', async () => {
  const nodes = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      id: `n${index}`,
      type: 'local/join-text',
      values: { first: 'a', second: 'b' },
    }))
  const folder = await makeFolder()
  await writeFile(join(folder, 'most.json'), fileOf(nodes(5000)))
  await writeFile(join(folder, 'more.json'), fileOf(nodes(5001)))
  const node = ['--max-old-space-size=256']
  const most = await runCli(['validate', 'most.json'], { cwd: folder, node })
  expect(most).toMatchObject({ code: 0, stderr: '' })
  const more = await runCli(['validate', 'more.json'], { cwd: folder, node })
  expect(readRefusal(more, [/5000/, /nodes/])).toEqual(refusal(65, more))
})
