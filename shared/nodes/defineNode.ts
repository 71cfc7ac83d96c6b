import type { Port, Ports } from '../ports/port.ts'
import type { Values } from '../ports/value.ts'
import type { PromptRequest, NodeContext, Services } from '../services.ts'

/** Outputs that a card compares, by their names: two pictures, and a mask of their difference. */
export interface Comparison {
  readonly left: string
  readonly right: string
  readonly difference: string
}

/** Outputs that a card shows over each other, by their names: a picture, and a mask on it. */
export interface Overlay {
  readonly picture: string
  readonly mask: string
}

/**
 * A node type, as data. `run` is given a value for each input that has one and returns a value for each output; a list
 * at an input for one value makes it run once per item.
 */
export interface NodeType {
  /** Stable identity in files, as in `local/join-text`. Never renamed. */
  readonly type: string
  /** What it does, as in `Inpaint`. */
  readonly title: string
  /** The model that does it, as in `Z-Image Turbo`; absent if there is none, or the title already names it. */
  readonly model?: string
  readonly category: string
  readonly keywords: readonly string[]
  readonly help: string
  /** What of the schema that it was made from could not be used, as sentences; absent if all was. */
  readonly notices?: readonly string[]
  readonly inputs: Ports
  readonly outputs: Ports
  /** Inputs with a control that the card shows in front, in place of those that `cardInputs` chooses. */
  readonly front?: readonly string[]
  /**
   * It is known only from the file that uses it: it is shown and checked, and no host runs it, because
   * the file's author has written what would be sent.
   */
  readonly carried?: true
  /** Where the node works: `remote` costs money, and counts against the engine's limit. */
  readonly where: 'local' | 'remote'
  /** Raised when the same inputs give other outputs than before, so that old results are no longer reused. */
  readonly version: number
  /** It has an effect outside (a file): it runs each time. */
  readonly effect: boolean
  /** It is only shown on the canvas and never runs. */
  readonly inert: boolean
  /**
   * It works on pixels or whole files, perhaps for seconds: a host runs it on another thread, with cloned inputs. Of the
   * services it has only `images` and `videos`, and of the context neither `update`, `spent` nor a signal: a cancel
   * ends the thread.
   */
  readonly heavy?: boolean
  /**
   * It finds the items of its lists by their places, so it does not run where one is missing: it would take another one,
   * and what follows would be paid for in vain. A function: only with such inputs.
   */
  readonly byPlace?: true | ((inputs: Values) => boolean)
  /**
   * Outputs that are an unchanged input, by its name: what is known about one before a run is known about the other.
   */
  readonly passes?: Readonly<Record<string, string>>
  /**
   * How many items its lists will have with these inputs, by output, if known before it runs. An input that is not
   * known yet has none of its own kinds: check before use.
   */
  readonly counts?: (inputs: Values) => Readonly<Record<string, number>>
  /** Its outputs if they follow immediately from its inputs alone: a forecast may use it. Throws as `run` would. */
  readonly makes?: (inputs: Values) => Values
  /** The outputs that its card compares; if absent, the card shows all. */
  readonly compares?: Comparison
  /** The outputs that its card shows over each other; if absent, side by side. */
  readonly overlays?: Overlay
  /**
   * What is wrong with these inputs taken together, or null. Values of cables are included only if they are known
   * before the run; a picture is given as the file names it.
   */
  readonly check?: (inputs: Values) => string | null
  /**
   * The user input that it needs with these inputs, or null if it can run: asked when all its sources are done, before
   * anything is looked up or spent. The answer is put into its input, and it is asked again.
   */
  readonly userPrompt?: (inputs: Values) => PromptRequest | null
  readonly run: (inputs: Values, context: NodeContext) => Values | Promise<Values>
  /**
   * Whether running it with these inputs returns a stored result at no charge. Asked if an earlier version of the node
   * left a result with fewer outputs than this one: if true it runs again, otherwise the earlier result is kept.
   */
  readonly stored?: (inputs: Values, services: Services) => boolean
}

type InputsOf<P extends Ports> = { readonly [K in keyof P]: P[K] extends Port<infer T> ? T : never }
type OutputsOf<P extends Ports> = { readonly [K in keyof P]: P[K] extends Port<infer T> ? T : never }

interface NodeFacts<I extends Ports, O extends Ports> {
  readonly type: string
  readonly title: string
  readonly category: string
  readonly keywords?: readonly string[]
  readonly help?: string
  readonly inputs: I
  readonly outputs: O
  readonly front?: readonly (keyof I & string)[]
  readonly version?: number
  readonly effect?: boolean
  readonly inert?: boolean
  readonly heavy?: boolean
  readonly byPlace?: true | ((inputs: Partial<InputsOf<I>>) => boolean)
  readonly passes?: Readonly<Record<string, keyof I & string>>
  readonly compares?: { readonly [K in keyof Comparison]: keyof O & string }
  readonly overlays?: { readonly [K in keyof Overlay]: keyof O & string }
  readonly check?: (inputs: Partial<InputsOf<I>>) => string | null
  readonly userPrompt?: (inputs: InputsOf<I>) => PromptRequest | null
  readonly counts?: (inputs: Partial<InputsOf<I>>) => { readonly [K in keyof O]?: number }
}

/** The work of a node: `makes` if all outputs follow immediately from its inputs alone, else `run`. */
type NodeWork<I extends Ports, O extends Ports> =
  | {
      readonly makes: (inputs: InputsOf<I>) => OutputsOf<O>
      readonly run?: never
    }
  | {
      readonly makes?: never
      readonly run: (inputs: InputsOf<I>, context: NodeContext) => OutputsOf<O> | Promise<OutputsOf<O>>
    }

export type NodeDefinition<I extends Ports, O extends Ports> = NodeFacts<I, O> & NodeWork<I, O>

/** A local node type from its declaration: one file under `nodes/local`, exported as default. */
export function defineNode<const I extends Ports, const O extends Ports>(
  definition: NodeDefinition<I, O>,
): NodeType {
  const { byPlace, check, userPrompt, counts, makes, run, ...words } = definition
  const work = makes ?? run
  return {
    keywords: [],
    help: '',
    version: 1,
    effect: false,
    inert: false,
    ...words,
    where: 'local',
    // The casts hold because the scheduler checks every input against its port before it calls.
    ...(byPlace && {
      byPlace: byPlace === true || ((inputs: Values) => byPlace(inputs as Partial<InputsOf<I>>)),
    }),
    ...(check && { check: (inputs: Values) => check(inputs as Partial<InputsOf<I>>) }),
    ...(userPrompt && { userPrompt: (inputs: Values) => userPrompt(inputs as InputsOf<I>) }),
    ...(counts && {
      counts: (inputs: Values) => counts(inputs as Partial<InputsOf<I>>) as Readonly<Record<string, number>>,
    }),
    ...(makes && { makes: (inputs: Values) => makes(inputs as InputsOf<I>) as Values }),
    run: (inputs, context) => work(inputs as InputsOf<I>, context) as Values | Promise<Values>,
  }
}
