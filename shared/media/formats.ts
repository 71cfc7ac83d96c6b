/** A format of files that is recognized by its first bytes. */
interface FormatFacts {
  /** The extension of its files; the first one is given to files that are stored. */
  readonly endings: readonly [string, ...string[]]
  /** The one of its stored files that contain only sound, if it can contain pictures as well. */
  readonly soundEnding?: string
  /** Whether a file begins like one of this format. `text` is its head as Latin-1, `bytes` the same as bytes. */
  readonly isAt: (text: string, bytes: Uint8Array) => boolean
}

/** How many of a file's first bytes identify it. */
export const HEAD_BYTES = 64

/**
 * Every stored format. SVG is not one of them: it can contain programs, and is only stored as bytes, like unknown
 * formats. OBJ and STL are not either: nothing at their start identifies them.
 */
const table = {
  png: { endings: ['png'], isAt: (text) => text.startsWith('\x89PNG\r\n\x1a\n') },
  jpeg: { endings: ['jpg', 'jpeg'], isAt: (text) => text.startsWith('\xff\xd8\xff') },
  webp: { endings: ['webp'], isAt: (text) => /^RIFF[^]{4}WEBP/.test(text) },
  avif: { endings: ['avif'], isAt: (text) => brandsOf(text).some((brand) => /^avi[fs]$/.test(brand)) },
  gif: { endings: ['gif'], isAt: (text) => /^GIF8[79]a/.test(text) },
  mp4: { endings: ['mp4', 'm4v', 'm4a'], soundEnding: 'm4a', isAt: (text) => isFilm(brandsOf(text)) },
  mov: { endings: ['mov'], isAt: (text) => brandsOf(text)[0] === 'qt  ' },
  webm: {
    endings: ['webm', 'weba'],
    soundEnding: 'weba',
    isAt: (text) => text.startsWith('\x1aE\xdf\xa3') && text.includes('webm'),
  },
  ogg: { endings: ['ogg', 'ogv', 'oga'], soundEnding: 'oga', isAt: (text) => text.startsWith('OggS') },
  mp3: { endings: ['mp3'], isAt: (text, bytes) => text.startsWith('ID3') || isMp3Frame(bytes) },
  wav: { endings: ['wav'], isAt: (text) => /^RIFF[^]{4}WAVE/.test(text) },
  flac: { endings: ['flac'], isAt: (text) => text.startsWith('fLaC') },
  glb: { endings: ['glb'], isAt: (text) => text.startsWith('glTF\x02\0\0\0') },
  // Its JSON begins with `asset` as exporters write it; any other JSON is not known to be a model.
  gltf: { endings: ['gltf'], isAt: (text) => /^(\xef\xbb\xbf)?\s*\{\s*"asset"\s*:\s*\{/.test(text) },
  // A ZIP archive whose first file is a scene, as the format demands.
  usdz: {
    endings: ['usdz'],
    isAt: (text) => text.startsWith('PK\x03\x04') && /\.usd[ac]?/.test(text.slice(30)),
  },
  fbx: { endings: ['fbx'], isAt: (text) => text.startsWith('Kaydara FBX Binary  \0') },
  ply: { endings: ['ply'], isAt: (text) => /^ply\r?\nformat /.test(text) },
  // Whatever its original type, here it is bytes, which no browser and no system opens by itself.
  bin: { endings: ['bin'], isAt: () => false },
} as const satisfies Readonly<Record<string, FormatFacts>>

export type MediaFormat = keyof typeof table

// The cast restores the keys, which `Object.entries` gives as texts.
const formats = Object.entries(table) as readonly [MediaFormat, FormatFacts][]

/** The extension of a format's stored files; of those with only sound, if `isSound`. */
export function endingOf(format: MediaFormat, isSound = false): string {
  const { endings, soundEnding = endings[0] }: FormatFacts = table[format]
  return isSound ? soundEnding : endings[0]
}

/** The extensions of stored files, each once. */
export const endings: readonly string[] = formats.flatMap(([format]) => [
  ...new Set([endingOf(format), endingOf(format, true)]),
])

/** Whether a file with this extension, in any case, contains only sound by its name, although its format could more. */
export const isSoundEnding = (ending: string): boolean =>
  formats.some(([, { soundEnding }]) => soundEnding === ending.toLowerCase())

/** The format of files with this extension, in any case; undefined if none has it. */
export const formatOfEnding = (ending: string): MediaFormat | undefined =>
  formats.find(([, facts]) => facts.endings.includes(ending.toLowerCase()))?.[0]

/** The format by the first bytes, whatever the file's name or the server's type; null for all others. */
export function sniffFormat(bytes: Uint8Array): MediaFormat | null {
  const head = bytes.subarray(0, HEAD_BYTES)
  const text = String.fromCharCode(...head)
  return formats.find(([, { isAt }]) => isAt(text, head))?.[0] ?? null
}

/** Formats built of ISO boxes name themselves by brands: a main one, and those that they are compatible with. */
function brandsOf(text: string): readonly string[] {
  if (text.slice(4, 8) !== 'ftyp') return []
  const length = text.charCodeAt(2) * 256 + text.charCodeAt(3)
  return text.slice(8, Math.min(length, HEAD_BYTES)).match(/[^]{4}/g) ?? ['']
}

/** The main brand decides; HEIC pictures are boxes too. */
const isFilm = ([main]: readonly string[]): boolean =>
  main !== undefined && main !== 'qt  ' && !/^(hei|hev|mif1|msf1)/.test(main)

/** Eleven set bits, an existing layer, and valid bit and sampling rates. */
function isMp3Frame([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  const layered = first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) !== 0
  return layered && (third & 0xf0) !== 0xf0 && (third & 0x0c) !== 0x0c
}
