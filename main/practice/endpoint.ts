/** An endpoint that the practice engine serves, as whoever starts it hands it over. */
export interface PracticeEndpoint {
  /** Slash-separated, as in the address of a submit. */
  readonly modelId: string
  readonly title: string
  /** For example `Text to image`. */
  readonly category: string
  /** The published input schema: an object schema with `properties` and `required`. It need not be pure JSON Schema. */
  readonly input: unknown
}
