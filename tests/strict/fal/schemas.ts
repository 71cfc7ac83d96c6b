/** A published input schema, in JSON Schema. */
export interface InputSchema {
  readonly type: 'object'
  readonly required: readonly string[]
  readonly properties: Readonly<Record<string, object>>
  readonly additionalProperties: false
}

/** An endpoint as fal documents it. */
export interface Documented {
  readonly category: string
  /** What its outputs are, and under which name. */
  readonly output: 'images' | 'image' | 'video'
  readonly input: InputSchema
  /** What a unit of its price is. */
  readonly unit: 'images' | 'megapixels' | 'seconds'
}

export type Schemas = ReadonlyMap<string, Documented>
