// What the benchmark uses of the package, held true by its pinned version: it need not be installed to check types.
declare module '@comfyorg/litegraph' {
  export class LGraphNode {
    constructor(title: string)
    pos: [number, number]
    size: [number, number]
    progress?: number
    boxcolor?: string
    color?: string
    onDrawBackground?: (context: CanvasRenderingContext2D) => void
    addInput(name: string, type: string): void
    addOutput(name: string, type: string): void
    addWidget(type: string, name: string, value: unknown, callback: null, options: object): void
    connect(slot: number | string, target: LGraphNode, targetSlot: number | string): unknown
  }
  export class LGraph {
    add(node: LGraphNode): void
  }
  export class LGraphCanvas {
    constructor(canvas: HTMLCanvasElement, graph: LGraph)
    readonly ds: { scale: number; offset: [number, number] }
    setDirty(foreground: boolean, background: boolean): void
    resize(width: number, height: number): void
  }
}
