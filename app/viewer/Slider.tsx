import { useStore } from 'zustand'
import { CompareLine } from '../widgets/CompareLine.tsx'
import { viewerStore } from '../state/viewer/viewerStore.ts'

const slideTo = (slider: number): void => viewerStore.setState({ slider })

/** The line between the two pictures in the viewer. */
export function Slider() {
  const at = useStore(viewerStore, (viewer) => viewer.slider)
  return <CompareLine at={at} onSlide={slideTo} />
}
