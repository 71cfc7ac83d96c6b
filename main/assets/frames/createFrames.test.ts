import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { FramePlace } from '#shared/media/frames.ts'
import type { Media } from '#shared/ports/value.ts'
import { testFolder } from '../../platform/testing/testFolder.ts'
import { createAssets } from '../assets.ts'
import { createImages } from '../images.ts'
import { probeMedia } from '../probeMedia.ts'
import type { FilmOptions } from '../testing/film.ts'
import { film } from '../testing/film.ts'
import { createWorkers } from '../workers/createWorkers.ts'
import { createFrames } from './createFrames.ts'
import { findFfmpeg } from './findFfmpeg.ts'

/** A red and a blue pixel beside each other. */
const PICTURE = 'P7\\nWIDTH 2\\nHEIGHT 1\\nDEPTH 4\\nMAXVAL 255\\nTUPLTYPE RGB_ALPHA\\nENDHDR\\n'
const PIXELS = '\\377\\000\\000\\377\\000\\000\\377\\377'

const workers = createWorkers({ threads: 1 })
afterAll(async () => workers.close())

/** A store, and a program in the place of FFmpeg that is this shell script. */
function openFrames(script = `printf '${PICTURE}${PIXELS}'`) {
  const home = testFolder()
  const assets = createAssets({
    home,
    workflowFolder: home,
    download: () => Promise.reject(new Error('no network')),
    probe: probeMedia,
  })
  const images = createImages(assets, home)
  const program = join(home, 'ffmpeg')
  writeFileSync(program, `#!/bin/sh\nhere=$(dirname "$0")\nprintf '%s\\n' "$@" > "$here/args"\n${script}\n`)
  chmodSync(program, 0o755)
  const machine = { platform: process.platform, env: { PATCHBAY_FFMPEG: program } }
  const frames = createFrames({ assets, images, workers, machine })
  const put = async (bytes: Uint8Array): Promise<Media> =>
    assets.put(bytes, 'video', { from: 'file', name: 'a' })
  return {
    home,
    images,
    assets,
    put,
    make: async (options?: FilmOptions) => put(await film(options)),
    frame: async (video: Media, place: FramePlace, signal = new AbortController().signal) =>
      frames.frame(video, place, { type: 'local/video-frame', signal }),
    args: (): readonly string[] => readFileSync(join(home, 'args'), 'utf8').trim().split('\n'),
    drafts: () =>
      readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.draft')),
  }
}

