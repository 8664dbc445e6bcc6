// The terms related to a query, fetched once its results are there. Without this file a link leads to them.

const load = async () => {
  const place = document.getElementById('related');
  const source = place?.dataset.source;
  if (!place || !source) return;
  delete place.dataset.source;
  try {
    const response = await fetch(source);
    if (!response.ok) return;
    const next = new DOMParser()
      .parseFromString(await response.text(), 'text/html')
      .getElementById('related');
    if (next && place.isConnected) place.replaceWith(next);
  } catch {
    // The link stays.
  }
};

document.addEventListener('zhengsou:shown', load);
load();
