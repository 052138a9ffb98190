// The form of the API page: asks this server with the key that was typed in, and shows the answer. Nothing is kept.
document.addEventListener('change', event => {
  const option = event.target.closest('[data-api-try] select')?.selectedOptions[0];
  if (option) option.closest('form').elements.body.value = option.dataset.body ?? '';
});

document.addEventListener('submit', async event => {
  const form = event.target.closest('[data-api-try]');
  if (!form) return;
  event.preventDefault();
  const option = form.elements.path.selectedOptions[0];
  const answer = document.querySelector('[data-api-answer]');
  const init = { method: option.dataset.method, headers: { Authorization: `Bearer ${form.elements.key.value.trim()}` } };
  if (init.method === 'POST') {
    init.body = form.elements.body.value;
    init.headers['Content-Type'] = init.body.trimStart().startsWith('[') ? 'application/json' : 'application/x-ndjson';
  }
  answer.textContent = '…';
  try {
    const response = await fetch(option.value, { ...init, credentials: 'omit' });
    const text = await response.text();
    let shown = text;
    try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* not JSON: shown as it is */ }
    answer.textContent = `${response.status}\n${shown}`;
  } catch {
    answer.textContent = 'The server did not answer.';
  }
});
