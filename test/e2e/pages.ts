import type { Page } from 'playwright-core';

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1440, height: 1000 };

/** The totals that a search page shows. */
export const readTotals = async (page: Page): Promise<{ paragraphs: number; reports: number }> => {
  const count = page.locator('#count');
  return {
    paragraphs: Number(await count.getAttribute('data-total')),
    reports: Number(await count.getAttribute('data-reports')),
  };
};

/** Width of the content and of the window: wider content would scroll sideways. */
export const readWidths = (page: Page): Promise<{ content: number; window: number }> =>
  page.evaluate(
    '({ content: document.documentElement.scrollWidth, window: document.documentElement.clientWidth })',
  );

/** Whether any of the element stands in the window. */
export const isInSight = async (page: Page, selector: string): Promise<boolean> => {
  const box = await page.locator(selector).boundingBox();
  const height = page.viewportSize()?.height ?? 0;
  return box !== null && box.y + box.height > 0 && box.y < height;
};

/** Whether the middle of the element is what one sees there. */
export const isUncovered = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate(`(() => {
    const element = document.querySelector(${JSON.stringify(selector)});
    const { x, y, width, height } = element.getBoundingClientRect();
    const seen = document.elementFromPoint(x + width / 2, y + height / 2);
    return seen !== null && (element === seen || element.contains(seen));
  })()`);

/** Text of every match shown. */
export const readMarks = (page: Page): Promise<string[]> => page.locator('.hit mark').allTextContents();

/** Value, counts and link of a facet's row, in the order shown. */
export const readFacet = (page: Page, name: string) =>
  page.locator(`.facet-${name} a.value`).evaluateAll((rows) =>
    rows.map((row) => {
      const [paragraphs, reports] = [...row.querySelectorAll('.count')].map((cell) =>
        Number(cell.textContent?.replaceAll(',', '')),
      );
      return { label: row.querySelector('.name')?.textContent ?? '', paragraphs, reports };
    }),
  );
