import { readMood, readWords } from './mood.ts'
import type { Mood } from './mood.ts'
import { createPalette } from './palette.ts'
import type { Palette } from './palette.ts'
import { accent, requested } from './elements/accents.ts'
import { createRandom } from './random.ts'
import { abstract } from './scenes/abstract.ts'
import { city } from './scenes/city.ts'
import { desert } from './scenes/desert.ts'
import { flowers } from './scenes/flowers.ts'
import { forest } from './scenes/forest.ts'
import { hills } from './scenes/hills.ts'
import { interior } from './scenes/interior.ts'
import { mountains } from './scenes/mountains.ts'
import { portrait } from './scenes/portrait.ts'
import { sea } from './scenes/sea.ts'
import { space } from './scenes/space.ts'
import { stillLife } from './scenes/stillLife.ts'
import type { Scene, DrawContext } from './context.ts'
import { createDrawContext } from './context.ts'
import { picture } from './svg.ts'
import type { Motif } from './words.ts'

/** What decides a painting, apart from its size. */
export interface Subject {
  readonly prompt: string
  readonly seed: number
  /** Which of the pictures of one request, from 0. */
  readonly index: number
  /** How much is drawn, about 0.6–1.4. */
  readonly detail: number
  /** Whether the prompt was to be expanded: the same picture, with other small things in it. */
  readonly expanded: boolean
}

const scenes: { readonly [motif in Motif]: Scene } = {
  abstract,
  city,
  desert,
  flowers,
  forest,
  hills,
  interior,
  mountains,
  portrait,
  sea,
  space,
  stillLife,
}

const indoors: readonly Motif[] = ['portrait', 'interior', 'stillLife', 'abstract', 'space']

/** The mood and the colours of a subject, for painters that need no scene. */
export function readSubject(subject: Subject): { readonly mood: Mood; readonly palette: Palette } {
  const random = streamOf(subject)
  const mood = readMood(subject.prompt, random.fork('mood'))
  return { mood, palette: createPalette(mood, random.fork('palette')) }
}

/** A painting as SVG, the same text for the same subject and size. */
export function paintSubject(
  subject: Subject,
  size: { readonly width: number; readonly height: number },
): string {
  const { mood, palette } = readSubject(subject)
  const context = createDrawContext(size, subject.detail, mood, palette, streamOf(subject).fork('scene'))
  return picture(size.width, size.height, scenes[mood.motif](context) + overhead(context, subject))
}

const streamOf = (subject: Subject) =>
  createRandom(`${readWords(subject.prompt).join(' ')}|${subject.seed}|${subject.index}`)

/** What flies or falls before the scene. */
function overhead(context: DrawContext, subject: Subject): string {
  const random = context.random.fork(subject.expanded ? 'overhead, expanded' : 'overhead')
  const { width, height, unit, mood } = context
  const outdoors = !indoors.includes(mood.motif)
  const high = (share: number) => [width * random.between(0.2, 0.75), height * share] as const
  const flying = requested(context, ['balloon', 'birds']).map((name) =>
    accent(name, context, high(random.between(0.16, 0.34)), unit * (name === 'balloon' ? 20 : 16)),
  )
  const strays =
    outdoors &&
    mood.motif !== 'forest' &&
    mood.hour !== 'night' &&
    (subject.expanded || random.chance(0.4)) &&
    !mood.accents.includes('birds')
  const weather =
    outdoors || mood.motif === 'portrait'
      ? requested(context, ['rain', 'snow']).map((name) => accent(name, context, [0, 0], 0))
      : []
  return [
    ...flying,
    strays ? accent('birds', context, high(random.between(0.14, 0.3)), unit * random.between(8, 15)) : '',
    ...weather,
  ].join('')
}
