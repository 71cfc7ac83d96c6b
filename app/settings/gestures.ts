import { isMac } from '../base/keys/platform.ts'

const mod = isMac ? '⌘' : 'Ctrl'
const shift = isMac ? '⇧' : 'Shift'

interface Gesture {
  readonly title: string
  readonly by: string
}

/** Gestures and keys of the canvas that are not commands, so their keys cannot be changed. */
export const gestures: readonly Gesture[] = [
  { title: 'Search for a node', by: 'Double-click' },
  { title: 'Search for what fits a cable', by: 'Drop it on the canvas' },
  { title: 'Put a node into a cable', by: 'Drop it on the cable' },
  { title: 'Put a reroute into a cable', by: 'Double-click the cable' },
  { title: 'Take a cable off', by: 'Drag it from its input' },
  { title: 'Pan', by: 'Drag, middle drag, Space and drag' },
  { title: 'Zoom', by: 'Wheel, pinch' },
  { title: 'Add to the selection', by: `${mod} or ${shift} and click` },
  { title: 'Select the nodes in a box', by: `${shift} and drag` },
  { title: 'Drag without the guides', by: 'Alt and drag' },
  { title: 'Go from node to node', by: 'Arrows' },
  { title: 'Add the node to the selection', by: `${mod}+Space` },
  { title: 'Move what is selected', by: `${shift} and arrows, with ${mod} by single pixels` },
  { title: 'Go into a node, and out of it', by: 'Enter, Esc' },
  { title: 'Connect the port', by: 'Enter, or C' },
  { title: 'Disconnect the input', by: 'Del' },
  { title: 'Open the menu', by: `Menu key, ${shift}+F10` },
]
