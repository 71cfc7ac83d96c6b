/** Resolves once there is a visible element, in the frame that shows it. */
export async function shown(selector: string): Promise<void> {
  for (;;) {
    const element = document.querySelector(selector)
    if (element !== null && getComputedStyle(element).visibility !== 'hidden') return
    await new Promise((resolve) => {
      requestAnimationFrame(resolve)
    })
  }
}
