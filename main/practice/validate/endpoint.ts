/** An endpoint that the practice engine serves, as whoever starts it hands it over. */
export interface PracticeEndpoint {
  /** Slash-separated, as in the address of a submit. */
  readonly modelId: string
  readonly title: string
  /** For example `Text to image`. */
  readonly category: string
  /** The published input schema: an object schema with `properties` and `required`. It need not be pure JSON Schema. */
  readonly input: unknown
  /** The same as whoever starts the engine has read it; absent, the engine reads `input` for itself. */
  readonly fields?: PracticeFields
}

/** What an input has to be: no schema in it refers to another. */
export interface PracticeFields {
  /** By name: a plain JSON Schema; an empty one takes anything. */
  readonly properties: Readonly<Record<string, unknown>>
  readonly required: readonly string[]
  /** The properties that name files, and which. */
  readonly media: Readonly<Record<string, 'image' | 'video' | 'audio'>>
  /** Other properties are taken, too. */
  readonly open: boolean
}
