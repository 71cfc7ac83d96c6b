import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '#shared/errors.ts'
import type { Frames } from '#shared/media/frames.ts'
import type { Images } from '#shared/services.ts'
import { maximumPixels } from '#shared/services.ts'
import type { AssetStore } from '../assets.ts'
import { checkBytes } from '../checkBytes.ts'
import { checkPixels } from '../probePicture.ts'
import { whateverOfFile } from '../../platform/fileError.ts'
import type { Workers } from '../workers/createWorkers.ts'
import type { FrameClip } from './cutToFrame.ts'
import type { Machine } from './findFfmpeg.ts'
import { findFfmpeg } from './findFfmpeg.ts'
import { readPam } from './readPam.ts'
import { runProgram } from './runProgram.ts'

export interface FramesOptions {
  readonly assets: Pick<AssetStore, 'pathOf' | 'stream'>
  readonly images: Pick<Images, 'write'>
  readonly workers: Pick<Workers, 'run'>
  readonly machine?: Machine
}

/** How long a frame may take, in milliseconds: minutes of film may be before it. */
const MAX_TIME = 120_000
const MAX_BYTES = maximumPixels * 4 + 1000

/**
 * Frames by the FFmpeg of this machine: an optional part, because a codec that is in the product would be large, or not
 * free. It gets a short film that our own code has written, and returns pixels, which our own codec encodes: the same
 * frame gives the same bytes.
 */
export const createFrames = ({ assets, images, workers, machine = process }: FramesOptions): Frames => ({
  async frame(video, place, { type, signal }) {
    const ffmpeg = await findFfmpeg(machine)
    const { width = 0, height = 0 } = video
    checkPixels({ width, height }, 'A frame of the video')
    const either = AbortSignal.any([signal, AbortSignal.timeout(MAX_TIME)])
    const path = assets.pathOf(video)
    // The folder of all assets, where a clean-up finds what a thread that was ended has left.
    const task = { folder: dirname(dirname(path)), video, place }
    let clip: FrameClip | null = null
    try {
      await checkBytes(assets, video)
      // The cast: it is what the task returns.
      clip = (await workers.run(
        { kind: 'task', name: 'cutToFrame', args: [path, task] },
        { signal: either },
      )) as FrameClip
      const limits = { maxBytes: MAX_BYTES, signal: either }
      const pixels = readPam(await runProgram(ffmpeg, argsFor(clip), limits))
      return await images.write(pixels, 'image', { from: 'node', type })
    } catch (thrown) {
      signal.throwIfAborted()
      throw thrown instanceof AppError ? thrown : undecoded(thrown)
    } finally {
      if (clip !== null) await rm(clip.path, { force: true }).catch(whateverOfFile(undefined))
    }
  },
})

/** The demuxer by the container, so that none is guessed: some of them open other files. */
const demuxers: Readonly<Record<string, string>> = {
  MP4: 'mov',
  'QuickTime File Format': 'mov',
  WebM: 'matroska',
}

/** Square pixels, upright, converted in the same way by each machine. */
const conversion = 'scale=iw*sar:ih:flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact'

function argsFor({ path, index, format }: FrameClip): readonly string[] {
  const quiet = ['-nostdin', '-hide_banner', '-loglevel', 'error']
  const input = ['-protocol_whitelist', 'file', '-f', demuxers[format] ?? 'mov', '-i', `file:${path}`]
  const one = ['-map', '0:v:0', '-vf', `select=eq(n\\,${index}),${conversion}`, '-frames:v', '1']
  const output = ['-c:v', 'pam', '-pix_fmt', 'rgba', '-f', 'image2pipe', '-protocol_whitelist', 'pipe']
  return [...quiet, ...input, ...one, ...output, 'pipe:1']
}

function undecoded(thrown: unknown): AppError {
  const isLate = thrown instanceof DOMException && thrown.name === 'TimeoutError'
  return new AppError(
    isLate ? 'node.failed' : 'file.unreadable',
    isLate
      ? `The frame was not decoded within ${MAX_TIME / 1000} s.`
      : 'FFmpeg cannot decode this video: it is damaged, or its codec is not in this FFmpeg.',
    { cause: thrown },
  )
}
