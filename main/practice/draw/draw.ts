import { controlWeight, followControl } from './control.ts'
import type { FileFormat } from './encode.ts'
import { encodePicture } from './encode.ts'
import { filmSize, shootFilm } from './film.ts'
import { finish } from './finish.ts'
import type { Box } from './inpaint.ts'
import { harmonise, maskBox, pasteInto, readMask, softenMask } from './inpaint.ts'
import { paintThing } from './insert.ts'
import { tint } from './lora.ts'
import type { DrawOrder, Technique } from './order.ts'
import type { Subject } from './paint.ts'
import { paintSubject, readSubject } from './paint.ts'
import type { Pixels, Size } from './pixels.ts'
import { blend, coverPixels, decodePicture, MAX_PIXELS, renderSvg, stretchPixels } from './pixels.ts'
import { createRandom } from './random.ts'
import { repaint } from './strokes.ts'

/** A finished file: a picture, or a film. */
export interface Drawn extends Size {
  readonly bytes: Buffer
  readonly format: FileFormat
}

/** An input picture as a file, and a remark about it for the metadata, if any. */
export interface Opened {
  readonly bytes: Uint8Array
  readonly remark: string | null
}

/** The source of the pictures that an order names. */
export type OpenPicture = (reference: string, role: 'image' | 'mask') => Promise<Opened>

/**
 * Draws one of the outputs of an order: the same bytes for the same order and inputs. Rejects when an input picture
 * cannot be opened or decoded, or the size is beyond 32 megapixels.
 */
export async function draw(order: DrawOrder, index: number, open: OpenPicture): Promise<Drawn> {
  const subject: Subject = { ...order.subject, index }
  const remarks: string[] = []
  const opened: OpenPicture = async (reference, role) => {
    const found = await open(reference, role)
    if (found.remark !== null) remarks.push(found.remark)
    return found
  }
  const { film, format } = order
  if (film !== null) {
    const scene = await drawScene(order, subject, opened)
    return { ...(await shootFilm(scene, film, strokeRandom(subject))), format: 'webm' }
  }
  const drawn = await techniques[order.technique.kind](order, subject, opened)
  const bytes = await encodePicture(drawn, format, order.technique.kind === 'inpaint', [...new Set(remarks)])
  return { bytes, format, width: drawn.width, height: drawn.height }
}

type Painter = (order: DrawOrder, subject: Subject, open: OpenPicture) => Promise<Pixels>

const squareSize: Size = { width: 1024, height: 1024 }
const wideSize: Size = { width: 1024, height: 576 }

const paintText: Painter = async (order, subject) =>
  finish(tint(await paintScene(subject, order.size ?? squareSize), order.loras))

const paintImage: Painter = async (order, subject, open) => {
  const { image, strength } = only(order.technique, 'image')
  const source = await openSized(image, order.size, open)
  if (strength <= 0) return source
  const painting = finish(tint(await repaintAs(subject, source), order.loras), 3.2, 0)
  return blend(source, painting, () => strength)
}

const paintControl: Painter = async (order, subject, open) => {
  const { image, preprocess, scale, start, end } = only(order.technique, 'control')
  const source = await openSized(image, order.size, open)
  const scene = await paintScene(subject, source)
  const guided = {
    scene,
    source,
    ...readSubject(subject),
    random: strokeRandom(subject),
    detail: subject.detail,
  }
  const followed = await followControl(guided, preprocess, controlWeight(scale, start, end))
  return finish(tint(followed, order.loras))
}

const paintInside: Painter = async (order, subject, open) => {
  const { image, mask, strength, controlScale } = only(order.technique, 'inpaint')
  const picture = await decode(image, 'image', open)
  const stretched = await stretchPixels(await decode(mask, 'mask', open), picture)
  const size = order.size ?? picture
  const source = await coverPixels(picture, size)
  const opening = readMask(await coverPixels(stretched, size))
  const box = maskBox(opening, source.width)
  if (box === null || strength <= 0) return source
  const shares = await softenMask(opening, source, box)
  const thing = await paintThing(subject, source, box)
  const patch = finish(tint(thing ?? (await paintPatch(subject, box)), order.loras), 3.2, 0)
  const fitted = thing === null ? harmonise(patch, box, source, opening, controlScale * 0.3) : patch
  return blend(source, pasteInto(fitted, box, source), (at) => (shares[at] ?? 0) * strength)
}

/** What a film shows: its input picture as it is, or a painting. */
const drawScene: Painter = async (order, subject, open) => {
  const { technique } = order
  if (technique.kind === 'image') return openSized(technique.image, order.size, open)
  const { width, height } = filmSize(order.size ?? wideSize)
  return techniques[technique.kind](
    { ...order, size: { width: width * 2, height: height * 2 } },
    subject,
    open,
  )
}

/** Larger, as upscalers do: the same picture with more pixels. */
const paintLarger: Painter = async (order, _subject, open) => {
  const { image, factor } = only(order.technique, 'upscale')
  const source = await decode(image, 'image', open)
  const most = Math.sqrt(MAX_PIXELS / (source.width * source.height))
  const scale = Math.min(factor, most)
  const grown = (pixels: number): number => Math.max(1, Math.floor(pixels * scale))
  return coverPixels(source, { width: grown(source.width), height: grown(source.height) })
}

const techniques: { readonly [kind in Technique['kind']]: Painter } = {
  text: paintText,
  image: paintImage,
  control: paintControl,
  inpaint: paintInside,
  upscale: paintLarger,
}

async function paintScene(subject: Subject, size: Size): Promise<Pixels> {
  if (size.width * size.height > MAX_PIXELS)
    throw new Error(`${size.width} × ${size.height} is more than 32 megapixels`)
  return renderSvg(paintSubject(subject, size))
}

/** The scene for an opening. A narrow opening shows the middle of a wider scene, since a scene needs room to stand in. */
async function paintPatch(subject: Subject, box: Box): Promise<Pixels> {
  const width = Math.max(box.width, Math.ceil(box.height / 2.2), 64)
  const height = Math.max(box.height, Math.ceil(box.width / 2.2), 64)
  return coverPixels(await paintScene(subject, { width, height }), box)
}

const repaintAs = (subject: Subject, source: Pixels): Promise<Pixels> => {
  const { mood, palette } = readSubject(subject)
  return repaint(source, mood, palette, strokeRandom(subject), subject.detail)
}

const strokeRandom = (subject: Subject) =>
  createRandom(`${subject.prompt}|${subject.seed}|${subject.index}|${subject.expanded}|strokes`)

async function openSized(reference: string, size: Size | null, open: OpenPicture): Promise<Pixels> {
  const source = await decode(reference, 'image', open)
  return size === null ? source : coverPixels(source, size)
}

async function decode(reference: string, role: 'image' | 'mask', open: OpenPicture): Promise<Pixels> {
  const { bytes } = await open(reference, role)
  return decodePicture(bytes).catch((reason: unknown) => {
    throw new Error(
      `the ${role} cannot be decoded: ${reason instanceof Error ? reason.message : String(reason)}`,
      { cause: reason },
    )
  })
}

function only<Kind extends Technique['kind']>(
  technique: Technique,
  kind: Kind,
): Extract<Technique, { kind: Kind }> {
  if (technique.kind !== kind) throw new Error(`a painter for ${kind} was handed ${technique.kind}`)
  // Checked on the line above; TypeScript does not narrow a union by a generic tag.
  return technique as Extract<Technique, { kind: Kind }>
}
