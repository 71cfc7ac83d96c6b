import { createBenchGraph } from './graph.ts'
import type { BenchGraph } from './graph.ts'
import type { Point } from './mouse.ts'
import { createMouse, findGround } from './mouse.ts'
import type { Subject, View } from './subject.ts'
import { changes } from './subject.ts'

export type Act = 'pan' | 'zoom' | 'drag' | 'state' | 'whole'

/** What is called from outside the page. Times are in milliseconds. */
export interface Drive {
  /** How long it takes until a graph of `count` nodes is completely on the screen. */
  show(count: number): Promise<number>
  /** The time of each frame during `act`: this many frames, or fewer when they take longer than `limit` in total. */
  play(act: Act, frames: number, limit: number): Promise<readonly number[]>
}

/** Pixels of the page per frame of panning, and how often the direction changes. */
const STEP = 12
const TURN = 60
/** A notch of the wheel; ten of them go from 100 % to less than 40 %. */
const NOTCH = 69
const NOTCHES = 10
/** As high as litegraph's titles; ours are a little higher. */
const TITLE = 30
/** Nodes that run at the same time. */
const AT_WORK = 8

export function createDrive(subject: Subject): Drive {
  let graph: BenchGraph | null = null
  const mouse = createMouse()

  const frame = (): DOMRect =>
    document.querySelector(subject.ground)?.getBoundingClientRect() ?? document.body.getBoundingClientRect()

  const viewOf = (act: Act, { cards }: BenchGraph): View => {
    const { width: across, height: down } = frame()
    const right = Math.max(...cards.map(({ position, width = 0 }) => position.x + width))
    const bottom = Math.max(...cards.map(({ position, height = 0 }) => position.y + height))
    const zoom = act === 'whole' ? 0.9 * Math.min(across / right, down / bottom) : 1
    return { x: right / 2 - across / 2 / zoom, y: bottom / 2 - down / 2 / zoom, zoom }
  }

  const acts: { readonly [A in Act]: (shown: BenchGraph, view: View) => (frame: number) => void } = {
    pan: () => pan(mouse, subject, 1),
    whole: () => pan(mouse, subject, 0.25),
    zoom: () => (frame) => mouse.wheel(frame % (2 * NOTCHES) < NOTCHES ? NOTCH : -NOTCH),
    drag: (shown, view) => {
      const from = findTitle(shown, view, frame())
      mouse.press(from)
      return (frame) => {
        const angle = frame / 10
        mouse.move({ x: from.x + 120 * Math.sin(angle), y: from.y + 120 * (1 - Math.cos(angle)) })
      }
    },
    state: (shown, view) => {
      const inView = nodesInView(shown, view, frame())
      return (frame) => {
        const nth = Math.floor(frame / AT_WORK / changes.length) * AT_WORK + (frame % AT_WORK)
        // Every other one is visible; the others are anywhere.
        const node =
          nth % 2 === 0 ? inView[(nth / 2) % inView.length] : (nth * 7919) % shown.workflow.nodes.length
        const change = changes[Math.floor(frame / AT_WORK) % changes.length]
        if (node !== undefined && change !== undefined) subject.change(node, change)
      }
    },
  }

  return {
    async show(count) {
      graph = createBenchGraph(count)
      const start = performance.now()
      await subject.show(graph, viewOf('whole', graph))
      await nextFrame()
      await nextFrame()
      return performance.now() - start
    },
    async play(act, frames, limit) {
      if (graph === null) throw new Error('nothing is shown yet')
      const view = viewOf(act, graph)
      subject.setView(view)
      await quiet()
      const step = acts[act](graph, view)
      const times = await record(step, frames, limit)
      mouse.release()
      await quiet()
      return times
    },
  }
}

function pan(
  mouse: ReturnType<typeof createMouse>,
  { ground }: Subject,
  share: number,
): (frame: number) => void {
  const from = findGround(ground)
  mouse.press(from)
  return (frame) => {
    const turn = frame % (2 * TURN)
    const gone = STEP * share * (turn < TURN ? turn : 2 * TURN - turn)
    mouse.move({ x: from.x - gone, y: from.y - gone / 2 })
  }
}

/** Runs `step` once per frame and records the time until the next one. */
async function record(
  step: (frame: number) => void,
  frames: number,
  limit: number,
): Promise<readonly number[]> {
  const times: number[] = []
  let last = await nextFrame()
  const start = last
  for (let frame = 0; frame < frames && last - start < limit; frame++) {
    step(frame)
    const now = await nextFrame()
    times.push(now - last)
    last = now
  }
  return times
}

const nextFrame = (): Promise<number> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => resolve(performance.now()))
  })

/** Work that was deferred until nothing moves is done, and pictures are loaded. */
const quiet = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 800)
  })

function nodesInView({ cards }: BenchGraph, { x, y, zoom }: View, frame: DOMRect): readonly number[] {
  return cards.flatMap(({ position, width = 0, height = 0 }, index) =>
    position.x < x + frame.width / zoom &&
    position.x + width > x &&
    position.y < y + frame.height / zoom &&
    position.y + height > y
      ? [index]
      : [],
  )
}

/** The middle of the title of a card well in view, in the page. */
function findTitle({ cards }: BenchGraph, { x, y, zoom }: View, frame: DOMRect): Point {
  const titles = cards.map(({ position, width = 0 }) => ({
    x: frame.x + (position.x + width / 2 - x) * zoom,
    y: frame.y + (position.y + TITLE / 2 - y) * zoom,
  }))
  const away = (title: Point): number =>
    Math.hypot(title.x - frame.x - frame.width / 2, title.y - frame.y - frame.height / 3)
  const [nearest] = titles.toSorted((one, other) => away(one) - away(other))
  if (nearest === undefined) throw new Error('there is no card')
  return nearest
}
