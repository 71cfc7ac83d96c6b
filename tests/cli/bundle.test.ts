import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { graph, prompt } from '#shared/comfyui/testing/files.ts'
import { makeFolder, runCli } from './runCli.ts'
import { runCliInProcess } from './runCliInProcess.ts'
import { fileOf, turbo } from './workflows.ts'

const canary = 'canary/key+0123456789abcdef'

/** Makes one picture and saves it three times. The key is where a user might paste it. */
const workflow = fileOf(
  [
    { id: 'make', type: turbo(), values: { prompt: `a quay, ${canary}`, seed: 7 } },
    { id: 'png', type: 'local/save-image', values: { name: 'png' } },
    { id: 'jpeg', type: 'local/save-image', values: { name: 'jpeg', format: 'jpeg' } },
    { id: 'webp', type: 'local/save-image', values: { name: 'webp', format: 'webp' } },
    { id: 'bare', type: 'local/save-image', values: { name: 'bare', carry: false } },
  ],
  [
    'make.images > png.images',
    'make.images > jpeg.images',
    'make.images > webp.images',
    'make.images > bare.images',
  ],
  { name: 'Quay' },
)

const env = { RUNCOMFY_API_TOKEN: canary }

async function ran(): Promise<string> {
  const folder = await makeFolder({ 'flow.json': workflow })
  const args = ['run', join(folder, 'flow.json'), '--out', join(folder, 'out')]
  expect(await runCliInProcess(args, { cwd: folder, env })).toMatchObject({ code: 0 })
  return folder
}

describe('a saved picture', () => {
  test('embeds its workflow and its provenance, in each format, and never a key', async () => {
    const cwd = await ran()
    for (const file of ['out/png.png', 'out/jpeg.jpg', 'out/webp.webp']) {
      const { code, stdout } = await runCliInProcess(['inspect', join(cwd, file), '--json'], { cwd })
      expect(code).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({
        from: 'patchbay',
        workflow: { name: 'Quay', nodes: 5, edges: 4 },
        lineage: {
          engine: 'practice',
          jobs: [{ node: 'make', endpoint: turbo().slice('runcomfy/'.length), seed: 7, requests: [{}] }],
        },
      })
      const whole = await runCliInProcess(['inspect', join(cwd, file), '--workflow'], { cwd })
      expect(JSON.parse(whole.stdout)).toMatchObject({
        format: 'patchbay/workflow',
        nodes: [{ id: 'make' }, {}, {}, {}, {}],
      })
      expect(stdout + whole.stdout).not.toContain(canary)
      expect(whole.stdout).toContain('a quay, [key]')
    }
  })

  test('without metadata has pixels only', async () => {
    const cwd = await ran()
    expect(await runCliInProcess(['inspect', join(cwd, 'out/bare.png')], { cwd })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('It contains no workflow.') as string,
    })
    expect(await runCliInProcess(['validate', join(cwd, 'out/bare.png')], { cwd })).toMatchObject({
      code: 65,
      stderr: expect.stringContaining('this picture contains no workflow') as string,
    })
  })

  test('is run as its embedded workflow', async () => {
    const cwd = await ran()
    expect(await runCliInProcess(['validate', join(cwd, 'out/jpeg.jpg')], { cwd })).toMatchObject({
      code: 0,
      stderr: '',
    })
    const again = await runCli(['run', 'out/webp.webp', '--out', 'again', '--json'], { cwd, env })
    expect(again.code).toBe(0)
    expect(await readdir(join(cwd, 'again'))).toEqual(['bare.png', 'jpeg.jpg', 'png.png', 'webp.webp'])
  })
})

describe('a file of ComfyUI', () => {
  test.each([
    ['what is run', JSON.stringify(prompt), 10],
    ['a canvas', JSON.stringify(graph), 9],
  ])('in the format of %s is reported, with its unknown nodes by name', async (_, text, nodes) => {
    const cwd = await makeFolder({ 'theirs.json': text })
    const inspected = await runCliInProcess(['inspect', join(cwd, 'theirs.json')], { cwd })
    expect(inspected).toMatchObject({ code: 0, stderr: '' })
    expect(inspected.stdout).toContain(`of ${nodes} nodes have an equal here`)
    const { code, stderr } = await runCliInProcess(['validate', join(cwd, 'theirs.json')], { cwd })
    expect(code).toBe(65)
    expect(stderr).toContain('the node type "comfyui/KSampler" is unknown')
  })

  test('opens from the texts of a picture too', async () => {
    const picture = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
    const cwd = await makeFolder({ 'theirs.png': withText(picture, `prompt\0${JSON.stringify(prompt)}`) })
    expect((await runCliInProcess(['inspect', join(cwd, 'theirs.png')], { cwd })).stdout).toContain(
      'a ComfyUI workflow "theirs"',
    )
  })
})

/** A PNG with one more text, as Python writes it. */
function withText(png: Buffer, text: string): Uint8Array {
  const body = Buffer.from(`tEXt${text}`, 'latin1')
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(body.length - 4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([png.subarray(0, 33), length, body, sum, png.subarray(33)])
}

describe('a hostile picture', () => {
  test('is refused in one sentence', async () => {
    const cwd = await makeFolder({ 'cut.png': Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR', 'latin1') })
    for (const command of ['inspect', 'validate', 'run'])
      expect(await runCli([command, 'cut.png'], { cwd })).toEqual({
        code: 65,
        stdout: '',
        stderr: 'cut.png: This picture is damaged: it ends in the middle.\n',
      })
  })
})

describe('a run as one file', () => {
  test('opens in another library as it was, and has no key in it', async () => {
    const cwd = await ran()
    const [run = ''] = (await runCli(['runs'], { cwd })).stdout.split(' ')
    const packed = await runCli(['export', run, '--to', 'quay.zip'], { cwd, env })
    expect(packed).toMatchObject({ code: 0, stdout: `${join(cwd, 'quay.zip')}\n` })
    expect(packed.stderr).toContain('Left out: a key (nodes[0].values.prompt)')
    // Never over an existing file.
    const again = await runCli(['export', run, '--to', 'quay.zip'], { cwd, env })
    expect(again.stdout).toBe(`${join(cwd, 'quay (2).zip')}\n`)

    const other = await makeFolder()
    await writeFile(join(other, 'quay.zip'), await readFile(join(cwd, 'quay.zip')))
    const imported = await runCli(['import', 'quay.zip'], { cwd: other })
    expect(imported).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Missing from the file: a key') as string,
    })
    expect(imported.stdout).toMatch(
      /^Imported Quay as run \S+ with 1 picture; workflow: Quay\.patchbay\.json\n$/,
    )
    expect((await runCli(['runs'], { cwd: other })).stdout).toContain('done         Quay')
    expect(await readFile(join(other, 'home/workflows/Quay.patchbay.json'), 'utf8')).not.toContain(canary)
    expect((await runCli(['jobs'], { cwd: other })).stdout).not.toContain('make')
  })

  test.each([
    [['export'], 64],
    [['export', 'nope'], 65],
    [['import', 'flow.json'], 66],
  ])('%j ends with %i', async (args, code) => {
    const cwd = await makeFolder({ 'flow.json': workflow })
    expect(await runCli(args, { cwd })).toMatchObject({ code })
  })
})
