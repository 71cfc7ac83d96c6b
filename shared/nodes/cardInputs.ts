import type { Port } from '../ports/port.ts'
import { isMediaKind } from '../ports/value.ts'
import type { NodeType } from './defineNode.ts'

/** How a card orders the inputs of a node type. */
export interface CardInputs {
  /** The text that says what to make: it comes first, and needs no label. */
  readonly prompt: string | null
  /** Inputs for what comes from other nodes: always shown. */
  readonly data: ReadonlySet<string>
  /** Inputs with a control that are always shown. The others fold into *Settings*. */
  readonly front: ReadonlySet<string>
}

type Named = readonly [name: string, port: Port]

/** Whether an input is usually set on the card itself; a cable into it is the exception. */
export const hasWidget = ({ type, control }: Port): boolean =>
  control.kind !== 'none' && control.kind !== 'picture' && !(type.list && control.kind === 'json')

const isSeed = ([, port]: Named): boolean => port.control.kind === 'seed'
const isText = ([, { control }]: Named): boolean => control.kind === 'text' && control.multiline

/** Inputs of models that people change most, the most first. */
const CHANGED: readonly RegExp[] = [
  /(^|_)(strength|denoise|denoising|creativity)/,
  /^(upscale|upscaling|scale)_?factor$/,
  /^(duration|seconds|num_seconds|video_length)/,
  /^loras?$/,
  /^(voice|style|preprocess|mode)(_|$)/,
  /^(control_scale|resemblance|guidance_strength)/,
  /^num_(images|outputs|samples)$/,
]

/** Inputs of models that are set once, if at all. */
const SET_ONCE =
  /size|aspect|ratio|resolution|^width$|^height$|steps|format|quality|guidance|cfg|safety|nsfw|sync|accelerat|expansion|expand|negative|scheduler|sampler|fps|frames|shift|logs|webhook|cache/

const MAX_CHANGED = 2

/**
 * Which inputs of a node type its card shows in front. A declaration of the node type decides; else, for a model, what
 * is required, its seed, and two of those that people change most; for a node of this machine, all that are not
 * declared advanced.
 */
export function cardInputs({ inputs, where, front }: NodeType): CardInputs {
  const entries: readonly Named[] = Object.entries(inputs)
  const widgets = entries.filter(([, port]) => hasWidget(port))
  const data = entries.filter(
    ([, port]) => !hasWidget(port) && !(port.advanced && isMediaKind(port.type.kind)),
  )
  const shown = widgets.filter(
    ([name, port]) => port.required || (front === undefined ? !port.advanced : front.includes(name)),
  )
  const prompt = promptOf(shown)
  const chosen = where === 'local' || front !== undefined ? shown : changedMost(shown, prompt)
  return {
    prompt,
    data: new Set(data.map(([name]) => name)),
    front: new Set([...chosen.map(([name]) => name), ...(prompt === null ? [] : [prompt])]),
  }
}

/** The input called prompt; else the only long text. */
function promptOf(shown: readonly Named[]): string | null {
  const texts = shown.filter(isText)
  const [first, ...others] = texts
  const named = texts.find(([name]) => name === 'prompt')
  return (named ?? (others.length === 0 ? first : undefined))?.[0] ?? null
}

function changedMost(shown: readonly Named[], prompt: string | null): readonly Named[] {
  const fixed = shown.filter((one) => one[1].required || isSeed(one))
  const rankOf = ([name]: Named): number => {
    const rank = CHANGED.findIndex((pattern) => pattern.test(name))
    return rank === -1 ? CHANGED.length : rank
  }
  const others = shown.filter(
    (one) =>
      one[0] !== prompt && !fixed.includes(one) && (rankOf(one) < CHANGED.length || !SET_ONCE.test(one[0])),
  )
  const changed = others.toSorted((one, other) => rankOf(one) - rankOf(other)).slice(0, MAX_CHANGED)
  return shown.filter((one) => fixed.includes(one) || changed.includes(one))
}
