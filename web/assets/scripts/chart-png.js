// A chart as PNG, drawn by the browser from its SVG file: with the reader's own Chinese fonts, which a server need not have.

/** Pixels for each of the SVG's: sharp in print at a column's width. */
const SCALE = 3;
/** Longest side of a canvas that every browser draws on. */
const LONGEST = 16_000;

/** @param {string} address @returns {Promise<HTMLImageElement>} */
const load = (address) =>
  new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = reject;
    image.src = address;
  });

/** @param {HTMLAnchorElement} link */
const savePng = async (link) => {
  const image = await load(link.href);
  const canvas = document.createElement('canvas');
  const scale = Math.min(SCALE, LONGEST / Math.max(image.naturalWidth, image.naturalHeight));
  canvas.width = image.naturalWidth * scale;
  canvas.height = image.naturalHeight * scale;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('no image');
  const save = document.createElement('a');
  save.href = URL.createObjectURL(blob);
  save.download = `${link.dataset.file ?? 'zhengsou'}.png`;
  save.click();
  setTimeout(() => URL.revokeObjectURL(save.href), 10_000);
};

for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('a[data-png]'))) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = link.dataset.png ?? 'PNG';
  button.addEventListener('click', async () => {
    try {
      await savePng(link);
    } catch {
      button.disabled = true;
      button.textContent = link.dataset.failed ?? '';
    }
  });
  link.after(' ', button);
}
