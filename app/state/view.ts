import type { ErrorData } from '#shared/errors.ts'
import type { AddressState, KeyState, Settings } from '#shared/api/records.ts'
import { defineStore } from '../base/editor.ts'
import type { Editor } from '../base/editor.ts'
import type { Connection } from '../base/transport/socket.ts'

export type PanelName = 'library' | 'queue' | 'results' | 'workflows' | 'settings' | 'shortcuts'

/** Where a search for a node was asked for, and what it must fit. */
export interface NodeSearch {
  /** In flow coordinates. */
  readonly at: { readonly x: number; readonly y: number }
  /** The loose end of a cable: only what fits is found, and is connected. */
  readonly loose: {
    readonly node: string
    readonly port: string
    readonly end: 'source' | 'target'
  } | null
}

export interface View {
  /** What the host has told of itself; null until it has. */
  readonly settings: Settings | null
  readonly key: KeyState
  /** Where the API is. */
  readonly address: AddressState
  /** Why the engine that is set takes no more jobs: its key was refused, or nothing is left to pay with. */
  readonly refusal: ErrorData | null
  /** The way to the host; null until it is known. */
  readonly connection: Connection | null
  /** Whether what was open before is open again. */
  readonly started: boolean
  /** Whether what the runs of the open tabs have made is known too. */
  readonly caughtUp: boolean
  /** Whether the host has all that was edited. */
  readonly allSaved: boolean
  readonly panel: PanelName | null
  /** Whether the field for the key is to have the focus when the settings are shown. */
  readonly keyField: boolean
  readonly inspector: boolean
  readonly palette: boolean
  readonly find: boolean
  readonly minimap: boolean
  /** Three sentences of help, at a first start or when asked for. */
  readonly firstSteps: boolean
  readonly search: NodeSearch | null
  /** A result shown large, by its SHA-256. */
  readonly viewer: string | null
}

export const viewStore = defineStore<View>(() => ({
  settings: null,
  key: { from: null },
  address: { origin: null, fixed: false },
  refusal: null,
  connection: null,
  started: false,
  caughtUp: false,
  allSaved: false,
  panel: null,
  keyField: false,
  inspector: false,
  palette: false,
  find: false,
  minimap: false,
  firstSteps: false,
  search: null,
  viewer: null,
}))

/** Whether requests reach no host: what runs there is not known. */
export const isHostGone = ({ connection }: View): boolean => connection === 'lost' || connection === 'refused'

export const show = (editor: Editor, change: Partial<View>): void => editor.get(viewStore).setState(change)

export const togglePanel = (editor: Editor, panel: PanelName): void =>
  editor.get(viewStore).setState((view) => ({ panel: view.panel === panel ? null : panel }))
