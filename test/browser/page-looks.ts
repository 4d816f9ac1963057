import type { Page } from 'playwright-core'

/** By how many pixels the page, or a scrollable part of it, overflows its width. */
export function sidewaysPx(page: Page): Promise<number> {
  return page.evaluate(() => {
    const wider = [...document.querySelectorAll('html, section')].map((part) => part.scrollWidth - part.clientWidth)
    return Math.max(...wider)
  })
}

/** The lowest contrast ratio of a text with its background, by WCAG 2.2, and that text. */
export function leastContrast(page: Page): Promise<{ ratio: number; text: string }> {
  return page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
    if (context === null) throw new Error('no canvas')
    /** Blends layered colours on a canvas, as the browser does, and reads the result. */
    const blended = (colours: readonly string[]): number[] => {
      context.clearRect(0, 0, 1, 1)
      for (const colour of colours) {
        context.fillStyle = colour
        context.fillRect(0, 0, 1, 1)
      }
      return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3)
    }
    const luminance = (colour: number[]): number => {
      const [r = 0, g = 0, b = 0] = colour
        .map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    let least = { ratio: 21, text: '' }
    while (walker.nextNode()) {
      const { parentElement: parent, textContent } = walker.currentNode
      const text = textContent?.trim() ?? ''
      if (parent === null || text === '' || !parent.checkVisibility() || /^(SCRIPT|STYLE)$/.test(parent.tagName))
        continue
      const behind: string[] = []
      for (let each: Element | null = parent; each !== null; each = each.parentElement) {
        behind.unshift(getComputedStyle(each).backgroundColor)
      }
      const [front, back] = [blended([...behind, getComputedStyle(parent).color]), blended(behind)].map(luminance)
      const ratio = (Math.max(front ?? 0, back ?? 0) + 0.05) / (Math.min(front ?? 0, back ?? 0) + 0.05)
      if (ratio < least.ratio) least = { ratio, text }
    }
    return least
  })
}
