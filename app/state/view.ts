import type { EngineState, Settings } from '#shared/api/records.ts'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import { defineStore } from '../base/editor.ts'
import type { Editor } from '../base/editor.ts'
import type { Connection } from '../base/transport/socket.ts'

export type PanelName = 'library' | 'queue' | 'results' | 'workflows' | 'settings' | 'shortcuts'

/** Where the node search was opened, and what it must match. */
export interface NodeSearch {
  /** In flow coordinates. */
  readonly at: { readonly x: number; readonly y: number }
  /** The loose end of a cable: only matching types are offered, and the chosen one is connected. */
  readonly loose: {
    readonly node: string
    readonly port: string
    readonly end: 'source' | 'target'
  } | null
  /** The cable that the chosen node is inserted into; its start is the loose end. */
  readonly into?: string
}

export interface View {
  /** What the host has reported about itself; null until then. */
  readonly settings: Settings | null
  /** The folder that saved images go to; '' until it is known. */
  readonly imageFolder: string
  /** Every engine, with its key, its address, and why it accepts no jobs if so. */
  readonly engines: readonly EngineState[]
  /** Whether the host can show a saved file in its folder. */
  readonly reveals: boolean
  /** The state of the connection to the host; null until it is known. */
  readonly connection: Connection | null
  /** Whether the tabs from before are restored. */
  readonly started: boolean
  /** Whether the results of the open tabs' runs are loaded too. */
  readonly caughtUp: boolean
  /** Whether the host has all edits. */
  readonly allSaved: boolean
  readonly panel: PanelName | null
  /** The engines whose keys the open dialog asks for; empty: it is closed. */
  readonly keyEngines: readonly EngineId[]
  /** The saved workflow whose row is focused when its panel is shown. */
  readonly revealed: string | null
  readonly inspector: boolean
  readonly palette: boolean
  readonly find: boolean
  readonly minimap: boolean
  /** The steps for new users, at the first start or on request. */
  readonly firstSteps: boolean
  readonly search: NodeSearch | null
  /** The node that another model is chosen for. */
  readonly models: string | null
  /** The SHA-256 of the result in the viewer. */
  readonly viewer: string | null
}

export const viewStore = defineStore<View>(() => ({
  settings: null,
  imageFolder: '',
  engines: [],
  reveals: false,
  connection: null,
  started: false,
  caughtUp: false,
  allSaved: false,
  panel: null,
  keyEngines: [],
  revealed: null,
  inspector: false,
  palette: false,
  find: false,
  minimap: false,
  firstSteps: false,
  search: null,
  models: null,
  viewer: null,
}))

/** Whether the host is unreachable: the state of its runs is not known. */
export const isHostGone = ({ connection }: View): boolean => connection === 'lost' || connection === 'refused'

export const show = (editor: Editor, change: Partial<View>): void => editor.get(viewStore).setState(change)

export const togglePanel = (editor: Editor, panel: PanelName): void =>
  editor.get(viewStore).setState((view) => ({ panel: view.panel === panel ? null : panel }))
