import { checkCompatibility } from '../ports/compatibility.ts'
import type { Port, Ports } from '../ports/port.ts'

/**
 * Names that endpoints give to the same input, without separators and a closing `url` or `urls`. A name of one line
 * matches every other name of that line.
 */
const synonyms: readonly (readonly string[])[] = [
  ['prompt', 'text', 'textprompt', 'positiveprompt', 'description'],
  ['negativeprompt', 'negative'],
  [
    'image',
    'images',
    'inputimage',
    'inputimages',
    'initimage',
    'startimage',
    'firstframe',
    'firstframeimage',
  ],
  ['endimage', 'lastframe', 'lastframeimage', 'tailimage'],
  ['mask', 'maskimage', 'inputmask'],
  ['controlimage', 'controlnetimage', 'controlnetconditioningimage'],
  ['video', 'inputvideo', 'videoinput'],
  ['audio', 'inputaudio', 'audioinput'],
  ['seed', 'randomseed', 'noiseseed'],
  ['numinferencesteps', 'inferencesteps', 'steps', 'numsteps'],
  ['guidancescale', 'guidance', 'cfg', 'cfgscale'],
  ['strength', 'denoise', 'denoisingstrength', 'imagestrength', 'promptstrength'],
  ['numimages', 'numoutputs', 'numberofimages', 'imagecount', 'batchsize', 'n'],
  ['imagesize', 'size'],
  ['aspectratio', 'ratio'],
  ['outputformat', 'format', 'imageformat'],
  ['duration', 'seconds', 'durationseconds', 'videolength'],
  ['fps', 'framespersecond', 'framerate'],
  ['loras', 'lora'],
  ['upscalefactor', 'scale', 'upscale', 'scalefactor'],
  ['enablesafetychecker', 'safetychecker'],
]

const lineOf = new Map(synonyms.flatMap((names, line) => names.map((name) => [name, line] as const)))

function bare(name: string): string {
  const bareName = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  if (bareName.endsWith('urls')) return bareName.slice(0, -'urls'.length)
  return bareName.endsWith('url') ? bareName.slice(0, -'url'.length) : bareName
}

const isSynonym = (one: string, other: string): boolean => {
  const [a, b] = [bare(one), bare(other)]
  return a === b || (lineOf.has(a) && lineOf.get(a) === lineOf.get(b))
}

const media: ReadonlySet<string> = new Set(['image', 'mask', 'video', 'audio', 'model3d', 'file'])

/** A number may be the choice of a text, and a text a number: whether a value is one is seen by the value. */
const plain: ReadonlySet<string> = new Set(['text', 'number', 'integer'])

/** Whether what one port has can be at the other: by its kind, as a list or not. */
const canHave = (one: Port, other: Port): boolean =>
  checkCompatibility(one.type, other.type).ok || (plain.has(one.type.kind) && plain.has(other.type.kind))

/**
 * Which port of `to` has the part of each port of `from`: the one of the same name, else one that endpoints are known to
 * name so, else, for media, the only one of that kind on each side. Ports without a counterpart are absent; no port is
 * the counterpart of two.
 */
export function matchPorts(from: Ports, to: Ports): ReadonlyMap<string, string> {
  const matches = new Map<string, string>()
  const taken = new Set<string>()
  const match = (name: string, other: string | undefined): void => {
    if (other === undefined) return
    matches.set(name, other)
    taken.add(other)
  }
  const open = (ports: Ports, done: { has(name: string): boolean }): readonly [string, Port][] =>
    Object.entries(ports).filter(([name]) => !done.has(name))

  for (const [name, port] of open(from, matches)) {
    const same = Object.hasOwn(to, name) ? to[name] : undefined
    if (same !== undefined && canHave(port, same)) match(name, name)
  }
  for (const [name, port] of open(from, matches))
    match(name, open(to, taken).find(([other, one]) => isSynonym(name, other) && canHave(port, one))?.[0])
  for (const kind of media) {
    const ofKind = ([, port]: readonly [string, Port]): boolean => port.type.kind === kind
    const [one, ...others] = open(from, matches).filter(ofKind)
    const [other, ...rest] = open(to, taken).filter(ofKind)
    if (one !== undefined && others.length === 0 && rest.length === 0) match(one[0], other?.[0])
  }
  return matches
}
