import type { Port, Ports } from '../ports/port.ts'
import type { Values } from '../ports/value.ts'
import type { PromptRequest, NodeContext, Services } from '../services.ts'

/** Outputs that a card shows laid over each other, by their names: two pictures, and a mask of where they differ. */
export interface Comparison {
  readonly left: string
  readonly right: string
  readonly difference: string
}

/**
 * What a node type is, as data. `run` is given a value for each input that has one and answers with a value for each
 * output; a list at an input for one value makes it run once per item.
 */
export interface NodeType {
  /** Stable identity in files, as in `local/join-text`. Never renamed. */
  readonly type: string
  readonly title: string
  readonly category: string
  readonly keywords: readonly string[]
  readonly help: string
  /** What of the schema that it was made from could not be used, in words; absent where all was. */
  readonly notices?: readonly string[]
  readonly inputs: Ports
  readonly outputs: Ports
  /** Where the work is done: `remote` costs money, and counts against the engine's limit. */
  readonly where: 'local' | 'remote'
  /** Raised when the same inputs give other outputs than before, so that old results are not found again. */
  readonly version: number
  /** It leaves something outside (a file): it runs each time. */
  readonly effect: boolean
  /** It only stands on the canvas and never runs. */
  readonly inert: boolean
  /**
   * It works on pixels, for seconds it may be: a host runs it where nothing else waits, with what is cloned there. Of the
   * services it has `images` alone, and of the context no `update`, no `spent` and no signal: a cancel ends the thread.
   */
  readonly heavy?: boolean
  /** Outputs that are an input as it came, by its name: what is known of one before a run is known of the other. */
  readonly passes?: Readonly<Record<string, string>>
  /**
   * How many items its lists will have with these inputs, by output, as far as that is known before it runs. An input that
   * is not known yet is none of its own kind: look before use.
   */
  readonly counts?: (inputs: Values) => Readonly<Record<string, number>>
  /** What it makes, where that follows at once from its inputs alone: a forecast may look at it. Throws as `run` would. */
  readonly makes?: (inputs: Values) => Values
  /** What of its outputs its card compares; absent, the card shows all that there are. */
  readonly compares?: Comparison
  /**
   * What is wrong with these inputs taken together, in words, or null. What a cable will bring is in them only where it is
   * known before the run; a picture is there as the file names it.
   */
  readonly check?: (inputs: Values) => string | null
  /**
   * What it needs a person for, with these inputs, or null where it can run: asked when all that feeds it is there, before
   * anything is looked up or spent. The answer is put into its input, and it is asked again.
   */
  readonly userPrompt?: (inputs: Values) => PromptRequest | null
  readonly run: (inputs: Values, context: NodeContext) => Values | Promise<Values>
  /**
   * Whether running it with these inputs gives what is stored already, at no charge. Asked where an earlier version of the node
   * left a result that has fewer outputs than this one: then it is run again, and else the earlier result stands.
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
  readonly version?: number
  readonly effect?: boolean
  readonly inert?: boolean
  readonly heavy?: boolean
  readonly passes?: Readonly<Record<string, keyof I & string>>
  readonly compares?: { readonly [K in keyof Comparison]: keyof O & string }
  readonly check?: (inputs: Partial<InputsOf<I>>) => string | null
  readonly userPrompt?: (inputs: InputsOf<I>) => PromptRequest | null
  readonly counts?: (inputs: Partial<InputsOf<I>>) => { readonly [K in keyof O]?: number }
}

/** What a node does: `makes`, where all that it makes follows at once from its inputs alone, else `run`. */
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
  const { check, userPrompt: asks, counts, makes, run, ...words } = definition
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
    ...(check && { check: (inputs: Values) => check(inputs as Partial<InputsOf<I>>) }),
    ...(asks && { userPrompt: (inputs: Values) => asks(inputs as InputsOf<I>) }),
    ...(counts && {
      counts: (inputs: Values) => counts(inputs as Partial<InputsOf<I>>) as Readonly<Record<string, number>>,
    }),
    ...(makes && { makes: (inputs: Values) => makes(inputs as InputsOf<I>) as Values }),
    run: (inputs, context) => work(inputs as InputsOf<I>, context) as Values | Promise<Values>,
  }
}
