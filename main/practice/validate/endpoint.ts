/** An endpoint of the practice engine, given by its starter. */
export interface PracticeEndpoint {
  /** Slash-separated, as in the address of a submit. */
  readonly modelId: string
  readonly title: string
  /** For example `Text to image`. */
  readonly category: string
  /**
   * The names of its outputs, such as `image`, `images`, `video`, `text`. Without them it makes a video if its category
   * says so (`Image to video`), and an image otherwise.
   */
  readonly outputs?: readonly string[]
  /** The published input schema: an object schema with `properties` and `required`. It need not be pure JSON Schema. */
  readonly input: unknown
  /** The same, as interpreted by the engine's starter; if absent, the engine reads `input` itself. */
  readonly fields?: PracticeFields
}

/** The rules for an input: no schema in it refers to another. */
export interface PracticeFields {
  /** By name: a plain JSON Schema; an empty one accepts anything. */
  readonly properties: Readonly<Record<string, unknown>>
  readonly required: readonly string[]
  /** The properties that name files, and which kind. */
  readonly media: Readonly<Record<string, 'image' | 'video' | 'audio'>>
  /** Other properties are accepted, too. */
  readonly open: boolean
}

/** What an endpoint makes: pictures are also drawn for one that makes neither. */
export const makesOf = (endpoint: PracticeEndpoint | undefined): 'image' | 'video' =>
  endpoint !== undefined && outputsOf(endpoint).some((name) => /^videos?$/.test(name)) ? 'video' : 'image'

/** The names of an endpoint's outputs. */
export const outputsOf = ({ outputs, category }: PracticeEndpoint): readonly string[] =>
  outputs ?? (/to[ -]video$/i.test(category) ? ['video'] : ['image', 'images'])