describe.skipIf(process.platform === 'win32')('with a script in the place of FFmpeg', () => {
  test('a frame is what the program writes, as a picture of our own codec', async () => {
    const { make, frame, images, drafts } = openFrames()
    const made = await frame(await make(), 'last')
    expect(made).toMatchObject({ media: 'image', mime: 'image/png', width: 2, height: 1 })
    expect([...(await images.read(made, 4)).data]).toEqual([255, 0, 0, 255, 0, 0, 255, 255])
    expect(drafts()).toEqual([])
  })

  test('the program gets one file, may open no other and no address, and guesses no format', async () => {
    const { make, frame, args } = openFrames()
    await frame(await make({ format: 'webm' }), 'first')
    const all = args()
    const at = all.indexOf('-i')
    expect(all.slice(0, at).join(' ')).toBe(
      '-nostdin -hide_banner -loglevel error -protocol_whitelist file -f matroska',
    )
    expect(all[at + 1]).toMatch(/^file:\/.*\.draft$/)
    expect(all.filter((one) => one === '-i')).toHaveLength(1)
  })

  test.each<[FramePlace, FilmOptions, number]>([
    // From the key frame before it: 100 frames at 25 a second, with a key frame in each second.
    ['first', {}, 0],
    ['last', {}, 24],
    [2, {}, 0],
    [1.99, {}, 24],
    [2.5, {}, 12],
    // 49 frames, of which the last one of three is stored before the others.
    ['last', { frames: 49, keys: 24, isReordered: true }, 0],
    [1.2, { frames: 49, keys: 24, isReordered: true }, 6],
  ])('the frame at %s of a film of %o is number %d of what is decoded', async (place, options, index) => {
    const { make, frame, args } = openFrames('')
    const video = await make({ frames: 100, ...options })
    // This program writes nothing.
    await expect(frame(video, place)).rejects.toMatchObject({ code: 'file.unreadable' })
    const filter = args()[args().indexOf('-vf') + 1]
    expect(filter).toMatch(new RegExp(`^select=eq\\(n\\\\,${index}\\),`))
  })

  test('a film of one key frame is decoded from there, not from its start', async () => {
    const { make, frame, home } = openFrames(
      'for one in "$@"; do case "$one" in file:*) cp "${one#file:}" "$here/clip";; esac; done',
    )
    await expect(frame(await make({ frames: 100, bytes: 10_000 }), 3.1)).rejects.toMatchObject({
      code: 'file.unreadable',
    })
    const measures = await probeMedia(join(home, 'clip'), 'video')
    expect(measures.duration).toBeCloseTo(0.12, 2)
  })

  test('a time after the end is refused in words', async () => {
    const { make, frame } = openFrames()
    await expect(frame(await make(), 9)).rejects.toMatchObject({
      code: 'input.invalid',
      message: 'The video has 2 s: there is no frame at 9 s.',
    })
  })

  test('what the program says about its failure is in the cause, and no draft stays', async () => {
    const { make, frame, drafts } = openFrames('echo "Decoder not found" >&2; exit 1')
    await expect(frame(await make(), 'last')).rejects.toMatchObject({
      code: 'file.unreadable',
      message: 'FFmpeg cannot decode this video: it is damaged, or its codec is not in this FFmpeg.',
      cause: { message: 'Decoder not found' },
    })
    expect(drafts()).toEqual([])
  })

  test('a film that takes too long to read says so', async () => {
    const { make, assets, images, home } = openFrames()
    const late = createFrames({
      assets,
      images,
      workers: { run: () => Promise.reject(new DOMException('late', 'TimeoutError')) },
      machine: { platform: process.platform, env: { PATCHBAY_FFMPEG: join(home, 'ffmpeg') } },
    })
    const { signal } = new AbortController()
    await expect(
      late.frame(await make(), 'last', { type: 'local/video-frame', signal }),
    ).rejects.toMatchObject({ code: 'node.failed', message: 'The frame was not decoded within 120 s.' })
  })

  test('a draft is where a clean-up finds it', async () => {
    const { make, frame, args, home } = openFrames()
    await frame(await make(), 'last')
    const [path = ''] = args().flatMap((one) => (one.startsWith('file:') ? [one.slice(5)] : []))
    expect(relative(home, path)).toMatch(/^assets\/[0-9a-f]{2}\/\.[0-9a-f-]{36}\.draft$/)
  })

  test('a program that does not stop writing is ended', async () => {
    const { make, frame } = openFrames('exec cat /dev/zero')
    await expect(frame(await make(), 'last')).rejects.toMatchObject({
      cause: { message: 'It wrote more than it may.' },
    })
  })

  test('a cancel ends the program and waits until it is gone', async () => {
    const { make, frame, home, drafts } = openFrames(
      'echo $$ > "$here/pid.new"; mv "$here/pid.new" "$here/pid"; exec sleep 1000',
    )
    const controller = new AbortController()
    const made = frame(await make(), 'last', controller.signal)
    const outcome = made.catch((thrown: unknown) => thrown)
    await expect.poll(() => existsSync(join(home, 'pid'))).toBe(true)
    controller.abort(new Error('Stop'))
    expect(await outcome).toEqual(new Error('Stop'))
    const pid = Number(readFileSync(join(home, 'pid'), 'utf8'))
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
    expect(drafts()).toEqual([])
  })
})

const found = await findFfmpeg({ platform: process.platform, env: process.env }).catch(() => null)

test.skipIf(found === null)('the FFmpeg of this machine decodes frames of VP9', async () => {
  const { assets, images, put } = openFrames()
  const frames = createFrames({ assets, images, workers })
  const tram = await put(
    new Uint8Array(readFileSync(new URL('../../../tests/browser/media/tram.webm', import.meta.url))),
  )
  const bright = async (place: FramePlace): Promise<number> => {
    const made = await frames.frame(tram, place, { type: 'x', signal: new AbortController().signal })
    expect(made).toMatchObject({ width: 256, height: 144 })
    return Math.max(...(await images.read(made, 1)).data)
  }
  // It is black until 0.6 s.
  expect(await bright('first')).toBeLessThan(40)
  expect(await bright(0.5)).toBeLessThan(40)
  expect(await bright(0.65)).toBeGreaterThan(150)
  expect(await bright('last')).toBeGreaterThan(150)
})
