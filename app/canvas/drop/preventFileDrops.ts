/** A file that is dropped beside the canvas must not take the place of the page. Answers with the way to stop. */
export function preventFileDrops(): () => void {
  const hover = (event: DragEvent): void => {
    if (event.defaultPrevented || event.dataTransfer?.types.includes('Files') !== true) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'none'
  }
  const drop = (event: DragEvent): void => {
    // A field takes dragged text; a file's address is none that it should take.
    if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault()
  }
  window.addEventListener('dragover', hover)
  window.addEventListener('drop', drop)
  return () => {
    window.removeEventListener('dragover', hover)
    window.removeEventListener('drop', drop)
  }
}
